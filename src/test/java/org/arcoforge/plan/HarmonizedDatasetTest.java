package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

final class HarmonizedDatasetTest {
  private static final Target X = Target.named("x");

  private static InMemoryDataset file(double time, String units, DataType type, long... values) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with(
            "t",
            List.of("time", "x"),
            Attributes.NONE.with("units", units),
            InMemoryDataset.integers(type, values).reshape(1, values.length));
  }

  @Test
  void aFileThatIsAsTheStoreIsTheVerySame() throws IOException {
    Dataset a = file(0, "K", DataType.INT16, 1, 2);
    Dataset b = file(1, "K", DataType.INT32, 3, 4);
    Target widen = X.policy(Aspect.TYPE, Policy.CONVERT);
    Plan plan = Combined.along("time", widen, a, b).plan();
    assertThat(plan.harmonized(b, "b.nc")).isSameAs(b);
    Dataset wider = plan.harmonized(a, "a.nc");
    assertThat(wider).isNotSameAs(a);
    assertThat(wider.schema().variable("t").type()).isEqualTo(DataType.INT32);
    assertThat(wider.schema().variable("t").attributes().text("units")).hasValue("K");
    Plan same = Combined.along("time", X, a, file(1, "K", DataType.INT16, 5, 6)).plan();
    assertThat(same.harmonized(a, "a.nc")).isSameAs(a);
  }

  @Test
  void valuesAreConvertedWhereverTheyAreReadTo() throws IOException {
    Dataset a = file(0, "K", DataType.INT16, 1, -2, 3);
    Dataset b = file(1, "K", DataType.INT32, 4, 5, 6);
    Plan plan = Combined.along("time", X.policy(Aspect.TYPE, Policy.CONVERT), a, b).plan();
    Dataset wider = plan.harmonized(a, "a.nc");
    Region part = Region.of(new long[] {0, 1}, new long[] {1, 2});
    assertThat(wider.read("t", part))
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, -2, 3).reshape(1, 2));
    Block target = Block.allocate(DataType.INT32, 2, 3);
    wider.read("t", part, target, 1, 0);
    assertThat(target)
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, 0, 0, 0, -2, 3, 0).reshape(2, 3));
    assertThat(wider.read("time", Region.all(1))).isEqualTo(InMemoryDataset.doubles(0));
  }

  @Test
  void aFileThatCannotBeConvertedIsNamed() throws IOException {
    Dataset a = file(0, "K", DataType.INT16, 1);
    Dataset b = file(1, "K", DataType.INT16, 2);
    Plan plan = Combined.along("time", X, a, b).plan();
    Dataset changed = file(1, "m", DataType.INT16, 2);
    assertThatThrownBy(() -> plan.harmonized(changed, "b.nc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot convert 't' of b.nc from int16 in 'm' to int16 in 'K'. Correct its type, units or"
                + " calendar in preprocess.");
  }

  @Test
  void aValueThatCannotBeConvertedIsNamedWithItsPlaceInTheFile() throws IOException {
    Dataset a = file(0, "K", DataType.INT16, 1, 2);
    Dataset b = file(1, "K", DataType.INT16, 3, 4);
    Plan plan = Combined.along("time", X, a, b).plan();
    Dataset changed = plan.harmonized(file(1, "K", DataType.INT32, 5, 70_000), "b.nc");
    Region second = Region.of(new long[] {0, 1}, new long[] {1, 1});
    assertThatThrownBy(() -> changed.read("t", second))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot convert 70000 at [0, 1] of 't' of b.nc from int32 in 'K' to int16 in 'K': it cannot"
                + " be kept. Choose another type, packing or fill value for it in the target.");
  }
}
