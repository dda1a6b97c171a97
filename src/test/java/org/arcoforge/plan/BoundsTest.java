package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds without units have those of the variable that they bound (CF section 7.1). */
final class BoundsTest {
  private static final Target X = Target.named("x");

  private static InMemoryDataset file(double time, String units, double factor) {
    return bounded(InMemoryDataset.empty().withDoubles("time", "time", time), units, factor, 0);
  }

  private static InMemoryDataset bounded(
      InMemoryDataset file, String units, double factor, double shift) {
    return file.with(
            "z",
            List.of("z"),
            Attributes.NONE.with("units", units).with("bounds", "zb"),
            InMemoryDataset.doubles((10 + shift) * factor))
        .with(
            "zb",
            List.of("z", "nv"),
            Attributes.NONE,
            InMemoryDataset.doubles((5 + shift) * factor, (15 + shift) * factor).reshape(1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"degrees", "degree", "degrees_north", "%", "hPa", "m", "nonsense", "", "1"})
  void theyAreStoredAsTheyAre(String units) throws IOException {
    Dataset a = file(0, units, 1);
    Dataset b = file(1, units, 1);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.unpacked("zb")).containsExactly(5, 15);
    assertThat(combined.plan().harmonized(a, "a.nc")).isSameAs(a);
    assertThat(Combined.of(X, new PatternShape(List.of()), List.of(a)).unpacked("zb"))
        .containsExactly(5, 15);
    assertThat(
            Combined.along(
                    "z",
                    X,
                    bounded(InMemoryDataset.empty(), units, 1, 0),
                    bounded(InMemoryDataset.empty(), units, 1, 10))
                .unpacked("zb"))
        .containsExactly(5, 15, 15, 25);
  }

  @Test
  void theyAreConvertedWithTheVariable() throws IOException {
    Target convert = X.policy(Aspect.UNITS, "z", Policy.CONVERT);
    Combined combined = Combined.along("time", convert, file(0, "hPa", 1), file(1, "Pa", 100));
    assertThat(combined.unpacked("z")).containsExactly(10);
    assertThat(combined.unpacked("zb")).containsExactly(5, 15);
    Combined along =
        Combined.along(
            "z",
            convert,
            bounded(InMemoryDataset.empty(), "hPa", 1, 0),
            bounded(InMemoryDataset.empty(), "Pa", 100, 10));
    assertThat(along.unpacked("z")).containsExactly(10, 20);
    assertThat(along.unpacked("zb")).containsExactly(5, 15, 15, 25);
  }

  @Test
  void theyFollowTheChoiceOfTheFirstUnits() throws IOException {
    Target first = X.policy(Aspect.UNITS, "z", Policy.FIRST);
    Combined along =
        Combined.along(
            "z",
            first,
            bounded(InMemoryDataset.empty(), "hPa", 1, 0),
            bounded(InMemoryDataset.empty(), "Pa", 1, 10));
    assertThat(along.unpacked("zb")).containsExactly(5, 15, 15, 25);
  }

  @Test
  void theyMayBeEncoded() throws IOException {
    Target target = X.variable("zb", Encoding.asInFiles().fill(-1));
    assertThat(Combined.along("time", target, file(0, "m", 1), file(1, "m", 1)).unpacked("zb"))
        .containsExactly(5, 15);
  }

  @Test
  void theyAreNotConvertedUnasked() {
    assertThatThrownBy(() -> Combined.along("time", X, file(0, "hPa", 1), file(1, "Pa", 1)))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("attribute units of 'z'");
  }
}
