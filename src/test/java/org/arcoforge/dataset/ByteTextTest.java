package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ByteTextTest {

  @Test
  void numbersHaveThreeDigitsAndAUnit() {
    assertThat(ByteText.of(0)).isEqualTo("0 bytes");
    assertThat(ByteText.of(999)).isEqualTo("999 bytes");
    assertThat(ByteText.of(1000)).isEqualTo("1.00 kB");
    assertThat(ByteText.of(999_600)).isEqualTo("1.00 MB");
    assertThat(ByteText.of(12_345_678)).isEqualTo("12.3 MB");
    assertThat(ByteText.of(123_456_789_012L)).isEqualTo("123 GB");
    assertThat(ByteText.of(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  @Test
  void parseReadsDecimalAndBinaryUnits() {
    assertThat(ByteText.parse("500")).isEqualTo(500);
    assertThat(ByteText.parse("500MB")).isEqualTo(500_000_000);
    assertThat(ByteText.parse(" 1.5 gb ")).isEqualTo(1_500_000_000);
    assertThat(ByteText.parse("2GiB")).isEqualTo(2L << 30);
    assertThat(ByteText.parse("64k")).isEqualTo(64_000);
  }

  @Test
  void parseRefusesEverythingElse() {
    for (String text : new String[] {"", "MB", "-1", "0", "0.5", "1 XB", "99999999 EB", "1e9"}) {
      assertThatThrownBy(() -> ByteText.parse(text))
          .hasMessage(
              "Cannot take '%s' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB."
                  .formatted(text));
    }
  }
}
