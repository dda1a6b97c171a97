package org.arcoforge.feedstock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arcoforge.source.ResolvedRecord;

/** A feedstock that is not written yet: the template with what is known filled in. */
public final class NewFeedstock {
  private static final String REPOSITORY = "my-dataset_feedstock";
  private static final String ID = "my-dataset";
  private static final String CLASS = "MyDataset";
  private static final String FILES =
      """
      FilePattern.of("zenodo:<record>/<name>_{time:yyyy}.nc")
              .concat("time", Keys.yearly(2001, 2020))""";
  private static final String KEYS = "import org.arcoforge.pattern.Keys;\n";

  private final Map<String, String> files;

  private NewFeedstock(Map<String, String> files) {
    this.files = files;
  }

  /**
   * Returns the template under other names. What an author has to say stays, in angle brackets.
   *
   * @throws IOException if the template cannot be read
   */
  public static NewFeedstock of(RecipeNames name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    TemplateFiles.read()
        .forEach((path, text) -> files.put(renamed(path, name), renamed(text, name)));
    return new NewFeedstock(files);
  }

  private static String renamed(String text, RecipeNames name) {
    return text.replace(REPOSITORY, name.repository())
        .replace(ID, name.id())
        .replace(CLASS, name.className());
  }

  /**
   * Returns the template with what a record says of itself: its title, license, DOI, archive and
   * the names of its files.
   *
   * @throws IOException if the template cannot be read
   */
  public static NewFeedstock of(RecipeNames name, ResolvedRecord record) throws IOException {
    NewFeedstock plain = of(name);
    String recipe = "feedstock/" + name.className() + ".java";
    RecordWords words = RecordWords.of(record);
    Optional<String> guess = PatternGuess.of(record);
    Map<String, String> files = new TreeMap<>(plain.files);
    for (String yaml : List.of("feedstock/meta.yaml", "feedstock/catalog.yaml")) {
      files.computeIfPresent(yaml, (path, text) -> words.inYaml(text));
    }
    files.computeIfPresent("README.md", (path, text) -> words.inMarkdown(text));
    files.computeIfPresent(
        recipe,
        (path, text) -> {
          String worded = words.inJavadoc(text);
          return guess.map(pattern -> withFiles(worded, pattern)).orElse(worded);
        });
    return new NewFeedstock(files);
  }

  private static String withFiles(String source, String pattern) {
    String filled = source.replace(FILES, pattern.replace("\n", "\n        "));
    return pattern.contains("Keys.") ? filled : filled.replace(KEYS, "");
  }

  /** Returns the text of each file by its path in the feedstock, with slashes. */
  public Map<String, String> files() {
    return new TreeMap<>(files);
  }

  /**
   * Makes sure, before what takes longer, that {@link #write} finds room.
   *
   * @throws IOException if something other than {@code .git} is in the folder
   */
  public static void checkFolder(Path folder) throws IOException {
    NewFolder.check(folder);
  }

  /**
   * Writes all files, or none.
   *
   * @throws IOException if something other than {@code .git} is in the folder, or it cannot be
   *     written
   */
  public void write(Path folder) throws IOException {
    NewFolder.write(folder, files);
  }
}
