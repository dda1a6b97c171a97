package org.arcoforge.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static List<String> texts(Keys keys) {
    return IntStream.range(0, keys.size()).mapToObj(keys::text).toList();
  }

  @Test
  void dailyHasBothEndsAndLeapDays() {
    assertThat(texts(Keys.daily("2020-02-27", "2020-03-01")))
        .containsExactly("2020-02-27", "2020-02-28", "2020-02-29", "2020-03-01");
    assertThat(Keys.daily("1981-09-01", "2024-12-31").size()).isEqualTo(15_828);
    assertThat(Keys.daily(LocalDate.of(2020, 2, 27), LocalDate.of(2020, 3, 1)))
        .isEqualTo(Keys.daily("2020-02-27", "2020-03-01"));
  }

  @Test
  void monthlyHasBothEnds() {
    assertThat(texts(Keys.monthly("2019-11", "2020-02")))
        .containsExactly("2019-11", "2019-12", "2020-01", "2020-02");
    assertThat(Keys.monthly(LocalDate.of(2019, 11, 30), LocalDate.of(2020, 2, 1)))
        .isEqualTo(Keys.monthly("2019-11", "2020-02"));
  }

  @Test
  void yearlyHasBothEnds() {
    assertThat(texts(Keys.yearly(1982, 1985))).containsExactly("1982", "1983", "1984", "1985");
    assertThat(texts(Keys.yearly(7, 7))).containsExactly("0007");
  }

  @Test
  void hourlyAndEveryStopAtTheEnd() {
    assertThat(texts(Keys.hourly("2020-12-31T22:00", "2021-01-01T00:30")))
        .containsExactly("2020-12-31T22:00", "2020-12-31T23:00", "2021-01-01T00:00");
    assertThat(texts(Keys.every(Duration.ofDays(8), "2002-07-04", "2002-07-20")))
        .containsExactly("2002-07-04", "2002-07-12", "2002-07-20");
    assertThat(texts(Keys.every(Duration.ofSeconds(40), "2002-07-04T00:00", "2002-07-04T00:02")))
        .containsExactly(
            "2002-07-04T00:00:00",
            "2002-07-04T00:00:40",
            "2002-07-04T00:01:20",
            "2002-07-04T00:02:00");
    LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0);
    assertThat(Keys.hourly(start, start.plusHours(5)).size()).isEqualTo(6);
  }

  @Test
  void datesAreThoseGiven() {
    Keys keys = Keys.dates(List.of(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 1, 9)));
    assertThat(texts(keys)).containsExactly("2020-01-01", "2020-01-09");
    assertThat(texts(keys.first(1))).containsExactly("2020-01-01");
  }

  @Test
  void rangeHasBothEndsAndAStep() {
    assertThat(texts(Keys.range(6000, 6002))).containsExactly("6000", "6001", "6002");
    assertThat(texts(Keys.range(-2, 5, 3))).containsExactly("-2", "1", "4");
  }

  @Test
  void firstKeepsTheFirst() {
    assertThat(texts(Keys.of("a", "b", "c").first(2))).containsExactly("a", "b");
    assertThat(texts(Keys.yearly(1982, 1985).first(2))).containsExactly("1982", "1983");
    assertThat(texts(Keys.range(1, 9).first(2))).containsExactly("1", "2");
    assertThat(Keys.range(1, 9).first(20)).isEqualTo(Keys.range(1, 9));
  }

  @Test
  void noKeysAreRefused() {
    assertThatThrownBy(() -> Keys.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make keys of no texts. Give one or more.");
    assertThatThrownBy(() -> Keys.dates(List.of()))
        .hasMessage("Cannot make keys of no dates. Give one or more.");
  }

  @Test
  void anEndBeforeTheStartIsRefused() {
    assertThatThrownBy(() -> Keys.yearly(1985, 1982))
        .hasMessage("Cannot make keys from 1985 to 1982: the end is before the start. Swap them.");
    assertThatThrownBy(() -> Keys.daily("2020-01-02", "2020-01-01"))
        .hasMessageStartingWith(
            "Cannot make keys from 2020-01-02 to 2020-01-01: the end is before");
    assertThatThrownBy(() -> Keys.monthly("2020-02", "2020-01"))
        .hasMessageStartingWith("Cannot make keys from 2020-02 to 2020-01: the end is before");
    assertThatThrownBy(() -> Keys.range(2, 1))
        .hasMessage("Cannot make keys from 2 to 1: the end is before the start. Swap them.");
  }

  @Test
  void illegalStepsAreRefused() {
    assertThatThrownBy(() -> Keys.range(1, 2, 0))
        .hasMessage("Cannot make keys from 1 to 2 in steps of 0. Use a step of 1 or more.");
    assertThatThrownBy(() -> Keys.every(Duration.ofMillis(1500), "2020-01-01T00:00", "2021-01-01"))
        .hasMessage("Cannot make keys from '2021-01-01'. Write it like 2020-01-01T06:00.");
    LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0);
    assertThatThrownBy(() -> Keys.every(Duration.ofMillis(1500), start, start))
        .hasMessage("Cannot make keys every PT1.5S. Use a positive number of whole seconds.");
    assertThatThrownBy(() -> Keys.hourly(start.plusNanos(1), start.plusHours(1)))
        .hasMessage(
            "Cannot make keys from 2020-01-01T00:00:00.000000001: it is not a whole second.");
  }

  @Test
  void tooManyKeysAreRefused() {
    assertThatThrownBy(() -> Keys.range(0, 3_000_000_000L))
        .hasMessage(
            "Cannot make keys from 0 to 3000000000: 3000000001 keys, at most 2147483647. Use two axes.");
    assertThatThrownBy(
            () -> Keys.every(Duration.ofSeconds(1), "1900-01-01T00:00", "2000-01-01T00:00"))
        .hasMessageContaining("3155673601 keys, at most 2147483647. Use a longer step.");
  }

  @Test
  void illegalTextsAreRefused() {
    assertThatThrownBy(() -> Keys.of("a", "b", "a"))
        .hasMessage("Cannot use key 'a' twice: as number 0 and number 2. Remove one.");
    assertThatThrownBy(() -> Keys.of("a", " ")).hasMessage("Cannot use key 1 of 2: it is blank.");
    assertThatThrownBy(() -> Keys.daily("1981", "1982"))
        .hasMessage("Cannot make keys from '1981'. Write it like 1981-09-01.");
    assertThatThrownBy(() -> Keys.monthly("1981", "1982"))
        .hasMessage("Cannot make keys from '1981'. Write it like 1981-09.");
    assertThatThrownBy(
            () -> Keys.dates(List.of(LocalDate.of(2020, 1, 2), LocalDate.of(2020, 1, 2))))
        .hasMessage(
            "Cannot make keys of dates: 2020-01-02 follows 2020-01-02. Sort them, without duplicates.");
  }
}
