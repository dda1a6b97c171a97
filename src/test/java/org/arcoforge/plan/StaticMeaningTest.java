package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

/** Values that files share are compared by what they mean, not by their bytes. */
final class StaticMeaningTest {
  private static final Target X = Target.named("x");

  private static InMemoryDataset file(double time, Attributes attributes, double value) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("h", List.of(), attributes, InMemoryDataset.doubles(value).reshape());
  }

  private static Attributes units(String units) {
    return Attributes.NONE.with("units", units);
  }

  @Test
  void equalNumbersSinceOtherReferencesAreOtherTimes() {
    Dataset a = file(0, units("hours since 2000-01-01"), 0);
    Dataset b = file(1, units("hours since 2000-01-02"), 0);
    assertThatThrownBy(() -> Combined.along("time", X, a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("values of 'h'");
  }

  @Test
  void equalTimesSinceOtherReferencesAreOne() throws IOException {
    Dataset a = file(0, units("hours since 2000-01-01"), 24);
    Dataset b = file(1, units("days since 2000-01-02"), 0);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("h").longAt(0)).isEqualTo(1);
    assertThat(combined.metadata("h").attributes().text("units")).hasValue("days since 2000-01-01");
  }

  @Test
  void valuesThatDifferAreToldWithWhatTheyMean() {
    Dataset a = file(0, units("m"), 2);
    Dataset b = file(1, units("km"), 2);
    Target convert = X.policy(Aspect.UNITS, Policy.CONVERT);
    assertThatThrownBy(() -> Combined.along("time", convert, a, b))
        .hasMessageContaining(
            "values of 'h': 2.0 at index 0 of [2.0], float64 in 'm', in a.nc; 2000.0 at index 0 of [2.0], float64 in 'km', in b.nc.");
  }

  @Test
  void equalNumbersInOtherUnitsAreOtherValues() {
    Dataset a = file(0, units("m"), 2);
    Dataset b = file(1, units("km"), 2);
    Target convert = X.policy(Aspect.UNITS, Policy.CONVERT);
    assertThatThrownBy(() -> Combined.along("time", convert, a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("values of 'h'");
  }

  @Test
  void equalNumbersOfOtherPackingAreOtherValues() {
    Dataset a = file(0, Attributes.NONE.with("scale_factor", 0.1), 2);
    Dataset b = file(1, Attributes.NONE.with("scale_factor", 0.01), 2);
    Target convert = X.policy(Aspect.PACKING, Policy.CONVERT);
    assertThatThrownBy(() -> Combined.along("time", convert, a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("values of 'h'");
  }

  @Test
  void coordinatesAreComparedByWhatTheyMeanToo() {
    Dataset a = level("hPa", 100);
    Dataset b = level("Pa", 100);
    Target convert = X.policy(Aspect.UNITS, Policy.CONVERT);
    assertThatThrownBy(() -> Combined.along("time", convert, a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("values of 'z'");
  }

  private static Dataset level(String units, double value) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", units.length())
        .with("z", List.of("z"), units(units), InMemoryDataset.doubles(value));
  }

  @Test
  void theChoiceOfTheFirstTakesTheFirst() throws IOException {
    Dataset a = file(0, units("m"), 2);
    Dataset b = file(1, units("km"), 2);
    Target first = X.policy(Aspect.UNITS, Policy.FIRST);
    assertThat(Combined.along("time", first, a, b).unpacked("h")).containsExactly(2);
  }

  @Test
  void otherTypesOfTheSameBytesAreOtherValues() {
    Dataset a = scalar(0, DataType.INT8, -1);
    Dataset b = scalar(1, DataType.UINT8, 255);
    assertThatThrownBy(() -> Combined.along("time", X.policy(Aspect.TYPE, Policy.CONVERT), a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("values of 'h'");
  }

  private static Dataset scalar(double time, DataType type, long value) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("h", List.of(), Attributes.NONE, InMemoryDataset.integers(type, value).reshape());
  }
}
