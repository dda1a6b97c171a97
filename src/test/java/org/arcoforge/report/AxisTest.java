package org.arcoforge.report;

import static org.arcoforge.report.WrittenStore.coordinate;
import static org.arcoforge.report.WrittenStore.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.report.Axis.Tick;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static final Attributes NORTH = Attributes.NONE.with("units", "degrees_north");

  private static Axis axis(CoordinateValues values) {
    return new Axis(values.name(), values.size(), values);
  }

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }

  @Test
  void northIsUpWhicheverWayLatitudeGoes() {
    assertThat(axis(coordinate(NORTH, -10, 0, 10)).isUpwards()).isTrue();
    assertThat(axis(coordinate(NORTH, 10, 0, -10)).isUpwards()).isFalse();
  }

  @Test
  void depthAndTimeGoDown() {
    Attributes depth = Attributes.NONE.with("positive", "down");
    assertThat(axis(coordinate(depth, 5, 10, 20)).isUpwards()).isFalse();
    assertThat(axis(coordinate(depth, 20, 10, 5)).isUpwards()).isTrue();
    assertThat(axis(coordinate(days("standard"), 1, 2, 3)).isUpwards()).isFalse();
  }

  @Test
  void whatDescendsGoesFromRightToLeft() {
    assertThat(axis(coordinate(Attributes.NONE, 1, 2)).isRightwards()).isTrue();
    assertThat(axis(coordinate(Attributes.NONE, 2, 1)).isRightwards()).isFalse();
    assertThat(new Axis("x", 9, null).isRightwards()).isTrue();
    assertThat(new Axis("y", 9, null).isUpwards()).isTrue();
  }

  @Test
  void marksLieWhereTheirValuesAre() {
    List<Tick> ticks = axis(coordinate(NORTH, 40, 20, 0, -20)).ticks(0, 3, 3);
    assertThat(labels(ticks)).containsExactly("-15", "0", "15", "30");
    assertThat(ticks.get(1).position()).isEqualTo(2.5 / 4);
    assertThat(ticks.get(0).position()).isCloseTo((2.75 + 0.5) / 4, within(1e-12));
  }

  @Test
  void marksOfAPartAreOfThatPart() {
    Axis axis = axis(coordinate(Attributes.NONE, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThat(labels(axis.ticks(4, 6, 2))).containsExactly("4", "5", "6");
    assertThat(axis.ticks(4, 6, 2).get(0).position()).isEqualTo(0.5 / 3);
    assertThat(labels(new Axis("x", 10, null).ticks(4, 6, 2))).containsExactly("4", "5", "6");
  }

  @Test
  void valuesWithoutAnOrderAreMarkedAsTheyStand() {
    Axis axis = axis(coordinate(Attributes.NONE, 7, 1, 9));
    assertThat(labels(axis.ticks(0, 2, 3))).containsExactly("7", "1", "9");
  }

  @Test
  void timesAreMarkedByTheirDays() {
    assertThat(labels(axis(coordinate(days("standard"), 0.5, 31.5, 60.5)).ticks(0, 2, 3)))
        .containsExactly("2000-01-01", "2000-02-01", "2000-03-01");
    assertThat(labels(axis(coordinate(days("standard"), 0, 0.25, 0.5)).ticks(0, 2, 3)))
        .containsExactly("2000-01-01", "2000-01-01 06:00:00", "2000-01-01 12:00:00");
  }

  @Test
  void anAxisTellsItsNameUnitsAndRange() {
    Axis latitude = axis(coordinate(NORTH, -10, 2.5));
    assertThat(latitude.title()).isEqualTo("c (degrees_north)");
    assertThat(latitude.at(1)).isEqualTo("c = 2.5 degrees_north");
    assertThat(latitude.range(0, 1)).isEqualTo("c -10 to 2.5 degrees_north");
    Axis time = axis(coordinate(days("360_day"), 30, 60));
    assertThat(time.title()).isEqualTo("c");
    assertThat(time.at(0)).isEqualTo("c = 2000-02-01");
    Axis plain = new Axis("x", 1500, null);
    assertThat(plain.title()).isEqualTo("x (index)");
    assertThat(plain.range(0, 1499)).isEqualTo("x index 0 to 1,499");
  }
}
