package org.arcoforge.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The small files that {@code src/test/corpus/make_corpus.py} makes, and what they hold. */
final class Corpus {
  private static final Path FOLDER = folder();

  private Corpus() {}

  private static Path folder() {
    URL expected = Corpus.class.getResource("/corpus/expected.json");
    if (expected == null) {
      throw new IllegalStateException("The corpus is missing: run make_corpus.py.");
    }
    try {
      Path file = Path.of(expected.toURI());
      return file.resolveSibling(".").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path path(String name) {
    return FOLDER.resolve(name);
  }

  static DataFile open(String name) throws IOException {
    return DataFile.open(path(name), name);
  }

  static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(path("expected.json").toFile());
  }

  /** Returns the names of the files that can be read. */
  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    expected().fieldNames().forEachRemaining(names::add);
    return names;
  }
}
