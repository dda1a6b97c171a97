package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final double NAN = Double.NaN;

  private static AttributeValue number(DataType type, Number value) {
    return AttributeValue.numbers(type, List.of(value));
  }

  private static InMemoryDataset of(Attributes attributes, Block values) {
    return InMemoryDataset.empty().with("a", List.of("x"), attributes, values);
  }

  /** Returns what an input decodes to. */
  private static Block decoded(Attributes attributes, Block values) throws IOException {
    return of(attributes, values).derive("d", List.of("a"), x -> x[0]).read("d");
  }

  private static Block floats(double... numbers) {
    return InMemoryDataset.floats(DataType.FLOAT32, numbers);
  }

  @Test
  void deriveComputesFromTheSamePoint() throws IOException {
    InMemoryDataset source =
        InMemoryDataset.empty()
            .withDoubles("u", "x", 3, 5, -8)
            .withDoubles("v", "x", 4, 12, 15)
            .withDoubles("w", "x", 1, 2, 3);
    Dataset view =
        source.derive("s", List.of("u", "v", "w"), x -> Math.hypot(x[0], x[1]) + 100 * x[2]);
    assertThat(view.read("s")).isEqualTo(InMemoryDataset.doubles(105, 213, 317));
    assertThat(view.read("u")).isEqualTo(source.read("u"));
    Region part = Region.of(new long[] {1}, new long[] {1});
    int before = source.reads().size();
    assertThat(view.read("s", part)).isEqualTo(InMemoryDataset.doubles(213));
    assertThat(source.reads().subList(before, before + 3)).containsOnly(part);
    assertThat(view.schema().variables().get(3))
        .isEqualTo(
            Variable.of(
                "s",
                DataType.FLOAT64,
                List.of("x"),
                Attributes.NONE.with("_FillValue", Double.NaN)));
  }

  @Test
  void theResultIsNanWhereAnInputIsMissing() throws IOException {
    Attributes missing =
        Attributes.NONE
            .with("_FillValue", number(DataType.INT16, -999))
            .with("missing_value", number(DataType.FLOAT64, -1.0));
    Dataset source =
        of(missing, InMemoryDataset.integers(DataType.INT16, -999, -1, 5, 6))
            .derive("b", List.of("a"), x -> x[0] == 6 ? NAN : x[0]);
    Block sum = source.derive("c", List.of("a", "b"), x -> 2).read("c");
    assertThat(sum).isEqualTo(floats(NAN, NAN, 2, NAN));
  }

  @Test
  void packedInputsAreDecoded() throws IOException {
    Attributes packing =
        Attributes.NONE
            .with("scale_factor", 0.01)
            .with("add_offset", 273.15)
            .with("_FillValue", number(DataType.INT16, -32_768));
    Block stored = InMemoryDataset.integers(DataType.INT16, -32_768, 0, 100, -7);
    assertThat(decoded(packing, stored))
        .isEqualTo(InMemoryDataset.doubles(NAN, 273.15, 100 * 0.01 + 273.15, -7 * 0.01 + 273.15));
    Attributes narrow = Attributes.NONE.with("scale_factor", 0.1f).with("add_offset", 5f);
    assertThat(decoded(narrow, InMemoryDataset.integers(DataType.UINT8, 255)))
        .isEqualTo(floats(255 * (double) 0.1f + 5));
  }

  @Test
  void unsignedAttributesAreRegarded() throws IOException {
    Attributes unsigned =
        Attributes.NONE.with("_Unsigned", "true").with("_FillValue", number(DataType.INT8, -1));
    Block bytes = InMemoryDataset.integers(DataType.INT8, -1, -2, 5);
    assertThat(decoded(unsigned, bytes)).isEqualTo(floats(NAN, 254, 5));
    Attributes wide = unsigned.with("_FillValue", number(DataType.INT16, 254));
    assertThat(decoded(wide, bytes)).isEqualTo(floats(255, NAN, 5));
    Attributes signed = Attributes.NONE.with("_Unsigned", "false");
    assertThat(decoded(signed, InMemoryDataset.integers(DataType.UINT16, 65_535)))
        .isEqualTo(floats(-1));
  }

  @Test
  void theTypeFollowsFromTheInputs() {
    Attributes none = Attributes.NONE;
    Attributes wide = none.with("scale_factor", 0.5);
    Attributes narrow = none.with("scale_factor", 0.5f);
    for (DataType type :
        List.of(
            DataType.INT8,
            DataType.UINT8,
            DataType.INT16,
            DataType.UINT16,
            DataType.FLOAT16,
            DataType.FLOAT32)) {
      assertThat(typeOf(type, none)).as("%s", type).isEqualTo(DataType.FLOAT32);
      assertThat(typeOf(type, narrow)).as("%s", type).isEqualTo(DataType.FLOAT32);
      assertThat(typeOf(type, wide)).as("%s", type).isEqualTo(DataType.FLOAT64);
      assertThat(typeOf(type, narrow.with("add_offset", 1.0))).isEqualTo(DataType.FLOAT64);
    }
    for (DataType type :
        List.of(
            DataType.INT32, DataType.UINT32, DataType.INT64, DataType.UINT64, DataType.FLOAT64)) {
      assertThat(typeOf(type, none)).as("%s", type).isEqualTo(DataType.FLOAT64);
      assertThat(typeOf(type, narrow)).as("%s", type).isEqualTo(DataType.FLOAT64);
    }
    Dataset mixed = of(none, floats(1)).withDoubles("b", "x", 1);
    assertThat(mixed.derive("d", List.of("a", "b"), x -> 0).schema().variable("d").type())
        .isEqualTo(DataType.FLOAT64);
  }

  private static DataType typeOf(DataType type, Attributes attributes) {
    return of(attributes, Block.allocate(type, 1))
        .derive("d", List.of("a"), x -> x[0])
        .schema()
        .variable("d")
        .type();
  }

  @Test
  void attributesAreThoseThatAllInputsShare() {
    Attributes first =
        Attributes.NONE
            .with("units", "m s-1")
            .with("coordinates", "lat lon")
            .with("grid_mapping", "crs");
    NativeStorage storage = new NativeStorage(List.of(2L), List.of("deflate"));
    Block values = floats(1, 2, 3);
    InMemoryDataset source =
        InMemoryDataset.empty()
            .with(new Variable("u", DataType.FLOAT32, List.of("x"), first, storage), values)
            .with("v", List.of("x"), first.with("coordinates", "lat"), values);
    Variable derived = source.derive("s", List.of("u", "v"), x -> x[0]).schema().variable("s");
    assertThat(derived)
        .isEqualTo(
            new Variable(
                "s",
                DataType.FLOAT32,
                List.of("x"),
                Attributes.NONE
                    .with("_FillValue", number(DataType.FLOAT32, Float.NaN))
                    .with("grid_mapping", "crs"),
                storage));
    assertThat(
            source
                .derive("s", List.of("u", "u"), x -> x[0])
                .schema()
                .variable("s")
                .attributes()
                .text("coordinates"))
        .hasValue("lat lon");
  }

  @Test
  void resultsBeyondFloat32AreRefused() throws IOException {
    Dataset view =
        of(Attributes.NONE, floats(1, 2)).derive("d", List.of("a"), x -> x[0] > 1 ? 1e39 : x[0]);
    assertThatThrownBy(() -> view.read("d"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot derive variable 'd' from [a]: float32 has no value 1.0E39, which is at [1]."
                + " Cast an input to float64 first.");
    assertThatThrownBy(() -> view.read("d", Region.of(new long[] {1}, new long[] {1})))
        .hasMessageContaining("which is at [1]");
    assertThat(view.read("d", Region.all(1))).isEqualTo(floats(1));
    assertThat(decoded(Attributes.NONE, floats(Double.NEGATIVE_INFINITY)))
        .isEqualTo(floats(Double.NEGATIVE_INFINITY));
    Dataset wide =
        of(Attributes.NONE, floats(1))
            .cast("a", DataType.FLOAT64)
            .derive("d", List.of("a"), x -> 1e39);
    assertThat(wide.read("d")).isEqualTo(InMemoryDataset.doubles(1e39));
  }

  @Test
  void scalarsCanBeUsed() throws IOException {
    Dataset source =
        InMemoryDataset.empty()
            .with("a", List.of(), Attributes.NONE, InMemoryDataset.doubles(4).reshape());
    Block root = source.derive("d", List.of("a"), x -> Math.sqrt(x[0])).read("d");
    assertThat(root).isEqualTo(InMemoryDataset.doubles(2).reshape());
  }

  @Test
  void unpackedInputsKeepTheSignOfZero() throws IOException {
    assertThat(decoded(Attributes.NONE, floats(-0.0, 0.0))).isEqualTo(floats(-0.0, 0.0));
  }

  private static void assertRefused(Dataset source, String name, String message, String... from) {
    assertThatThrownBy(() -> source.derive(name, Arrays.asList(from), x -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    Dataset source =
        InMemoryDataset.empty()
            .with("a", List.of("t", "x"), Attributes.NONE, Block.allocate(DataType.INT8, 2, 3))
            .with("b", List.of("x", "t"), Attributes.NONE, Block.allocate(DataType.INT8, 3, 2))
            .with("n", List.of("t"), Attributes.NONE, Block.allocate(DataType.STRING, 2))
            .with(
                "p",
                List.of("t"),
                Attributes.NONE.with("scale_factor", "0.1"),
                Block.allocate(DataType.INT8, 2))
            .withUnreadable("z", "compound");
    assertRefused(
        source,
        "s",
        "Cannot derive variable 's' from 'a' and 'b': their dimensions are [t, x] and [x, t]."
            + " Use transpose or expand first.",
        "a",
        "b");
    assertRefused(
        source,
        "s",
        "Cannot derive variable 's' from 'n': its type is string. Only numbers can be used.",
        "n");
    assertRefused(
        source,
        "s",
        "Cannot derive variable 's' from 'p': its scale_factor is \"0.1\". Set it to a number.",
        "p");
    assertRefused(source, "s", "Cannot derive variable 's' from no variables. Name one or more.");
    assertRefused(
        source, "a", "Cannot derive variable 'a': it is there already. Choose another name.", "b");
    assertRefused(
        source, "z", "Cannot derive variable 'z': it is there already. Choose another name.", "b");
    assertRefused(
        source, " ", "Cannot derive variable ' ': its name is blank. Choose another name.", "b");
    assertRefused(source, "s", "Cannot find variable 'c': there are [a, b, n, p].", "c");
  }
}
