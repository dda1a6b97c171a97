package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.Compression;
import org.junit.jupiter.api.Test;

/** Encodings of variables, and conversions that keep what values mean. */
final class EncodingCombinationTest {
  private static final Target X = Target.named("x");
  private static final double NONE = Double.NaN;

  private static InMemoryDataset file(double time, Attributes attributes, Block values) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("t", List.of("time", "x"), attributes, values.reshape(1, values.size()));
  }

  private static Attributes scaled(Number scale, Number offset) {
    return Attributes.NONE.with("scale_factor", scale).with("add_offset", offset);
  }

  private static Block int16(long... values) {
    return InMemoryDataset.integers(DataType.INT16, values);
  }

  private static Combined encoded(Encoding encoding, Dataset... files) throws IOException {
    return Combined.along("time", X.variable("t", encoding), files);
  }

  private static void fails(Encoding encoding, String message, Dataset... files)
      throws IOException {
    Combined combined = encoded(encoding, files);
    assertThatThrownBy(() -> combined.array("t"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot convert "
                + message
                + ". Choose another type, packing or fill value for it in the target.");
  }

  @Test
  void castsOfPackedFilesAreOfUnpackedValues() throws IOException {
    Dataset a = file(0, scaled(0.5, 1).with("_FillValue", (short) -1), int16(4, -1));
    Dataset b = file(1, scaled(0.25, 0).with("_FillValue", (short) -2), int16(4, -2));
    Combined floats = encoded(Encoding.asInFiles().cast(DataType.FLOAT32), a, b);
    assertThat(floats.metadata("t").type()).isEqualTo(DataType.FLOAT32);
    assertThat(floats.unpacked("t")).containsExactly(3, NONE, 1, NONE);
    Combined integers = encoded(Encoding.asInFiles().cast(DataType.INT32).fill(-99), a, b);
    assertThat(integers.array("t"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, 3, -99, 1, -99).reshape(2, 2));
    fails(
        Encoding.asInFiles().cast(DataType.INT32),
        "-1 at [0, 1] of 't' of a.nc from int16 × 0.5 + 1.0 to int32: it is missing, and no value"
            + " stands for that",
        a,
        b);
  }

  @Test
  void exactCastsOfPackedFilesNameWhatTheyCannotKeep() throws IOException {
    Dataset a = file(0, scaled(0.1, 0), int16(0, 3));
    Dataset b = file(1, scaled(0.1, 0), int16(0, 4));
    fails(
        Encoding.asInFiles().cast(DataType.FLOAT32),
        "3 at [0, 1] of 't' of a.nc from int16 × 0.1 + 0.0 to float32: it cannot be kept",
        a,
        b);
    assertThat(encoded(Encoding.asInFiles().castLossy(DataType.FLOAT32), a, b).unpacked("t"))
        .containsExactly(0, 0.3f, 0, 0.4f);
    assertThat(encoded(Encoding.asInFiles().castLossy(DataType.INT8), a, b).unpacked("t"))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void castsOfPlainFilesTakeTheirMissingValuesAlong() throws IOException {
    Attributes fill = Attributes.NONE.with("_FillValue", (short) -999);
    Dataset a = file(0, fill, int16(7, -999));
    assertThat(encoded(Encoding.asInFiles().cast(DataType.FLOAT64), a, a(fill)).unpacked("t"))
        .containsExactly(7, NONE, 8, NONE);
    fails(
        Encoding.asInFiles().cast(DataType.UINT8),
        "-999 at [0, 1] of 't' of a.nc from int16 to uint8: it is missing, and no value stands for"
            + " that",
        a,
        a(fill));
    Combined filled = encoded(Encoding.asInFiles().cast(DataType.UINT8).fill(255), a, a(fill));
    assertThat(filled.array("t"))
        .isEqualTo(InMemoryDataset.integers(DataType.UINT8, 7, 255, 8, 255).reshape(2, 2));
  }

  private static Dataset a(Attributes attributes) {
    return file(1, attributes, int16(8, -999));
  }

  @Test
  void floatsArePackedWithTheLowestValueForMissingOnes() throws IOException {
    Dataset a = file(0, Attributes.NONE, InMemoryDataset.doubles(20.004, NONE));
    Dataset b = file(1, Attributes.NONE, InMemoryDataset.doubles(-5, 300));
    Encoding pack = Encoding.asInFiles().pack(DataType.INT16, 0.01, 0);
    Combined combined = encoded(pack, a, b);
    assertThat(combined.array("t")).isEqualTo(int16(2000, -32768, -500, 30000).reshape(2, 2));
    assertThat(combined.metadata("t").attributes())
        .isEqualTo(scaled(0.01, 0.0).with("_FillValue", (short) -32768));
    Combined unsigned = encoded(Encoding.asInFiles().pack(DataType.UINT16, 0.01, -10), a, b);
    assertThat(unsigned.array("t"))
        .isEqualTo(
            InMemoryDataset.integers(DataType.UINT16, 3000, 65535, 500, 31000).reshape(2, 2));
    fails(
        Encoding.asInFiles().pack(DataType.INT16, 0.01, 0, 0.001),
        "20.004 at [0, 0] of 't' of a.nc from float64 to int16 × 0.01 + 0.0: it cannot be kept",
        a,
        b);
    fails(
        Encoding.asInFiles().pack(DataType.INT16, 0.001, 0),
        "300.0 at [0, 1] of 't' of b.nc from float64 to int16 × 0.001 + 0.0: it cannot be kept",
        a,
        b);
  }

  @Test
  void aFillValueThatDataHasIsNamed() throws IOException {
    Dataset a = file(0, Attributes.NONE, InMemoryDataset.doubles(1, NONE));
    Dataset b = file(1, Attributes.NONE, InMemoryDataset.doubles(0, 2));
    fails(
        Encoding.asInFiles().fill(0),
        "0.0 at [0, 0] of 't' of b.nc from float64 to float64: it would stand for a missing value",
        a,
        b);
    assertThat(encoded(Encoding.asInFiles().fill(-9), a, b).array("t"))
        .isEqualTo(InMemoryDataset.doubles(1, -9, 0, 2).reshape(2, 2));
  }

  @Test
  void aSingleFileIsEncodedToo() throws IOException {
    Dataset a = file(0, Attributes.NONE, InMemoryDataset.doubles(1.5, NONE));
    Target target = X.variable("t", Encoding.asInFiles().pack(DataType.INT8, 0.5, 0).fill(-1));
    Combined combined = Combined.of(target, new PatternShape(List.of()), List.of(a));
    assertThat(combined.array("t"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT8, 3, -1).reshape(1, 2));
  }

  @Test
  void limitsAreHonouredWhenPackingIsTakenAway() throws IOException {
    Attributes limits =
        scaled(-0.5, 10.0)
            .with("valid_range", AttributeValue.numbers(DataType.INT16, List.of(0, 8)));
    Dataset a = file(0, limits, int16(-1, 0, 8, 9));
    Dataset b = file(1, limits, int16(1, 2, 3, 4));
    Combined combined = encoded(Encoding.asInFiles().cast(DataType.FLOAT64), a, b);
    assertThat(combined.unpacked("t")).containsExactly(NONE, 10, 6, NONE, 9.5, 9, 8.5, 8);
    assertThat(combined.metadata("t").attributes().names()).containsExactly("_FillValue");
  }

  @Test
  void unsignedBytesConvertWithTheirFillValue() throws IOException {
    Attributes unsigned = Attributes.NONE.with("_Unsigned", "true").with("_FillValue", (byte) -1);
    Block bytes = InMemoryDataset.integers(DataType.INT8, -2, -1);
    Dataset a = file(0, unsigned, bytes);
    Dataset b =
        file(
            1,
            Attributes.NONE.with("_FillValue", (byte) -1),
            InMemoryDataset.integers(DataType.INT8, -2, -1));
    Target convert = X.policy(Aspect.PACKING, Policy.CONVERT);
    assertThat(Combined.along("time", convert, a, b).unpacked("t"))
        .containsExactly(254, NONE, -2, NONE);
    Dataset again = file(1, unsigned, bytes);
    assertThat(Combined.along("time", X, a, again).array("t").bytes())
        .containsExactly(-2, -1, -2, -1);
  }

  @Test
  void singleScalesUnpackToFloat32() throws IOException {
    Dataset a = file(0, scaled(0.5f, 0f), int16(3));
    Dataset b = file(1, scaled(0.25f, 0f), int16(3));
    Target convert = X.policy(Aspect.PACKING, Policy.CONVERT);
    Combined combined = Combined.along("time", convert, a, b);
    assertThat(combined.metadata("t").type()).isEqualTo(DataType.FLOAT32);
    assertThat(combined.unpacked("t")).containsExactly(1.5, 0.75);
    Dataset wide = file(1, scaled(0.25, 0), int16(3));
    assertThat(Combined.along("time", convert, a, wide).metadata("t").type())
        .isEqualTo(DataType.FLOAT64);
    Dataset int32 = file(1, scaled(0.25f, 0f), InMemoryDataset.integers(DataType.INT32, 3));
    Combined both = Combined.along("time", convert, a, int32);
    assertThat(both.metadata("t").type()).isEqualTo(DataType.FLOAT64);
    assertThat(both.unpacked("t")).containsExactly(1.5, 0.75);
  }

  @Test
  void unitsOfPackedIntegersAreConvertedInFloats() throws IOException {
    Dataset a = file(0, scaled(0.5, 0).with("units", "K"), int16(560));
    Dataset b = file(1, scaled(0.5, 0).with("units", "degC"), int16(20));
    Combined combined = Combined.along("time", X.policy(Aspect.UNITS, Policy.CONVERT), a, b);
    assertThat(combined.unpacked("t")).containsExactly(280, 283.15);
    assertThat(combined.metadata("t").attributes().find("scale_factor")).isEmpty();
  }

  @Test
  void chunksAndCompressionAreOfOneVariable() throws IOException {
    Dataset a =
        InMemoryDataset.empty()
            .withDoubles("time", "time", 0, 1, 2, 3)
            .withDoubles("t", "time", 1, 2, 3, 4)
            .withDoubles("u", "time", 1, 2, 3, 4);
    Encoding own = Encoding.asInFiles().chunk("time", 2).compression(Compression.gzip(1));
    Combined combined =
        Combined.of(X.chunk("time", 3).variable("t", own), new PatternShape(List.of()), List.of(a));
    assertThat(combined.metadata("t").chunk()).containsExactly(2);
    assertThat(combined.metadata("t").compression()).isEqualTo(Compression.gzip(1));
    assertThat(combined.metadata("u").chunk()).containsExactly(3);
    assertThat(combined.metadata("u").compression()).isEqualTo(Compression.blosc());
    assertThat(combined.unpacked("t")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anEncodingOfNothingIsRefused() {
    Dataset a = file(0, Attributes.NONE, InMemoryDataset.doubles(1));
    assertThatThrownBy(
            () -> Combined.along("time", X.variable("v", Encoding.asInFiles().fill(1)), a))
        .hasMessage(
            "Cannot encode 'x' variable 'v': its variables are [time, t]. Name one of them in the"
                + " target.");
    assertThatThrownBy(
            () -> Combined.along("time", X.variable("t", Encoding.asInFiles().chunk("z", 1)), a))
        .hasMessage(
            "Cannot chunk 'x' along 'z': its dimensions are [time, x]. Name one of them in the"
                + " encoding.");
  }
}
