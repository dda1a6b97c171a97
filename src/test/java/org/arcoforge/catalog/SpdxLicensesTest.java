package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpdxLicensesTest {
  private final SpdxLicenses licenses = SpdxLicenses.load();

  @Test
  void theListHasCurrentAndDeprecatedOnes() {
    assertThat(licenses.deprecated()).hasSizeGreaterThan(700);
    assertThat(licenses.has("CC-BY-4.0")).isTrue();
    assertThat(licenses.isDeprecated("CC-BY-4.0")).isFalse();
    assertThat(licenses.has("wxWindows")).isTrue();
    assertThat(licenses.isDeprecated("wxWindows")).isTrue();
    assertThat(licenses.has("-wxWindows")).isFalse();
    assertThat(licenses.has("cc-by-4.0")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CC BY 4.0, CC-BY-4.0",
    "ccby4.0, CC-BY-4.0",
    "CC-BY-NC-SA-4, CC-BY-NC-SA-4.0",
    "cc0, CC0-1.0",
    "Apache 2.0, Apache-2.0",
    "mit, MIT",
    "OGL-UK3.0, OGL-UK-3.0",
    "Unknown,",
    "public-domain,",
  })
  void theOneThatIsMeantIsFound(String written, String meant) {
    assertThat(licenses.nearest(written).orElse(null)).isEqualTo(meant);
  }
}
