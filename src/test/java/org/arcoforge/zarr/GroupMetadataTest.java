package org.arcoforge.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.StoreKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupMetadataTest {
  private static final Path GOLDEN = Path.of("test/resources/golden/zarr");

  /** Every type, every compression, every kind of attribute and fill value. */
  private static GroupMetadata everything(ZarrFormat format) {
    List<ArrayMetadata> arrays = new ArrayList<>();
    List<Compression> compressions = RandomBlocks.compressions(format);
    for (DataType type : DataType.values()) {
      Compression compression = compressions.get(arrays.size() / 2 % compressions.size());
      arrays.add(
          RandomBlocks.array(type.toString(), type, List.of(5L, 7L), List.of(2, 7), compression));
      AttributeValue fill =
          type == DataType.STRING
              ? AttributeValue.text("none")
              : type == DataType.CHAR
                  ? AttributeValue.text("x")
                  : AttributeValue.numbers(type, List.of(type.isFloat() ? -999.9 : 99));
      arrays.add(array("filled_" + type, type, Attributes.NONE.with("_FillValue", fill)));
    }
    arrays.add(
        RandomBlocks.array("scalar", DataType.FLOAT64, List.of(), List.of(), Compression.none()));
    arrays.add(
        RandomBlocks.array("empty", DataType.INT16, List.of(0L), List.of(1), Compression.blosc(9)));
    arrays.add(array("größe 🌊", DataType.INT16, attributes()));
    for (double fill : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e20}) {
      Attributes one = Attributes.NONE.with("_FillValue", (float) fill);
      arrays.add(array("fill_" + fill, DataType.FLOAT32, one));
    }
    if (format == ZarrFormat.V3) {
      arrays.add(
          RandomBlocks.array(
              "crc", DataType.INT16, List.of(5L), List.of(2), Compression.blosc().withCrc32c()));
    }
    return new GroupMetadata(format, attributes(), arrays);
  }

  private static Attributes attributes() {
    return Attributes.NONE
        .with("title", "Grüße \"🌊\"\n\u0001 \ud800 half")
        .with("no_text", "")
        .with("scale_factor", 0.1f)
        .with("add_offset", 273.15)
        .with("whole", 1.0)
        .with("valid_range", AttributeValue.numbers(DataType.INT16, List.of(-5, 5)))
        .with("special", numbers(1.5, Double.NaN, Double.POSITIVE_INFINITY))
        .with("not_a_number", Double.NaN)
        .with("largest", AttributeValue.numbers(DataType.UINT64, List.of(-1L)))
        .with("smallest", Long.MIN_VALUE)
        .with("nothing", numbers())
        .with("flag_meanings", new AttributeValue.Texts(List.of("a", "b")))
        .with("one_text", new AttributeValue.Texts(List.of("a")));
  }

  private static AttributeValue numbers(Double... values) {
    return AttributeValue.numbers(DataType.FLOAT64, List.of(values));
  }

  private static ArrayMetadata array(String name, DataType type, Attributes attributes) {
    return new ArrayMetadata(
        name, type, List.of(5L), List.of(2), List.of("x"), attributes, Compression.blosc());
  }

  private static JsonNode parse(byte @Nullable [] document) throws IOException {
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build()
        .readTree(Objects.requireNonNull(document));
  }

  private static JsonNode document(ZarrFormat format, ArrayMetadata array, String file)
      throws IOException {
    GroupMetadata group = new GroupMetadata(format, Attributes.NONE, List.of(array));
    byte[] bytes = group.arrayDocuments().get(new StoreKey(array.name() + "/" + file));
    return parse(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void rootDocumentsAreThoseReviewed(ZarrFormat format) throws IOException {
    for (Map.Entry<StoreKey, byte[]> document : everything(format).rootDocuments().entrySet()) {
      Path golden =
          GOLDEN.resolve(format.name().toLowerCase(Locale.ROOT)).resolve(document.getKey().path());
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(golden.getParent());
        Files.write(golden, document.getValue());
      }
      assertThat(new String(document.getValue(), UTF_8))
          .describedAs("%s; -Dgolden.update=true writes it anew", golden)
          .isEqualTo(Files.readString(golden));
    }
  }

  @Test
  void consolidatedMetadataRepeatTheDocumentsOfTheArrays() throws IOException {
    GroupMetadata v3 = everything(ZarrFormat.V3);
    JsonNode inline =
        parse(v3.rootDocuments().get(new StoreKey("zarr.json")))
            .get("consolidated_metadata")
            .get("metadata");
    assertThat(inline.size()).isEqualTo(v3.arrays().size());
    for (Map.Entry<StoreKey, byte[]> document : v3.arrayDocuments().entrySet()) {
      String name = document.getKey().path().replace("/zarr.json", "");
      assertThat(inline.get(name)).isEqualTo(parse(document.getValue()));
    }
    GroupMetadata v2 = everything(ZarrFormat.V2);
    JsonNode zmetadata = parse(v2.rootDocuments().get(new StoreKey(".zmetadata"))).get("metadata");
    assertThat(zmetadata.size()).isEqualTo(2 * v2.arrays().size() + 2);
    for (Map.Entry<StoreKey, byte[]> document : v2.arrayDocuments().entrySet()) {
      assertThat(zmetadata.get(document.getKey().path())).isEqualTo(parse(document.getValue()));
    }
  }

  @Test
  void theLastRootDocumentIsTheOneThatMakesAGroup() {
    assertThat(everything(ZarrFormat.V3).rootDocuments().keySet()).hasToString("[zarr.json]");
    assertThat(everything(ZarrFormat.V2).rootDocuments().keySet())
        .hasToString("[.zattrs, .zmetadata, .zgroup]");
  }

  @Test
  void rootKeysStartWithThoseThatMakeAGroup() {
    assertThat(GroupMetadata.rootKeys())
        .hasToString("[zarr.json, .zgroup, .zmetadata, .zarray, .zattrs]");
  }

  @Test
  void documentsAreAsciiAndStrictJson() throws IOException {
    for (ZarrFormat format : ZarrFormat.values()) {
      for (byte[] document : everything(format).rootDocuments().values()) {
        assertThat(new String(document, UTF_8)).matches("[\\x20-\\x7e\\n]*");
        parse(document);
      }
    }
  }

  @Test
  void chunkKeysFollowTheFormat() {
    ArrayMetadata plain =
        RandomBlocks.array(
            "sst", DataType.INT8, List.of(9L, 9L), List.of(1, 1), Compression.none());
    ArrayMetadata scalar =
        RandomBlocks.array("s", DataType.INT8, List.of(), List.of(), Compression.none());
    GroupMetadata v2 = new GroupMetadata(ZarrFormat.V2, Attributes.NONE, List.of(plain, scalar));
    GroupMetadata v3 = new GroupMetadata(ZarrFormat.V3, Attributes.NONE, List.of(plain, scalar));
    assertThat(v2.chunkKey(plain, new long[] {0, 8})).hasToString("sst/0.8");
    assertThat(v3.chunkKey(plain, new long[] {0, 8})).hasToString("sst/c/0/8");
    assertThat(v2.chunkKey(scalar, new long[0])).hasToString("s/0");
    assertThat(v3.chunkKey(scalar, new long[0])).hasToString("s/c");
  }

  @Test
  void fillValueIsConvertedToTheTypeOfTheArray() throws IOException {
    Attributes fill = Attributes.NONE.with("_FillValue", -999.0);
    ArrayMetadata packed = array("t", DataType.INT16, fill);
    assertThat(document(ZarrFormat.V2, packed, ".zarray").get("fill_value")).hasToString("-999");
    assertThat(document(ZarrFormat.V2, packed, ".zattrs").has("_FillValue")).isFalse();
    JsonNode v3 = document(ZarrFormat.V3, packed, "zarr.json");
    assertThat(v3.get("fill_value")).hasToString("-999");
    assertThat(v3.get("attributes").get("_FillValue")).hasToString("-999");
    assertThat(packed.paddingValue().longAt(0)).isEqualTo(-999);

    ArrayMetadata rounded =
        array("t", DataType.FLOAT32, Attributes.NONE.with("_FillValue", -999.9));
    assertThat(rounded.paddingValue().doubleAt(0)).isEqualTo(-999.9f);
    assertThat(document(ZarrFormat.V3, rounded, "zarr.json").get("attributes").get("_FillValue"))
        // struct.pack("<d", numpy.float32(-999.9))
        .hasToString("\"AAAAQDM/j8A=\"");
  }

  @Test
  void fillValueThatNoElementCanHaveIsAsGoodAsNone() throws IOException {
    for (AttributeValue value :
        List.of(
            numbers(1e20),
            numbers(0.5),
            numbers(Double.NaN),
            AttributeValue.number(-1),
            AttributeValue.number(65536),
            AttributeValue.text("NaN"))) {
      ArrayMetadata array = array("t", DataType.UINT16, Attributes.NONE.with("_FillValue", value));
      assertThat(document(ZarrFormat.V2, array, ".zarray").get("fill_value").isNull())
          .describedAs("%s", value)
          .isTrue();
      JsonNode v3 = document(ZarrFormat.V3, array, "zarr.json");
      assertThat(v3.get("fill_value")).hasToString("0");
      assertThat(v3.get("attributes").isEmpty()).isTrue();
      assertThat(array.paddingValue().longAt(0)).isZero();
    }
    AttributeValue largest = AttributeValue.numbers(DataType.UINT64, List.of(-1L));
    ArrayMetadata exact = array("t", DataType.UINT64, Attributes.NONE.with("_FillValue", largest));
    assertThat(document(ZarrFormat.V2, exact, ".zarray").get("fill_value"))
        .hasToString("18446744073709551615");
  }

  @Test
  void nanIsLeftOutOfMissingValue() throws IOException {
    for (AttributeValue value : List.of(numbers(Double.NaN), numbers(Double.NaN, Double.NaN))) {
      ArrayMetadata array =
          array("t", DataType.FLOAT32, Attributes.NONE.with("missing_value", value));
      assertThat(document(ZarrFormat.V3, array, "zarr.json").get("attributes").isEmpty()).isTrue();
    }
    Attributes both = Attributes.NONE.with("missing_value", numbers(Double.NaN, -9.0));
    assertThat(document(ZarrFormat.V2, array("t", DataType.FLOAT32, both), ".zattrs"))
        .hasToString("{\"missing_value\":-9.0,\"_ARRAY_DIMENSIONS\":[\"x\"]}");
  }

  @Test
  void whatAFormatCannotSayIsRefused() {
    ArrayMetadata crc =
        RandomBlocks.array(
            "t", DataType.INT8, List.of(), List.of(), Compression.zstd(1).withCrc32c());
    assertRefused(
        ZarrFormat.V2,
        crc,
        "Cannot store array 't' with crc32c: Zarr 2 has no checksum behind a compressor."
            + " Use Zarr 3, or no checksum.");
    assertRefused(
        ZarrFormat.V2,
        array("t", DataType.INT8, Attributes.NONE.with("_ARRAY_DIMENSIONS", "y")),
        "Cannot store attribute '_ARRAY_DIMENSIONS' \"y\" of array 't': Zarr 2 keeps the"
            + " dimensions [x] there. Remove the attribute in preprocess.");
    assertRefused(
        ZarrFormat.V3,
        array(
            "t", DataType.FLOAT32, Attributes.NONE.with("missing_value", Float.NEGATIVE_INFINITY)),
        "Cannot store attribute 'missing_value' of array 't': JSON has no number for -Infinity,"
            + " and no reader would mask it. Use _FillValue instead in preprocess.");
    ArrayMetadata plain = array("t", DataType.INT8, Attributes.NONE);
    assertThatThrownBy(
            () -> new GroupMetadata(ZarrFormat.V3, Attributes.NONE, List.of(plain, plain)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid group: array 't' stands twice.");
    assertThatThrownBy(
            () -> new GroupMetadata(ZarrFormat.V3, Attributes.NONE, List.of(plain)).array("u"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find array 'u': there are [t].");
  }

  private static void assertRefused(ZarrFormat format, ArrayMetadata array, String message) {
    assertThatThrownBy(() -> new GroupMetadata(format, Attributes.NONE, List.of(array)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a/b",
        "a\\b",
        "__x",
        "zarr.json",
        ".zgroup",
        "a\nb",
        "a\ud800"
      })
  void namesThatZarrForbidsAreRefused(String name) {
    assertThatThrownBy(() -> array(name, DataType.INT8, Attributes.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot store an array under the name '" + name + "': ")
        .hasMessageEndingWith("Rename the variable.");
  }

  @Test
  void impossibleArraysAreRefused() {
    assertThatThrownBy(
            () ->
                new ArrayMetadata(
                    "t",
                    DataType.INT8,
                    List.of(5L),
                    List.of(0),
                    List.of("x"),
                    Attributes.NONE,
                    Compression.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid array 't': shape [5], chunk [0], dimensions [x]"
                + " (must be of equal rank, lengths >= 0, chunk lengths >= 1).");
    assertThatThrownBy(
            () ->
                RandomBlocks.array(
                    "t",
                    DataType.FLOAT64,
                    List.of(1L, 1L),
                    List.of(1 << 20, 1 << 20),
                    Compression.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot store array 't' in chunks of [1048576, 1048576] float64: 8796093022208 bytes,"
                + " at most 2113929215. Use smaller chunks.");
    Attributes two = Attributes.NONE.with("_FillValue", numbers(1.0, 2.0));
    assertThatThrownBy(() -> array("t", DataType.FLOAT32, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot store array 't': its _FillValue has 2 values, [1.0, 2.0]."
                + " Set one in preprocess.");
  }
}
