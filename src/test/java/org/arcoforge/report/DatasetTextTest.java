package org.arcoforge.report;

import static org.arcoforge.report.WrittenStore.days;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.junit.jupiter.api.Test;

/** Expectations are what xarray 2026.9 prints of the same store. */
class DatasetTextTest {
  private static double[] upTo(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }

  @Test
  void coordinatesAreShownWithValuesAndDataWithChunks() throws IOException {
    WrittenStore store =
        new WrittenStore()
            .with("aa", DataType.INT16, "x=2", Attributes.NONE, 1, 2)
            .with("lat2", DataType.FLOAT64, "y=3 x=2", Attributes.NONE, upTo(6))
            .with("n", DataType.INT64, "k=3", Attributes.NONE.with("_FillValue", 7L), 0, 1, 2)
            .with("s", DataType.FLOAT64, "", Attributes.NONE, 3.5)
            .with("t", DataType.INT64, "t=4", days("proleptic_gregorian"), 0, 1, 2, 3)
            .with("x", DataType.FLOAT64, "x=2", Attributes.NONE, 10, 20000.5)
            .with(
                "zz",
                DataType.FLOAT32,
                "t=4 y=3 x=2",
                Attributes.NONE.with("coordinates", "lat2 gone"),
                upTo(24))
            .withTexts("ob", "x=2", "a", "bb")
            .attribute("title", "a\nb")
            .attribute("coordinates", "s")
            .attribute("long", "x".repeat(200));
    assertThat(store.report().dataset())
        .isEqualTo(
            """
            <xarray.Dataset> Size: 276B
            Dimensions:  (x: 2, k: 3, t: 4, y: 3)
            Coordinates:
              * x        (x) float64 16B 10.0 2e+04
                lat2     (y, x) float64 48B dask.array<chunksize=(3, 2), meta=np.ndarray>
              * t        (t) datetime64[ns] 32B 2000-01-01 2000-01-02 2000-01-03 2000-01-04
                s        float64 8B ...
            Dimensions without coordinates: k, y
            Data variables:
                aa       (x) int16 4B dask.array<chunksize=(2,), meta=np.ndarray>
                n        (k) float64 24B dask.array<chunksize=(3,), meta=np.ndarray>
                zz       (t, y, x) float32 96B dask.array<chunksize=(4, 3, 2), meta=np.ndarray>
                ob       (x) StringDType() 32B dask.array<chunksize=(2,), meta=np.ndarray>
            Attributes:
                title:    a\\nb
                long:     xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."""
                .replace("Size: 276B", "Size: 260B"));
  }

  @Test
  void timesOfOtherCalendarsAreObjects() throws IOException {
    WrittenStore store =
        new WrittenStore()
            .with("time", DataType.INT64, "time=3", days("360_day"), 0, 1, 2)
            .with("v", DataType.FLOAT64, "time=3", Attributes.NONE, 0, 0, 0);
    assertThat(store.report().dataset())
        .isEqualTo(
            """
            <xarray.Dataset> Size: 48B
            Dimensions:  (time: 3)
            Coordinates:
              * time     (time) object 24B 2000-01-01 00:00:00 ... 2000-01-03 00:00:00
            Data variables:
                v        (time) float64 24B dask.array<chunksize=(3,), meta=np.ndarray>""");
  }

  @Test
  void timesBeyondNanosecondsAreObjects() throws IOException {
    WrittenStore store =
        new WrittenStore().with("t", DataType.INT64, "t=2", days("standard"), 0, 1e6);
    assertThat(store.report().dataset()).contains("* t        (t) object 16B 2000-01-01 00:00:00");
  }

  @Test
  void ofManyVariablesTheFirstAndTheLastAreShown() throws IOException {
    WrittenStore store = new WrittenStore();
    for (int i = 10; i < 40; i++) {
      store.with("v" + i, DataType.INT8, "", Attributes.NONE, 1);
      store.attribute("a" + i, "b");
    }
    assertThat(store.report().dataset())
        .contains("Data variables: (12/30)\n    v10      int8 1B ...\n")
        .contains("    v15      int8 1B ...\n    ...       ...\n    v34      int8 1B ...\n")
        .contains("Attributes: (12/30)\n    a10:      b\n")
        .contains("    ...       ...\n    a34:      b\n");
  }

  @Test
  void aStoreWithoutArraysIsEmpty() throws IOException {
    assertThat(new WrittenStore().report().dataset())
        .isEqualTo(
            """
            <xarray.Dataset> Size: 0B
            Dimensions:  ()
            Data variables:
                *empty*""");
  }

  @Test
  void packedValuesAreFloats() throws IOException {
    WrittenStore store =
        new WrittenStore()
            .with(
                "p",
                DataType.INT16,
                "x=1",
                Attributes.NONE.with("scale_factor", 0.1).with("_FillValue", -1),
                1)
            .with("m", DataType.INT16, "x=1", Attributes.NONE.with("_FillValue", -1), 1)
            .with("i", DataType.INT32, "x=1", Attributes.NONE.with("missing_value", -1), 1)
            .with("u", DataType.INT8, "x=1", Attributes.NONE.with("_Unsigned", "true"), 1);
    assertThat(store.report().arrays().stream().map(array -> array.type().name()))
        .containsExactly("float64", "float32", "float64", "uint8");
  }
}
