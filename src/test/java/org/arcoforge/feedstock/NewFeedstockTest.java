package org.arcoforge.feedstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests run in the folder {@code src}. */
class NewFeedstockTest {
  private static final Path TEMPLATE = Path.of("..", "feedstock-template");
  private static final RecipeNames NAME = RecipeNames.ofFolder("sm_feedstock");

  @TempDir private Path folder = Path.of("");

  /** The template's files but those that working in it makes. */
  private static Map<String, String> template() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(TEMPLATE)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = TEMPLATE.relativize(file).toString();
        if (!path.matches("(out|target|\\.arcoforge)/.*")) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return files;
  }

  private static String text(NewFeedstock feedstock, String path) {
    return feedstock.files().getOrDefault(path, "missing");
  }

  @Test
  void everyFileOfTheTemplateIsPackaged() throws IOException {
    assertThat(template()).containsKeys(".gitignore", "run", ".github/dependabot.yml");
    assertThat(TemplateFiles.read()).isEqualTo(template());
  }

  @Test
  void theTemplateIsReadFromAJar() throws IOException {
    Path jar = folder.resolve("a b.jar");
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes)) {
      for (String name : new String[] {"other.txt", "t/", "t/README.md", "t/.github/a.yml"}) {
        out.putNextEntry(new ZipEntry(name));
        if (!name.endsWith("/")) {
          out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(TemplateFiles.beside(URI.create("jar:" + jar.toUri() + "!/t/README.md").toURL()))
        .isEqualTo(Map.of("README.md", "t/README.md", ".github/a.yml", "t/.github/a.yml"));
  }

  @Test
  void namesAreThoseOfTheFeedstock() throws IOException {
    NewFeedstock feedstock = NewFeedstock.of(NAME);
    assertThat(feedstock.files()).hasSameSizeAs(template());
    assertThat(String.join("\n", feedstock.files().values()))
        .doesNotContain("my-dataset", "MyDataset");
    assertThat(text(feedstock, "feedstock/Sm.java"))
        .contains("class Sm implements Recipe", "Target.named(\"sm\")");
    assertThat(text(feedstock, "feedstock/SmTest.java")).contains("class SmTest", "new Sm()");
    assertThat(text(feedstock, "feedstock/meta.yaml"))
        .contains("id: \"sm\"", "object: \"feedstock.Sm\"", "title: \"<title>\"");
    assertThat(text(feedstock, "feedstock/catalog.yaml"))
        .contains("https://github.com/<owner>/sm_feedstock/blob/main/feedstock/meta.yaml");
    assertThat(text(feedstock, "configs/production.yaml")).contains("feedstock: sm_feedstock\n");
  }

  @Test
  void aRecordFillsInWhatItKnows() throws IOException {
    NewFeedstock feedstock =
        NewFeedstock.of(
            NAME, PatternGuessTest.record("Soil moisture", "CC-BY-4.0", "a2001.nc", "a2002.nc"));
    assertThat(text(feedstock, "feedstock/meta.yaml"))
        .contains("title: \"Soil moisture\"")
        .contains("license: \"CC-BY-4.0\"")
        .contains("name: \"Zenodo\"", "url: \"https://doi.org/10.5281/zenodo.71\"")
        .contains("name: \"<your name>\"");
    assertThat(text(feedstock, "feedstock/catalog.yaml"))
        .contains("label: \"Zenodo\"", "url: \"https://doi.org/10.5281/zenodo.71\"")
        .contains("name: \"Soil moisture\"");
    assertThat(text(feedstock, "README.md")).contains("Turns Soil moisture into");
    assertThat(text(feedstock, "feedstock/Sm.java"))
        .contains("/** Soil moisture. */")
        .contains("import org.arcoforge.pattern.Keys;")
        .contains(
            """
                return FilePattern.of("zenodo:71/a{time:yyyy}.nc")
                    .concat("time", Keys.yearly(2001, 2002));
            """);
  }

  @Test
  void importsAreThoseThatTheFilesNeed() throws IOException {
    NewFeedstock feedstock =
        NewFeedstock.of(NAME, PatternGuessTest.record("T", "", "a.nc", "b.nc"));
    assertThat(text(feedstock, "feedstock/Sm.java"))
        .doesNotContain("Keys")
        .contains(
            """
                return FilePattern.matching("zenodo:71/*.nc")
                    .concat("time");
            """);
    assertThat(text(feedstock, "feedstock/meta.yaml")).contains("license: \"<SPDX");
  }

  @Test
  void whatCannotBeGuessedStaysAPlaceholder() throws IOException {
    NewFeedstock feedstock = NewFeedstock.of(NAME, PatternGuessTest.record("T", "", "a.csv"));
    assertThat(text(feedstock, "feedstock/Sm.java")).contains("zenodo:<record>/<name>_");
  }

  @Test
  void aHostileTitleStaysText() throws IOException {
    String title = "*/ \\u002a/ @x {@link \"CO<sub>2</sub>\"}\n& `a` \\";
    NewFeedstock feedstock = NewFeedstock.of(NAME, PatternGuessTest.record(title, "", "a.nc"));
    assertThat(text(feedstock, "feedstock/meta.yaml"))
        .startsWith("title: \"*/ \\\\u002a/ @x {@link \\\"CO2\\\"} & `a` \\\\\"\n");
    assertThat(text(feedstock, "feedstock/Sm.java"))
        .contains("/** *&#47; &#92;u002a/ &#64;x {&#64;link \"CO2\"} &amp; `a` &#92;. */");
    assertThat(text(feedstock, "README.md"))
        .contains("Turns \\*/ \\\\u002a/ @x {@link \"CO2\"} & \\`a\\` \\\\ into");
  }

  @Test
  void itsScriptCanBeExecuted() throws IOException {
    NewFeedstock.of(NAME).write(folder.resolve("deep/sm"));
    assertThat(folder.resolve("deep/sm/run")).isExecutable();
    assertThat(Files.isExecutable(folder.resolve("deep/sm/pom.xml"))).isFalse();
    assertThat(folder.resolve("deep").toFile().list()).containsExactly("sm");
  }

  @Test
  void aFolderThatWasOnlyClonedIsFilled() throws IOException {
    Files.createDirectories(folder.resolve("sm/.git/objects"));
    Object key = Files.readAttributes(folder.resolve("sm"), "unix:ino").get("ino");
    NewFeedstock.of(NAME).write(folder.resolve("sm"));
    assertThat(folder.resolve("sm/.gitignore")).exists();
    assertThat(Files.readAttributes(folder.resolve("sm"), "unix:ino").get("ino")).isEqualTo(key);
    assertThat(folder.toFile().list()).containsExactly("sm");
  }

  @Test
  void whatIsThereIsNotTouched() throws IOException {
    Path sm = Files.createDirectories(folder.resolve("sm"));
    for (String name : new String[] {"d", "c", "b", ".a"}) {
      Files.writeString(sm.resolve(name), name);
    }
    String message =
        "Cannot make feedstock %s: the folder is not empty, it has .a, b, c and more. Name a new folder."
            .formatted(sm);
    assertThatThrownBy(() -> NewFeedstock.checkFolder(sm)).hasMessage(message);
    NewFeedstock feedstock = NewFeedstock.of(NAME);
    assertThatThrownBy(() -> feedstock.write(sm))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThat(sm.toFile().list()).hasSize(4);
    Path file = sm.resolve("b");
    assertThatThrownBy(() -> feedstock.write(file))
        .hasMessage("Cannot make feedstock %s: it is a file. Name a new folder.", file);
    assertThat(file).hasContent("b");
    assertThatThrownBy(() -> NewFolder.write(Path.of("/"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot make feedstock /: ");
  }

  @Test
  void nothingIsLeftOfWhatCannotBeWrittenWhole() throws IOException {
    Map<String, String> impossible = new TreeMap<>(Map.of("a", "", "b", "", "b/c", ""));
    assertThatThrownBy(() -> NewFolder.write(folder.resolve("sm"), impossible))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).isEmpty();

    Path git = Files.createDirectories(folder.resolve("sm/.git"));
    Files.writeString(git.resolve("HEAD"), "h");
    Map<String, String> taken = new TreeMap<>(Map.of("a", "", ".git/HEAD", "", "z/z", ""));
    assertThatThrownBy(() -> NewFolder.write(folder.resolve("sm"), taken))
        .isInstanceOf(IOException.class);
    assertThat(git.resolve("HEAD")).hasContent("h");
    assertThat(folder.resolve("sm").toFile().list()).containsExactly(".git");
    assertThat(folder.toFile().list()).containsExactly("sm");
  }
}
