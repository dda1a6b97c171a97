package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.recipe.Target;

/** Two small source files in a folder, a recipe that combines them, and runs that bake it. */
final class Winds {
  static final String RECIPE = GivenRecipe.class.getName();

  private final Path folder;

  Winds(Path folder) {
    this.folder = folder;
  }

  void write() throws IOException {
    file(0, "m s-1").write(folder.resolve("wind 0%.nc"));
    file(1, "m s-1").write(folder.resolve("wind 1%.nc"));
    give(target());
  }

  static Archive file(int key, String units) {
    return new Archive()
        .dimension("t", 3)
        .dimension("x", 4)
        .variable("t", List.of("t"), new double[] {3 * key, 3 * key + 1, 3 * key + 2})
        .variable("u", List.of("t", "x"), new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, key})
        .attribute("u", "units", units);
  }

  static Target target() {
    return Target.named("wind").chunk("t", 2);
  }

  FilePattern files() {
    return FilePattern.of(folder + "/wind {t}%.nc").concat("t", Keys.range(0, 1));
  }

  void give(Target target) {
    GivenRecipe.give(files(), target);
  }

  String store() {
    return folder.resolve("out.zarr").toString();
  }

  CommandRun bake(String... more) {
    return bakeTo(store(), more);
  }

  static CommandRun bakeTo(String target, String... more) {
    String[] arguments =
        Arrays.copyOf(new String[] {"bake", RECIPE, "--target", target}, 4 + more.length);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  static void assertFails(CommandRun run, String message) {
    assertThat(run.message()).isEqualTo("arcoforge: " + message);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  void assertNoStore() {
    assertThat(CommandRun.of("inspect", store()).code()).isEqualTo(1);
  }
}
