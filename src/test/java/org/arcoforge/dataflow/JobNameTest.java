package org.arcoforge.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobNameTest {
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.8Z");

  @ParameterizedTest
  @CsvSource({
    "noaa-oisst,        noaa-oisst",
    "NOAA_OISST,        noaa-oisst",
    "2024-sst,          job-2024-sst",
    "sst-,              sst",
    "-sst,              sst",
    "-,                 job",
    "'',                job",
    "___,               job",
    "a__b..c d,         a-b-c-d",
    "Température 海,    temp-rature",
    "海,                job",
    "İ,                 i",
    "7,                 job-7",
    "a,                 a",
    "'a\nb',            a-b",
  })
  void whatIsWantedIsMadeAValidName(String wanted, String name) {
    assertThat(JobName.of(wanted).text()).isEqualTo(name);
  }

  @Test
  void aLongNameIsCutAndDoesNotEndInAHyphen() {
    assertThat(JobName.of("a".repeat(63)).text()).isEqualTo("a".repeat(63));
    assertThat(JobName.of("a".repeat(64)).text()).isEqualTo("a".repeat(63));
    assertThat(JobName.of("a".repeat(62) + "-b").text()).isEqualTo("a".repeat(62));
  }

  @Test
  void aRunsNameHasItsTimeAndRandomDigits() {
    assertThat(JobName.of("woa18", TIME, new Random(1)).text())
        .matches("woa18-20260304-050607-[0-9a-f]{4}");
    assertThat(JobName.of("woa18", TIME, new Random(1)))
        .isEqualTo(JobName.of("woa18", TIME, new Random(1)))
        .isNotEqualTo(JobName.of("woa18", TIME, new Random(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.y_z", "9", "", "a-very-long-name-of-a-recipe-that-is-cut-before-its-end"})
  void aRunsNameIsValidWhateverTheRecipeIsCalled(String id) {
    assertThat(JobName.of(id, TIME, new Random(3)).text())
        .matches("[a-z]([-a-z0-9]*[a-z0-9])?")
        .hasSizeLessThanOrEqualTo(63)
        .contains("-20260304-050607-")
        .doesNotContain("--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "a-", "a_b", "a b"})
  void whatDataflowDoesNotTakeIsNoName(String text) {
    assertThatThrownBy(() -> new JobName(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot name a job '%s'. Use at most 63 lower case letters, digits and '-', and start with a letter."
                .formatted(text));
  }
}
