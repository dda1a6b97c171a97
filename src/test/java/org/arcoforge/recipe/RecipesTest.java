package org.arcoforge.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
  private static final String WINDS =
      """
      package winds;

      import org.arcoforge.pattern.FilePattern;
      import org.arcoforge.recipe.Recipe;
      import org.arcoforge.recipe.Target;

      public final class Winds implements Recipe {
        public FilePattern files() {
          return FilePattern.single("data/a.nc");
        }

        public Target target() {
          return Target.named("winds");
        }
      }
      """;

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(temporary.resolve("winds"));
    cache = temporary.resolve("cache");
  }

  private void write(String file, String source) throws IOException {
    Files.writeString(folder.resolve(file), source);
  }

  private LoadedRecipe load(Object reference) throws IOException {
    return Recipes.load(reference.toString(), cache, ToolProvider.getSystemJavaCompiler());
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertCannotLoad(Object reference, String reason) {
    assertThatThrownBy(() -> load(reference))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot load recipe " + reference + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void aFolderIsCompiledOnce() throws IOException {
    write("Winds.java", WINDS);
    write("WindsTest.java", "this is not Java");
    LoadedRecipe first = load(folder);
    assertThat(first.recipe().target().name()).isEqualTo("winds");
    assertThat(first.recipe().getClass().getName()).isEqualTo("winds.Winds");
    assertThat(first.folder()).isEqualTo(folder.toAbsolutePath());
    assertThat(first.jar()).hasValueSatisfying(jar -> assertThat(jar).exists().hasParent(cache));
    assertThat(first.loader()).isSameAs(first.recipe().getClass().getClassLoader());
    assertThat(cached()).hasSize(1).allMatch(name -> name.matches("[0-9a-f]{64}\\.jar"));

    LoadedRecipe second = Recipes.load(folder.toString(), cache, null);
    assertThat(second.jar()).isEqualTo(first.jar());
    assertThat(second.recipe().files()).isEqualTo(first.recipe().files());
  }

  @Test
  void aChangeIsCompiledAnew() throws IOException {
    write("Winds.java", WINDS);
    load(folder);
    write("Winds.java", WINDS.replace("\"winds\"", "\"gales\""));
    assertThat(load(folder).recipe().target().name()).isEqualTo("gales");
    assertThat(cached()).hasSize(2);
  }

  @Test
  void aFileIsCompiledWithThoseBesideIt() throws IOException {
    write("Winds.java", WINDS.replace("\"winds\"", "Names.NAME"));
    write("Names.java", "package winds; final class Names { static final String NAME = \"n\"; }");
    assertThat(load(folder.resolve("Winds.java")).recipe().target().name()).isEqualTo("n");
    assertThat(load(folder).recipe().target().name()).isEqualTo("n");
  }

  @Test
  void theDefaultPackageWorks() throws IOException {
    write("Winds.java", WINDS.replace("package winds;", ""));
    assertThat(load(folder).recipe().getClass().getName()).isEqualTo("Winds");
  }

  @Test
  void aRelativeFolderWorks() throws IOException {
    write("Winds.java", WINDS);
    Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
    LoadedRecipe loaded = load(relative);
    assertThat(loaded.folder()).isAbsolute().isEqualTo(folder.toAbsolutePath());
  }

  @Test
  void theSourceComesBeforeAClassOfTheSameName() throws IOException {
    String own =
        WINDS
            .replace("package winds;", "package org.arcoforge.recipe;")
            .replace("class Winds", "class OnTheClassPath");
    write("OnTheClassPath.java", own);
    LoadedRecipe loaded = load(folder);
    assertThat(loaded.recipe()).isNotInstanceOf(OnTheClassPath.class);
    assertThat(loaded.recipe().target().name()).isEqualTo("winds");
  }

  @Test
  void aClassOnTheClassPathIsFoundByName() throws IOException {
    LoadedRecipe loaded = load(OnTheClassPath.class.getName());
    assertThat(loaded.recipe()).isInstanceOf(OnTheClassPath.class);
    assertThat(loaded.jar()).isEmpty();
    assertThat(loaded.folder()).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(loaded.loader()).isSameAs(Recipes.class.getClassLoader());
  }

  @Test
  void preprocessReturnsTheDatasetUnlessOverridden() throws IOException {
    Recipe recipe = load(OnTheClassPath.class.getName()).recipe();
    SourceFile file = recipe.files().file(0);
    Dataset dataset = org.arcoforge.dataset.InMemoryDataset.empty();
    assertThat(recipe.preprocess(file, dataset)).isSameAs(dataset);
  }

  @Test
  void processesThatCompileAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    write("Winds.java", WINDS);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<LoadedRecipe>> loads =
          IntStream.range(0, 4).mapToObj(i -> threads.submit(() -> load(folder))).toList();
      for (Future<LoadedRecipe> load : loads) {
        assertThat(load.get().recipe().target().name()).isEqualTo("winds");
      }
    } finally {
      threads.shutdown();
    }
    assertThat(cached()).hasSize(1);
  }

  @Test
  void aCompileErrorIsTheCompilersOwn() throws IOException {
    write("Winds.java", WINDS.replace("\"data/a.nc\"", "data"));
    assertCannotLoad(
        folder, "it does not compile:\n" + folder.resolve("Winds.java") + ":9: error:");
    assertCannotLoad(folder, "return FilePattern.single(data);");
    assertThat(cached()).isEmpty();
  }

  @Test
  void aWarningIsNotAnError() throws IOException {
    write("Winds.java", WINDS.replace("return Target", "java.util.List raw = null; return Target"));
    assertThat(load(folder).recipe().target().name()).isEqualTo("winds");
  }

  @Test
  void javaWithoutACompilerIsAnError() throws IOException {
    write("Winds.java", WINDS);
    assertThatThrownBy(() -> Recipes.load(folder.toString(), cache, null))
        .hasMessage(
            "Cannot load recipe %s: Java in %s has no compiler. Use a JDK, or name a class on the"
                + " class path.",
            folder, System.getProperty("java.home"));
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertCannotLoad("no/such/folder", "there is no such folder or file in ");
    assertCannotLoad("NoSuch.java", "there is no such folder or file in ");
    assertCannotLoad("", "there is no such folder or file in ");
    assertCannotLoad("no.such.Recipe", "and no such class on the class path. Name a folder,");
    assertCannotLoad(folder, "there is no .java file in it. Name the folder of a recipe.");
  }

  @Test
  void severalRecipesAreAnErrorThatListsThem() throws IOException {
    write("Winds.java", WINDS);
    write("Gales.java", WINDS.replace("class Winds", "class Gales"));
    assertCannotLoad(
        folder,
        "it has several recipes, [winds.Gales, winds.Winds]. Name one, such as "
            + folder.resolve("Gales.java"));
    assertThat(load(folder.resolve("Winds.java")).recipe().getClass().getSimpleName())
        .isEqualTo("Winds");
  }

  @Test
  void noRecipeAmongTheClassesIsAnError() throws IOException {
    write("Winds.java", "package winds; public final class Winds {}");
    assertCannotLoad(
        folder,
        "none of its classes [winds.Winds] implements org.arcoforge.recipe.Recipe."
            + " Let a public one do so.");
    assertCannotLoad(
        folder.resolve("Winds.java"),
        "class winds.Winds does not implement org.arcoforge.recipe.Recipe.");
    assertCannotLoad("java.lang.String", "class java.lang.String does not implement");
    write("Other.java", "package winds; final class Another {}");
    assertCannotLoad(
        folder.resolve("Other.java"),
        "it has no class Other, only [winds.Another, winds.Winds]. Name the class as the file.");
  }

  @Test
  void classesThatCannotBeMadeAreErrors() throws IOException {
    write("Winds.java", WINDS.replace("public final class", "final class"));
    assertCannotLoad(folder, "class winds.Winds is not public. Make it so.");
    write("Winds.java", WINDS.replace("final class", "abstract class"));
    assertCannotLoad(folder, "winds.Winds is abstract. Name a class that is not.");
    write(
        "Winds.java",
        "package winds; public interface Winds extends org.arcoforge.recipe.Recipe {}");
    assertCannotLoad(folder, "winds.Winds is abstract.");
    write("Winds.java", WINDS.replace("implements Recipe {", "implements Recipe { Winds() {}"));
    assertCannotLoad(
        folder, "class winds.Winds has no public constructor without arguments. Add one.");
    write(
        "Winds.java",
        WINDS.replace(
            "implements Recipe {",
            "implements Recipe { public Winds() { throw new IllegalStateException(\"no\"); }"));
    assertCannotLoad(folder, "its constructor failed: java.lang.IllegalStateException: no.");
  }

  @Test
  void methodsThatFailAreErrors() throws IOException {
    write("Winds.java", WINDS.replace("single(\"data/a.nc\")", "of(\"data/{n}.nc\")"));
    assertCannotLoad(
        folder, "files() failed: Cannot list the files of data/{n}.nc: no axis for placeholders");
    write("Winds.java", WINDS.replace("FilePattern.single(\"data/a.nc\")", "null"));
    assertCannotLoad(folder, "files() returned null. Return a value.");
    write("Winds.java", WINDS.replace("Target.named(\"winds\")", "null"));
    assertCannotLoad(folder, "target() returned null. Return a value.");
    write("Winds.java", WINDS.replace("\"winds\"", "\"A B\""));
    assertCannotLoad(folder, "target() failed: Cannot name a target 'A B'.");
    write("Winds.java", WINDS.replace("\"winds\"", "\"\" + 1 / (int) 0L"));
    assertCannotLoad(folder, "target() failed: java.lang.ArithmeticException: / by zero.");
  }

  @Test
  void theCacheIsWhereTheUserWantsIt() {
    assertThat(RecipeCompiler.cacheOf(Map.of("XDG_CACHE_HOME", "c"), "h"))
        .isEqualTo(Path.of("c", "arcoforge", "recipes"));
    assertThat(RecipeCompiler.cacheOf(Map.of(), "h"))
        .isEqualTo(Path.of("h", ".cache", "arcoforge", "recipes"));
  }
}
