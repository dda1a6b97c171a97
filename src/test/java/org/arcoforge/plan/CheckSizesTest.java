package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.junit.jupiter.api.Test;

final class CheckSizesTest {
  private static ArrayMetadata array(DataType type, long length, int chunk) {
    return new ArrayMetadata(
        "t",
        type,
        List.of(length),
        List.of(chunk),
        List.of("time"),
        Attributes.NONE,
        Compression.blosc());
  }

  private static List<String> notes(Set<String> coordinates, ArrayMetadata... arrays) {
    Conflicts conflicts = new Conflicts(file -> "a.nc");
    CheckSizes.report(List.of(arrays), coordinates, conflicts);
    return conflicts.all().stream().map(Conflict::line).toList();
  }

  @Test
  void chunksOfAGoodSizeAreNotNoted() {
    assertThat(notes(Set.of(), array(DataType.FLOAT32, 100_000_000, 25_000_000))).isEmpty();
    // At the very limits: 200 MB, and 10 MB.
    assertThat(notes(Set.of(), array(DataType.FLOAT32, 100_000_000, 50_000_000))).isEmpty();
    assertThat(notes(Set.of(), array(DataType.FLOAT32, 100_000_000, 2_500_000))).isEmpty();
  }

  @Test
  void chunksThatAreTooLargeAreNoted() {
    assertThat(notes(Set.of(), array(DataType.FLOAT32, 100_000_000, 50_000_001)))
        .containsExactly(
            "note: chunks of 't': 200 MB each before compression, more than 200 MB, which readers must"
                + " hold whole: choose longer or shorter ones with chunk, or a goal with"
                + " chunkBytes.");
  }

  @Test
  void chunksThatAreTooSmallAreNotedIfTheArrayIsNot() {
    assertThat(notes(Set.of(), array(DataType.INT8, 20_000_000, 1_000_000)))
        .containsExactly(
            "note: chunks of 't': 1.00 MB each before compression, less than 10 MB, of which there are"
                + " 20: readers need many requests: choose longer or shorter ones with chunk, or a"
                + " goal with chunkBytes.");
    assertThat(notes(Set.of(), array(DataType.INT8, 9_000_000, 1_000_000))).isEmpty();
    assertThat(notes(Set.of("t"), array(DataType.INT8, 20_000_000, 1_000_000))).isEmpty();
  }

  @Test
  void storesOfVeryManyObjectsAreNoted() {
    assertThat(notes(Set.of("t"), array(DataType.INT8, 100_000, 1))).isEmpty();
    assertThat(notes(Set.of("t"), array(DataType.INT8, 100_001, 1)))
        .containsExactly(
            "note: objects: The store has 100,001 chunks, each an object of its own, more than 100,000:"
                + " choose larger chunks.");
  }
}
