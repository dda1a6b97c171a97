package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lack the dimension along which they follow one another. */
final class StackedBakeTest {
  private static final FilePattern LIST = FilePattern.of(List.of("m3.nc", "m5.nc", "m7.nc"));

  @TempDir private Path folder;

  /** Each file holds u(x), whose element x is 10 n + x, and a single run(one). */
  @BeforeEach
  void files() throws IOException {
    for (int n = 3; n <= 7; n += 2) {
      new Archive()
          .dimension("x", 2)
          .dimension("one", 1)
          .variable("x", List.of("x"), new double[] {0.5, 1.5})
          .variable("u", List.of("x"), new float[] {10 * n, 10 * n + 1})
          .variable("run", List.of("one"), new int[] {n})
          .write(folder.resolve("m" + n + ".nc"));
    }
  }

  private BakeJob job() {
    return GivenRecipe.job(folder, folder.resolve("out.zarr"), null, 100_000_000);
  }

  private ZarrReader bake(FilePattern files, Target target, UnaryOperator<Dataset> preprocess)
      throws Exception {
    GivenRecipe.give(files, target, preprocess);
    Bake.run(job(), progress -> {});
    LocalStore store = new LocalStore(folder.resolve("out.zarr"));
    assertThat(VerifyStore.compare(job(), store, values -> {}).faults()).isEmpty();
    return ZarrReader.open(store);
  }

  private static ArrayMetadata array(ZarrReader store, String name) {
    return store.metadata().arrays().stream()
        .filter(array -> array.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertHoldsU(ZarrReader store) throws IOException {
    Block u = store.read("u", Region.all(3, 2));
    assertThat(u.type()).isEqualTo(DataType.FLOAT32);
    for (int i = 0; i < 6; i++) {
      assertThat(u.doubleAt(i)).isEqualTo(10 * (3 + 2 * (i / 2)) + i % 2);
    }
    assertThat(store.read("x", Region.all(2)).doubleAt(1)).isEqualTo(1.5);
  }

  @Test
  void integerKeysBecomeACoordinate() throws Exception {
    ZarrReader store =
        bake(
            FilePattern.of("m{member}.nc").stack("member", Keys.range(3, 7, 2)),
            Target.named("winds").chunk("member", 2),
            dataset -> dataset.squeeze("one"));
    assertHoldsU(store);
    assertThat(array(store, "u").dimensions()).containsExactly("member", "x");
    Block member = store.read("member", Region.all(3));
    assertThat(member.type()).isEqualTo(DataType.INT64);
    assertThat(List.of(member.longAt(0), member.longAt(1), member.longAt(2)))
        .containsExactly(3L, 5L, 7L);
    Block run = store.read("run", Region.all(3));
    assertThat(List.of(run.longAt(0), run.longAt(1), run.longAt(2))).containsExactly(3L, 5L, 7L);
  }

  @Test
  void aRegexMakesTextsACoordinate() throws Exception {
    ZarrReader store =
        bake(LIST.stack("member", "m[0-9]"), Target.named("winds"), dataset -> dataset.drop("run"));
    assertHoldsU(store);
    assertThat(store.read("member", Region.all(3)).strings()).containsExactly("m3", "m5", "m7");
  }

  @Test
  void datesBecomeTimes() throws Exception {
    ZarrReader store =
        bake(
            LIST.stack("day", Keys.daily("1970-01-02", "1970-01-04")),
            Target.named("winds"),
            dataset -> dataset.drop("run"));
    assertHoldsU(store);
    Block day = store.read("day", Region.all(3));
    assertThat(List.of(day.longAt(0), day.longAt(1), day.longAt(2)))
        .containsExactly(86_400L, 172_800L, 259_200L);
    Attributes attributes = array(store, "day").attributes();
    assertThat(attributes.text("units")).hasValue("seconds since 1970-01-01");
  }

  @Test
  void axesKeepTheirOrder() throws Exception {
    FilePattern two = LIST.stack("a", Keys.of("only")).stack("b", Keys.range(0, 2));
    ZarrReader store = bake(two, Target.named("winds"), dataset -> dataset.drop("run"));
    assertThat(array(store, "u").dimensions()).containsExactly("a", "b", "x");
    assertThat(store.read("u", Region.all(1, 3, 2)).doubleAt(5)).isEqualTo(71);
  }

  private void assertFails(FilePattern files, UnaryOperator<Dataset> preprocess, String message) {
    GivenRecipe.give(files, Target.named("winds"), preprocess);
    assertThatThrownBy(() -> Bake.run(job(), progress -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aDimensionThatIsThereIsRefused() {
    FilePattern files = LIST.stack("one", "[0-9]").prune(1);
    assertFails(
        files,
        UnaryOperator.identity(),
        "Cannot stack m3.nc along 'one': after preprocess it has that dimension already, of length"
            + " 1, without coordinate. Use concat instead of stack.");
    assertFails(
        files,
        dataset -> dataset.rename("run", "one"),
        "Cannot stack m3.nc along 'one': after preprocess it has that dimension already, of length"
            + " 1, with a coordinate. Use concat instead of stack.");
  }

  @Test
  void aVariableOfTheNameIsRefused() {
    assertFails(
        LIST.stack("run", "[0-9]").prune(1),
        UnaryOperator.identity(),
        "Cannot stack m3.nc along 'run': after preprocess it has a variable of that name already."
            + " Drop or rename it in preprocess.");
  }
}
