package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ReceiptCheckTest {
  private static Receipt receipt(long unit, int checksum) {
    return new Receipt(unit, 1, 10, 5, checksum);
  }

  private static ReceiptCheck of(Receipt... receipts) {
    ReceiptCheck check = new ReceiptCheck();
    for (Receipt receipt : receipts) {
      check.add(receipt);
    }
    return check;
  }

  @Test
  void aUnitWrittenTwiceWithTheSameBytesIsFine() {
    ReceiptCheck check = of(receipt(0, 1), receipt(1, 2), receipt(0, 1));
    check.merge(of(receipt(1, 2), receipt(2, 3)));
    assertThatCode(() -> check.requireComplete(3)).doesNotThrowAnyException();
  }

  @Test
  void aUnitWrittenTwiceWithDifferentBytesFails() {
    assertThatThrownBy(() -> of(receipt(0, 1)).merge(of(receipt(0, 2))))
        .hasMessageStartingWith("Unit 0 was written twice, with different bytes: ");
  }

  @Test
  void aMissingUnitFails() {
    assertThatThrownBy(() -> of(receipt(0, 1), receipt(2, 3)).requireComplete(3))
        .hasMessage(
            "Cannot complete the store: 2 of 3 units are written; the first missing is unit 1.");
  }

  @Test
  void aUnitBeyondThePlanFails() {
    assertThatThrownBy(() -> of(receipt(0, 1), receipt(1, 3)).requireComplete(1))
        .hasMessage("Cannot complete the store: 2 units are written, the plan has 1.");
  }
}
