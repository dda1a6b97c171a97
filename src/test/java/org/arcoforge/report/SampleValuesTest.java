package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.report.Sample.Plane;
import org.arcoforge.store.Store;
import org.junit.jupiter.api.Test;

class SampleValuesTest {
  private static final ReadLimits FEW = new ReadLimits(400, 200, 0, 1_000_000, 1000);

  /** Values are their places in C order. */
  private static Block counted(int... shape) {
    Block block = Block.allocate(DataType.FLOAT32, shape);
    for (int i = 0; i < block.size(); i++) {
      block.setDouble(i, i);
    }
    return block;
  }

  private static Sample sample(Store store, ReadLimits limits) throws IOException {
    return ReportContent.read(store, "a", "test", null, limits).arrays().get(0).sample();
  }

  private static Store store(Block block, String dimensions, int... chunk) throws IOException {
    return new WrittenStore().with("v", block, dimensions, Attributes.NONE, chunk).write();
  }

  @Test
  void aSmallVariableIsReadWhole() throws IOException {
    Sample sample = sample(store(counted(4, 3, 5), "t y x", 2, 2, 2), ReadLimits.usual());
    assertThat(sample.text()).isEqualTo("all 60 values");
    assertThat(sample.all().mean()).isEqualTo(29.5);
    assertThat(sample.records())
        .extracting(Sample.RecordSample::label)
        .containsExactly("t index 0", "t index 3");
    Plane last = (Plane) sample.records().get(1).content();
    assertThat(last.raster().values())
        .containsExactly(IntStream.range(45, 60).asDoubleStream().toArray());
    assertThat(sample.records().get(0).statistics().highest()).isEqualTo(14);
  }

  @Test
  void ofALargeVariableTheFirstAndTheLastRecordAreRead() throws IOException {
    Sample sample = sample(store(counted(9, 2, 3), "t y x", 1, 2, 3), FEW);
    assertThat(sample.text()).isEqualTo("12 of 54 values: the first and the last record");
    assertThat(sample.all().values()).isEqualTo(12);
    assertThat(sample.all().lowest()).isEqualTo(0);
    assertThat(sample.all().highest()).isEqualTo(53);
  }

  @Test
  void ofALargeRecordAPartIsRead() throws IOException {
    Sample sample = sample(store(counted(10, 10), "y x", 1, 10), FEW);
    assertThat(sample.text()).isEqualTo("50 of 100 values: a part from the middle");
    assertThat(sample.records().get(0).isWhole()).isFalse();
    assertThat(sample.records().get(0).region()).hasToString("[2:7, 0:10]");
    assertThat(sample.all().lowest()).isEqualTo(20);
    assertThat(sample.all().highest()).isEqualTo(69);
  }

  @Test
  void aChunkThatIsTooLargeIsNotDecoded() throws IOException {
    Sample sample = sample(store(counted(10, 11), "y x", 10, 11), FEW);
    assertThat(sample.note())
        .isEqualTo(
            "Nothing was read: a chunk takes 440 bytes, more than the 400 bytes that a report decodes.");
    assertThat(sample.records()).isEmpty();
  }

  @Test
  void moreThanAllMayTakeIsNotRead() throws IOException {
    Store store =
        new WrittenStore()
            .with("a", counted(4), "x", Attributes.NONE, 4)
            .with("b", counted(4), "x", Attributes.NONE, 4)
            .write();
    ReadLimits limits = new ReadLimits(400, 400, 400, 16, 1000);
    ReportContent report = ReportContent.read(store, "a", "test", null, limits);
    assertThat(report.bytesRead()).isEqualTo(16);
    assertThat(report.arrays().get(0).sample().text()).isEqualTo("all 4 values");
    assertThat(report.arrays().get(1).sample().note())
        .isEqualTo(
            "Nothing was read: the variables before it took the 16 bytes that a report reads of a store.");
  }

  @Test
  void noValuesAreNoPicture() throws IOException {
    assertThat(sample(store(counted(0, 4), "t x", 1, 4), FEW).note())
        .isEqualTo("It has no values: a dimension has length 0.");
  }

  @Test
  void ofTextTheFirstValuesAreShown() throws IOException {
    String[] texts = IntStream.range(0, 20).mapToObj(i -> "s" + i).toArray(String[]::new);
    Sample sample =
        sample(new WrittenStore().withTexts("n", "s=20", texts).write(), ReadLimits.usual());
    assertThat(sample.text()).isEqualTo("the first 12 of 20 values");
    assertThat(sample.texts()).hasSize(12).startsWith("s0", "s1");
  }

  @Test
  void charactersAreJoined() throws IOException {
    Block block = Block.allocate(DataType.CHAR, 2, 3);
    byte[] bytes = {'a', 'b', 'c', 'd', 0, 0};
    System.arraycopy(bytes, 0, block.bytes(), 0, bytes.length);
    Sample sample = sample(store(block, "s n", 2, 3), ReadLimits.usual());
    assertThat(sample.texts()).containsExactly("abc", "d");
    assertThat(sample.text()).isEqualTo("all 2 values");
  }

  @Test
  void packedValuesAreUnpackedAndThoseBeyondAValidRangeKept() throws IOException {
    Attributes packed =
        Attributes.NONE
            .with("scale_factor", 0.5)
            .with("add_offset", 10.0)
            .with("_FillValue", -1)
            .with("valid_max", 10L);
    Store store = new WrittenStore().with("p", DataType.INT16, "x=3", packed, -1, 4, 100).write();
    Statistics found = sample(store, ReadLimits.usual()).all();
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.lowest()).isEqualTo(12);
    assertThat(found.highest()).isEqualTo(60);
  }
}
