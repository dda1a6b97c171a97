package org.arcoforge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorsTest {
  @Test
  void theLongestStartIsReplaced() {
    Mirrors mirrors =
        Mirrors.parse(
            List.of("https://zenodo.org=http://a.org/z?x=", "https://zenodo.org/api=/data/api"));

    assertThat(mirrors.apply("https://zenodo.org/records/1"))
        .isEqualTo("http://a.org/z?x=/records/1");
    assertThat(mirrors.apply("https://zenodo.org/api/records/1"))
        .isEqualTo("file:///data/api/records/1");
    assertThat(mirrors.apply("https://other.org/api")).isEqualTo("https://other.org/api");
  }

  @Test
  void aStartEndsWithASegment() {
    Mirrors mirrors = Mirrors.parse(List.of("https://zenodo.org=http://a.org"));

    assertThat(mirrors.apply("https://zenodo.org.evil.com/x"))
        .isEqualTo("https://zenodo.org.evil.com/x");
    assertThat(mirrors.apply("https://zenodo.org:8443/x")).isEqualTo("https://zenodo.org:8443/x");
    assertThat(mirrors.apply("https://zenodo.org?x")).isEqualTo("http://a.org?x");
  }

  @Test
  void slashesAreNeitherLostNorDoubled() {
    assertThat(Mirrors.parse(List.of("https://a.org/=http://b.org/c")).apply("https://a.org/x"))
        .isEqualTo("http://b.org/c/x");
    assertThat(Mirrors.parse(List.of("https://a.org=http://b.org/c/")).apply("https://a.org/x"))
        .isEqualTo("http://b.org/c/x");
  }

  @Test
  void aRelativePathBecomesAbsolute() {
    assertThat(Mirrors.parse(List.of("https://a.org=some where")).apply("https://a.org/x"))
        .isEqualTo("file://" + Path.of("").toAbsolutePath() + "/some%20where/x");
  }

  @Test
  void aNameThatIsNoUrlIsReplacedByAPathThatIsNotEncoded() {
    Mirrors mirrors =
        Mirrors.parse(List.of("zenodo:7/=/some data/", "doi:10.5281/zenodo.8=https://a.org/b"));

    assertThat(mirrors.apply("zenodo:7/a b%20#.nc")).isEqualTo("/some data/a b%20#.nc");
    assertThat(mirrors.apply("zenodo:77/a.nc")).isEqualTo("zenodo:77/a.nc");
    assertThat(mirrors.apply("doi:10.5281/zenodo.8/a.nc")).isEqualTo("https://a.org/b/a.nc");
  }

  @Test
  void whatIsNoMirrorIsRefused() {
    assertThatThrownBy(() -> Mirrors.parse(List.of("zenodo.org=/data")))
        .hasMessage(
            "Cannot use mirror 'zenodo.org=/data'. Write it like https://zenodo.org=https://mirror.example.org/zenodo or https://zenodo.org=/data/zenodo.");
    assertThatThrownBy(() -> Mirrors.parse(List.of("https://a.org=gs://b")))
        .hasMessage(
            "Cannot use mirror 'https://a.org=gs://b': 'gs:' cannot be fetched from. Give a URL of http, https, ftp or file, or a path.");
    assertThatThrownBy(() -> Mirrors.parse(List.of("https://a.org=/b", "https://a.org=/c")))
        .hasMessage("Cannot use two mirrors of 'https://a.org'. Give one.");
  }
}
