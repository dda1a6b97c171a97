package org.arcoforge.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneValueTest {
  private static InMemoryDataset with(Attributes attributes, Block value) {
    List<String> dimensions = List.of("a", "b", "c").subList(0, value.rank());
    return InMemoryDataset.empty()
        .withDoubles("other", "x", 1, 2)
        .with("v", dimensions, attributes, value)
        .withAttributes(Attributes.NONE.with("title", "t"));
  }

  private static AttributeValue attribute(Block value) {
    return with(Attributes.NONE, value)
        .toAttribute("v")
        .schema()
        .attributes()
        .find("v")
        .orElseThrow();
  }

  @Test
  void aVariableOfOneValueBecomesAnAttribute() throws IOException {
    Block value = InMemoryDataset.integers(DataType.INT16, 7).reshape(1, 1);
    Dataset view = with(Attributes.NONE.with("_FillValue", -1), value).toAttribute("v");
    assertThat(view.schema())
        .isEqualTo(
            Schema.of(
                List.of(Dimension.of("x", 2)),
                List.of(Variable.of("other", DataType.FLOAT64, List.of("x"), Attributes.NONE)),
                Attributes.NONE
                    .with("title", "t")
                    .with("v", AttributeValue.numbers(DataType.INT16, List.of(7)))));
    assertThat(view.read("other")).isEqualTo(InMemoryDataset.doubles(1, 2));
  }

  @Test
  void numbersKeepTheirType() {
    assertThat(attribute(InMemoryDataset.doubles(0.1).reshape()))
        .isEqualTo(AttributeValue.number(0.1));
    assertThat(attribute(InMemoryDataset.floats(DataType.FLOAT32, 0.1).reshape()))
        .isEqualTo(AttributeValue.number(0.1f));
    assertThat(attribute(InMemoryDataset.integers(DataType.UINT64, -1)))
        .isEqualTo(
            AttributeValue.numbers(
                DataType.UINT64, List.of(new BigInteger("18446744073709551615"))));
  }

  @Test
  void textsAreOneAttribute() {
    assertThat(attribute(Block.ofStrings(new String[] {"Füssen"})))
        .isEqualTo(AttributeValue.text("Füssen"));
    Block padded = Block.of(DataType.CHAR, "F\u00fcssen\0\0".getBytes(UTF_8), 1, 9);
    assertThat(attribute(padded)).isEqualTo(AttributeValue.text("Füssen"));
    assertThat(attribute(Block.of(DataType.CHAR, new byte[] {'a'})))
        .isEqualTo(AttributeValue.text("a"));
  }

  @Test
  void anAttributeOfTheSameValueMayBeThere() {
    Block value = Block.ofStrings(new String[] {"a"});
    Dataset source = with(Attributes.NONE, value);
    assertThat(source.setAttribute("v", "a").toAttribute("v").schema().attributes().text("v"))
        .hasValue("a");
    assertThatThrownBy(() -> source.setAttribute("v", 3).toAttribute("v"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot make variable 'v' an attribute: it is \"a\", and there is an attribute of that"
                + " name, 3. Remove that or rename the variable.");
  }

  @Test
  void otherVariablesAreRefused() {
    assertThatThrownBy(() -> attribute(InMemoryDataset.doubles(1, 2).reshape(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot make variable 'v' an attribute: its dimensions [a, b] have lengths [1, 2],"
                + " not 1. Use subset first.");
    assertThatThrownBy(() -> attribute(Block.allocate(DataType.CHAR, 2, 5)))
        .hasMessageContaining("its dimensions [a] have lengths [2], not 1.");
    assertThatThrownBy(() -> attribute(Block.allocate(DataType.INT8, 0)))
        .hasMessageContaining("have lengths [0]");
    assertThatThrownBy(() -> with(Attributes.NONE, Block.allocate(DataType.INT8)).toAttribute("w"))
        .hasMessage("Cannot find variable 'w': there are [other, v].");
  }

  @Test
  void packedValuesAreRefused() {
    Block one = InMemoryDataset.integers(DataType.INT8, 1);
    assertThatThrownBy(() -> with(Attributes.NONE.with("add_offset", 5.0), one).toAttribute("v"))
        .hasMessage(
            "Cannot make variable 'v' an attribute: it is packed, add_offset is 5.0. Decode it with"
                + " derive first.");
    assertThatThrownBy(() -> with(Attributes.NONE.with("_Unsigned", "true"), one).toAttribute("v"))
        .hasMessageContaining("it is packed, _Unsigned is \"true\".");
  }

  @Test
  void missingValuesAreRefused() {
    Attributes fill = Attributes.NONE.with("_FillValue", AttributeValue.number(-1));
    Block value = InMemoryDataset.integers(DataType.INT32, -1);
    assertThatThrownBy(() -> with(fill, value).toAttribute("v"))
        .hasMessage(
            "Cannot make variable 'v' an attribute: its value is -1, which stands for none. Drop it.");
    assertThatThrownBy(() -> attribute(InMemoryDataset.doubles(Double.NaN)))
        .hasMessageContaining("its value is NaN, which stands for none.");
    Attributes none = Attributes.NONE.with("_FillValue", "none");
    Block text = Block.ofStrings(new String[] {"none"});
    assertThatThrownBy(() -> with(none, text).toAttribute("v"))
        .hasMessageContaining("its value is \"none\", which stands for none.");
  }

  @Test
  void aValueThatCannotBeReadIsAnError() {
    Dataset broken =
        new View(
            with(Attributes.NONE, Block.allocate(DataType.INT8)).schema(),
            (variable, region) -> {
              throw new IOException("Cannot read a.nc.");
            });
    assertThatThrownBy(() -> broken.toAttribute("v"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot make variable 'v' an attribute: it cannot be read.")
        .hasRootCauseMessage("Cannot read a.nc.");
  }
}
