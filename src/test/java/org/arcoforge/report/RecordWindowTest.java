package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.junit.jupiter.api.Test;

class RecordWindowTest {
  private static final Region RECORD = Region.of(new long[] {9, 0, 0}, new long[] {1, 100, 200});

  private static ArrayMetadata array(Integer... chunk) {
    return new ArrayMetadata(
        "v",
        DataType.FLOAT32,
        List.of(10L, 100L, 200L),
        List.of(chunk),
        List.of("t", "y", "x"),
        Attributes.NONE,
        Compression.none());
  }

  private static ReadLimits limits(long recordBytes, int chunks) {
    return new ReadLimits(4_000, recordBytes, 0, Long.MAX_VALUE, chunks);
  }

  @Test
  void aRecordWithinTheLimitsIsReadWhole() {
    assertThat(RecordWindow.of(array(1, 10, 100), RECORD, limits(80_000, 20))).contains(RECORD);
  }

  @Test
  void ofALargeRecordWholeChunksFromTheMiddleAreRead() {
    // 10 × 10 chunks of 800 bytes, of which 25 may be read: 5 × 5 from the middle.
    Region part = Region.of(new long[] {9, 20, 40}, new long[] {1, 50, 100});
    assertThat(RecordWindow.of(array(1, 10, 20), RECORD, limits(20_000, 1000))).contains(part);
    assertThat(RecordWindow.of(array(1, 10, 20), RECORD, limits(1_000_000, 25))).contains(part);
  }

  @Test
  void atLeastOneChunkIsRead() {
    assertThat(RecordWindow.of(array(1, 10, 20), RECORD, limits(1, 1000)).orElseThrow().shape())
        .containsExactly(1, 10, 20);
  }

  @Test
  void theNumberOfChunksIsNeverExceeded() {
    for (int most = 1; most <= 200; most++) {
      Region part =
          RecordWindow.of(array(1, 7, 3), RECORD, limits(Long.MAX_VALUE, most)).orElseThrow();
      assertThat(array(1, 7, 3).grid().touchedBy(part).size()).isBetween(1L, (long) most);
      assertThat(RECORD.contains(part)).isTrue();
    }
  }

  @Test
  void aChunkBeyondTheLimitIsNotRead() {
    assertThat(RecordWindow.of(array(1, 10, 101), RECORD, limits(80_000, 20))).isEmpty();
  }
}
