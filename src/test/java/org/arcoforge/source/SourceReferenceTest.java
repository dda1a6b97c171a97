package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReferenceTest {
  @Test
  void membersFollowTheArchive() {
    SourceReference reference = SourceReference.parse("zenodo:1/d/x.tar!/in/y.zip!/z.nc");
    assertThat(reference.base()).isEqualTo("zenodo:1/d/x.tar");
    assertThat(reference.members()).containsExactly("in/y.zip", "z.nc");
    assertThat(reference.first(1)).hasToString("zenodo:1/d/x.tar!/in/y.zip");
    assertThat(reference).hasToString("zenodo:1/d/x.tar!/in/y.zip!/z.nc");
    assertThat(reference.memberText()).isEqualTo("in/y.zip!/z.nc");
  }

  @Test
  void aFileHasNoMembers() {
    assertThat(SourceReference.parse("https://a.org/x!y.nc"))
        .isEqualTo(new SourceReference("https://a.org/x!y.nc", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!/a.nc", "a.zip!/", "a.zip!/!/b.nc", " !/b.nc"})
  void noPartIsEmpty(String text) {
    assertThatThrownBy(() -> SourceReference.parse(text))
        .hasMessage(
            "Cannot find source file %s: a part of it is empty. Write an archive and its member like data.zip!/folder/file.nc."
                .formatted(text));
  }

  @Test
  void serversAreKnownByTheirScheme() {
    assertThat(SourceReference.isRemote("HTTPS://a.org")).isTrue();
    assertThat(SourceReference.isRemote("ftp://a.org/x")).isTrue();
    assertThat(SourceReference.isRemote("zenodo:1/x")).isFalse();
    assertThat(SourceReference.isRemote("http.nc")).isFalse();
  }
}
