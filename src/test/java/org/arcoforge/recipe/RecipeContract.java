package org.arcoforge.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.arcoforge.pattern.FilePattern;
import org.junit.jupiter.api.Test;

/** What every recipe must fulfil. A recipe's test extends it and returns a new recipe. */
public abstract class RecipeContract {
  private static final long MOST_FILES = 100_000;
  private static final String SECRET =
      "(?s).*[?&](access_?token|token|api_?key|key|auth|password|passwd|secret|sig|signature"
          + "|x-amz-[a-z-]*|x-goog-[a-z-]*|awsaccesskeyid)=.*";

  /** Returns a new instance each time. */
  protected abstract Recipe recipe();

  @Test
  void urlsAreWellFormed() throws URISyntaxException {
    for (String url : urls()) {
      URI uri = new URI(url.replace("!/", "/"));
      assertThat(url).as("absolute path of one machine").doesNotStartWith("/");
      assertThat(uri.isOpaque() || uri.getPath() != null).as(url).isTrue();
    }
  }

  @Test
  void urlsAreUnique() {
    assertThat(urls()).doesNotHaveDuplicates();
  }

  @Test
  void urlsHaveNoCredentials() throws URISyntaxException {
    for (String url : urls()) {
      assertThat(new URI(url.replace("!/", "/")).getUserInfo()).as(url).isNull();
      assertThat(url.toLowerCase(Locale.ROOT)).doesNotMatch(SECRET);
    }
  }

  @Test
  void twoInstancesSayTheSame() {
    assertThat(recipe().files()).isEqualTo(recipe().files());
    assertThat(recipe().target()).isEqualTo(recipe().target());
    Recipe recipe = recipe();
    assertThat(recipe.files()).isEqualTo(recipe.files());
    assertThat(recipe.target()).isEqualTo(recipe.target());
  }

  @Test
  void filesAndTargetSurviveSerialization() throws IOException, ClassNotFoundException {
    assertThat(copy(recipe().files())).isEqualTo(recipe().files());
    assertThat(copy(recipe().target())).isEqualTo(recipe().target());
  }

  @Test
  void chunksNameDimensions() {
    for (String dimension : recipe().target().chunks().keySet()) {
      assertThat(dimension).as("a netCDF name").matches("[\\p{L}\\p{N}_][^/\\p{Cntrl}]*(?<! )");
    }
  }

  @Test
  void itsClassNameIsEnoughToMakeIt() throws IOException {
    Class<?> type = recipe().getClass();
    assertThat(Recipes.load(type.getName()).recipe()).isInstanceOf(type);
  }

  /** Of the files, or what is to be matched where they are not known before a run. */
  private List<String> urls() {
    FilePattern files = recipe().files();
    return files.globs().isEmpty()
        ? LongStream.range(0, Math.min(files.validated().count(), MOST_FILES))
            .mapToObj(i -> files.file(i).url())
            .toList()
        : files.globs();
  }

  private static Object copy(Serializable value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
