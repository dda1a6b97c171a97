package org.arcoforge.pipeline;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Collects receipts and compares them with a plan. A unit may be written twice, when a runner tries
 * again; then both receipts must agree. Merging is associative and commutative.
 */
final class ReceiptCheck implements Serializable {
  private final Map<Long, Receipt> receipts = new HashMap<>();

  void add(Receipt receipt) {
    Receipt known = receipts.put(receipt.unit(), receipt);
    if (known != null && !known.equals(receipt)) {
      throw new IllegalStateException(
          "Unit %d was written twice, with different bytes: %s and %s."
              .formatted(receipt.unit(), known, receipt));
    }
  }

  void merge(ReceiptCheck other) {
    other.receipts.values().forEach(this::add);
  }

  /**
   * Checks that each of {@code units} units is there.
   *
   * @throws IllegalStateException if one is missing, or there are others
   */
  void requireComplete(long units) {
    requireComplete(LongStream.range(0, units));
  }

  /** Checks that each of {@code units} is there; see {@link #requireComplete(long)}. */
  void requireComplete(LongStream units) {
    long[] numbers = units.toArray();
    for (long unit : numbers) {
      if (!receipts.containsKey(unit)) {
        throw new IllegalStateException(
            "Cannot complete the store: %d of %d units are written; the first missing is unit %d."
                .formatted(receipts.size(), numbers.length, unit));
      }
    }
    if (receipts.size() != numbers.length) {
      throw new IllegalStateException(
          "Cannot complete the store: %d units are written, the plan has %d."
              .formatted(receipts.size(), numbers.length));
    }
  }
}
