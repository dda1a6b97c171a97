package org.arcoforge.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arcoforge.dataset.Attributes;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void aTargetHasDefaults() {
    Target target = Target.named("noaa-oisst");
    assertThat(target.name()).isEqualTo("noaa-oisst");
    assertThat(target.chunks()).isEmpty();
    assertThat(target.chunkBytes()).isEmpty();
    assertThat(target.format()).isEqualTo(ZarrFormat.V3);
    assertThat(target.compression()).isEqualTo(Compression.blosc());
    assertThat(target.attributes()).isEqualTo(Attributes.NONE);
  }

  @Test
  void theOrderDoesNotMatter() {
    Target one =
        Target.named("x")
            .chunk("time", 20)
            .chunk("lat", 3)
            .chunkBytes("100 MB")
            .attribute("title", "t")
            .attribute("version", 2)
            .format(ZarrFormat.V2)
            .compression(Compression.gzip(3));
    Target other =
        Target.named("x")
            .compression(Compression.gzip(3))
            .format(ZarrFormat.V2)
            .attribute("version", 2)
            .attribute("title", "t")
            .chunkBytes(100_000_000)
            .chunk("lat", 3)
            .chunk("time", 20);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.chunks()).containsEntry("time", 20L).containsEntry("lat", 3L);
    assertThat(one.attributes().text("title")).hasValue("t");
    assertThat(one.chunk("lon", 4)).isNotEqualTo(one);
    assertThat(one.chunks()).doesNotContainKey("lon");
  }

  @Test
  void byteGoalsHaveUnits() {
    Target target = Target.named("x");
    assertThat(target.chunkBytes("64 MiB").chunkBytes()).hasValue(64L << 20);
    assertThat(target.chunkBytes("1.5kB").chunkBytes()).hasValue(1500);
    assertThat(target.chunkBytes("2 GB").chunkBytes()).hasValue(2_000_000_000L);
    assertThatThrownBy(() -> target.chunkBytes("many"))
        .hasMessage(
            "Cannot take 'many' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB.");
    assertThatThrownBy(() -> target.chunkBytes(0))
        .hasMessage("Cannot make chunks of 0 bytes in target 'x'. Use 1 or more.");
  }

  @Test
  void illegalNamesAreRefused() {
    for (String name : new String[] {"", "Noaa", "a/b", "-a", "a b", "ä"}) {
      assertThatThrownBy(() -> Target.named(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot name a target '%s'. Use lower case letters, digits, '.', '_' and '-', and"
                  + " start with a letter or digit.",
              name);
    }
  }

  @Test
  void illegalChunksAreRefused() {
    assertThatThrownBy(() -> Target.named("x").chunk("time", 0))
        .hasMessage("Cannot chunk dimension 'time' of target 'x' by 0. Use 1 or more.");
    assertThatThrownBy(() -> Target.named("x").chunk("time", 3).chunk("time", 4))
        .hasMessage(
            "Cannot chunk dimension 'time' of target 'x' by 4: it is chunked by 3 already."
                + " Remove one.");
  }

  @Test
  void zarr2HasNoCrc32c() {
    Target target = Target.named("x").compression(Compression.blosc().withCrc32c());
    assertThatThrownBy(() -> target.format(ZarrFormat.V2))
        .hasMessage(
            "Cannot make target 'x' Zarr 2 with crc32c: only Zarr 3 has it. Leave out one.");
  }
}
