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
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.SourceFile;
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
    FilePattern files = recipe().files().validated();
    for (long i = 0; i < Math.min(files.count(), MOST_FILES); i++) {
      String url = files.file(i).url();
      URI uri = new URI(url.replace("!/", "/"));
      assertThat(url).as("absolute path of one machine").doesNotStartWith("/");
      assertThat(uri.isOpaque() || uri.getPath() != null).as(url).isTrue();
    }
  }

  @Test
  void urlsAreUnique() {
    FilePattern files = recipe().files();
    Set<String> urls = new HashSet<>();
    for (long i = 0; i < Math.min(files.count(), MOST_FILES); i++) {
      SourceFile file = files.file(i);
      assertThat(urls.add(file.url())).as("first of its URL: %s", file.url()).isTrue();
    }
  }

  @Test
  void urlsHaveNoCredentials() throws URISyntaxException {
    FilePattern files = recipe().files();
    for (long i = 0; i < Math.min(files.count(), MOST_FILES); i++) {
      String url = files.file(i).url();
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
