package org.arcoforge.report;

import static org.arcoforge.report.WrittenStore.coordinate;
import static org.arcoforge.report.WrittenStore.days;
import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.dataset.Attributes;
import org.junit.jupiter.api.Test;

class CheckCoordinateTest {
  private static final Attributes NORTH = Attributes.NONE.with("units", "degrees_north");
  private static final Attributes EAST = Attributes.NONE.with("units", "degrees_east");

  @Test
  void anOrderThroughoutIsFine() {
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 1, 2, 4)))
        .containsExactly(Check.ok("monotonic", "c", "3 values from 1 to 4 ascend."));
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 4, 2, 1)))
        .containsExactly(Check.ok("monotonic", "c", "3 values from 4 to 1 descend."));
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 7)))
        .containsExactly(Check.ok("monotonic", "c", "One value, 7."));
  }

  @Test
  void valuesThatTurnAreNamed() {
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 1, 2, 4, 3, 5)))
        .containsExactly(
            Check.warning(
                "monotonic",
                "c",
                "5 values from 1 to 5 neither ascend nor descend throughout: 2, 4, 3 from index 1."));
    assertThat(CheckCoordinate.of(coordinate(days("standard"), 0, 1, 1, 2)))
        .containsExactly(
            Check.failed(
                "monotonic",
                "c",
                "4 values from 2000-01-01 to 2000-01-03 neither ascend nor descend throughout: 2000-01-01, 2000-01-02, 2000-01-02 from index 0."));
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 3, 3)))
        .containsExactly(
            Check.warning(
                "monotonic",
                "c",
                "2 values from 3 to 3 neither ascend nor descend throughout: 3, 3 from index 0."));
  }

  @Test
  void aMissingValueIsAFailure() {
    assertThat(CheckCoordinate.of(coordinate(Attributes.NONE, 1, Double.NaN, 3)))
        .containsExactly(Check.failed("monotonic", "c", "1 of 3 values are missing."));
  }

  @Test
  void noValuesAreNoted() {
    assertThat(CheckCoordinate.of(coordinate(days("standard"))))
        .containsExactly(Check.note("monotonic", "c", "It has no values."));
  }

  @Test
  void stepsOfTimeAreTold() {
    assertThat(CheckCoordinate.of(coordinate(days("standard"), 0, 1, 2, 3)))
        .contains(Check.ok("timeSteps", "c", "3 steps of 1 day, none longer."));
    assertThat(CheckCoordinate.of(coordinate(days("standard"), 0, 1, 2, 4, 5)))
        .contains(
            Check.warning(
                "timeSteps",
                "c",
                "1 of 4 steps is longer than the usual 1 day; the first from 2000-01-03 to 2000-01-05."));
    assertThat(CheckCoordinate.of(coordinate(days("standard"), 0, 1, 5, 5.5, 9, 20)))
        .contains(Check.note("timeSteps", "c", "No step is that of most values."));
  }

  @Test
  void unitsThatXarrayCannotDecodeAreAFailure() {
    Attributes months = Attributes.NONE.with("units", "months since 2000-01-01");
    assertThat(CheckCoordinate.of(coordinate(months, 0, 1, 2)))
        .contains(
            Check.failed(
                "timeUnits",
                "c",
                "Units 'months' have no fixed length in calendar 'standard': xarray cannot decode them."));
    assertThat(CheckCoordinate.of(coordinate(months.with("calendar", "360_day"), 0, 1, 2)))
        .noneMatch(check -> check.name().equals("timeUnits"));
  }

  @Test
  void latitudesLieBetweenThePoles() {
    assertThat(CheckCoordinate.of(coordinate(NORTH, -90, 0, 90)))
        .contains(Check.ok("latitude", "c", "From -90 to 90 degrees."));
    assertThat(CheckCoordinate.of(coordinate(NORTH, -90, 0, 90.5)))
        .contains(Check.failed("latitude", "c", "From -90 to 90.5 degrees, beyond ±90."));
  }

  @Test
  void longitudesGoAroundOnce() {
    assertThat(CheckCoordinate.of(coordinate(EAST, -180, 179)))
        .contains(Check.ok("longitude", "c", "From -180 to 179 degrees."));
    assertThat(CheckCoordinate.of(coordinate(EAST, 20, 377.5)))
        .contains(
            Check.warning(
                "longitude",
                "c",
                "From 20 to 377.5 degrees, neither within -180 to 180 nor within 0 to 360."));
    assertThat(CheckCoordinate.of(coordinate(EAST, -180, 181)))
        .contains(
            Check.failed("longitude", "c", "From -180 to 181 degrees, more than once around."));
  }

  @Test
  void degreesAloneNeedAName() {
    Attributes degrees = Attributes.NONE.with("units", "degrees");
    assertThat(CheckCoordinate.of(coordinate(degrees, 0, 400))).hasSize(1);
    assertThat(CheckCoordinate.of(coordinate(degrees.with("standard_name", "latitude"), 0, 400)))
        .contains(Check.failed("latitude", "c", "From 0 to 400 degrees, beyond ±90."));
  }
}
