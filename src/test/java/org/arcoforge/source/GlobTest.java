package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.nc a.nc true",
        "*.nc a/b.nc false",
        "*.nc .nc true",
        "**/*.nc a.nc true",
        "**/*.nc a/b/c.nc true",
        "**.nc a/b/c.nc true",
        "a/**/z a/z true",
        "a/**/z a/b/c/z true",
        "a/**/z ab/z false",
        "m?.nc m1.nc true",
        "m?.nc m/.nc false",
        "m[0-9].nc m7.nc true",
        "m[!0-9].nc m7.nc false",
        "m[!0-9].nc mx.nc true",
        "m[!0-9]n m/n false",
        "{u,v}.nc v.nc true",
        "{u,v*}.nc vx.nc true",
        "{u,v}.nc w.nc false",
        "a.nc axnc false",
        "a+(b).nc a+(b).nc true",
        "a,b}.nc a,b}.nc true",
        "é*.nc épée.nc true",
      })
  void itMatches(String glob, String name, boolean matches) {
    assertThat(Glob.parse(glob).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a[0-9.nc, Cannot read glob a[0-9.nc: '[' has no ']'.",
    "'{a,b.nc', 'Cannot read glob {a,b.nc: ''{'' has no ''}''.'",
    "a[z-a].nc, Cannot read glob a[z-a].nc: Illegal character range.",
  })
  void whatIsNotClosedIsAnError(String glob, String message) {
    assertThatThrownBy(() -> Glob.parse(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message + " Write *, **, ?, [a-z] or {a,b}.");
  }

  @Test
  void theFoldersBeforeTheFirstWildcardAreLiteral() {
    assertThat(Glob.parse("d/e/f*/g.nc").literalFolder()).isEqualTo("d/e/");
    assertThat(Glob.parse("/d/g.nc").literalFolder()).isEqualTo("/d/");
    assertThat(Glob.parse("*/g.nc").literalFolder()).isEmpty();
    assertThat(Glob.parse("g.nc").literalFolder()).isEmpty();
  }

  /** The JDK's globs are the same, but that '**' and '/' take a folder at least. */
  @Test
  void itAgreesWithTheGlobsOfTheJdk() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {"a", "b", "*", "?", "[ab]", "[!a]", "{a,b}", "{ab,b*}", "/", ".", "**"};
    String[] letters = {"a", "b", "/", "."};
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, parts, 5).replaceAll("\\*{3,}", "**").replaceAll("\\*\\*/", "*/");
      String name = text(random, letters, 4).replaceAll("/+", "/").replaceAll("^/|/$|^\\.+$", "");
      if (name.isEmpty() || glob.contains("//") || glob.endsWith("/")) {
        continue;
      }
      boolean expected =
          FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name));
      assertThat(Glob.parse(glob).matches(name))
          .as("seed %d: %s of %s", seed, glob, name)
          .isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(500);
  }

  private static String text(Random random, String[] parts, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
