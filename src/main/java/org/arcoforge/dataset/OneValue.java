package org.arcoforge.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The value of a variable that has one, as an attribute holds it. */
final class OneValue {
  private static final List<String> PACKING = List.of("scale_factor", "add_offset", "_Unsigned");

  private OneValue() {}

  static AttributeValue read(Dataset source, Variable variable) {
    String name = variable.name();
    checkShape(source.schema(), variable);
    for (String packing : PACKING) {
      variable
          .attributes()
          .find(packing)
          .ifPresent(
              value -> {
                throw new IllegalArgumentException(
                    "Cannot make variable '%s' an attribute: it is packed, %s is %s. Decode it with derive first."
                        .formatted(name, packing, value));
              });
    }
    Block block;
    try {
      block = source.read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make variable '%s' an attribute: it cannot be read.".formatted(name), e);
    }
    AttributeValue value = value(block);
    if (isMissing(variable, block, value)) {
      throw new IllegalArgumentException(
          "Cannot make variable '%s' an attribute: its value is %s, which stands for none. Drop it."
              .formatted(name, value));
    }
    return value;
  }

  private static void checkShape(Schema schema, Variable variable) {
    long[] shape = schema.shape(variable);
    boolean isText = variable.type() == DataType.CHAR && shape.length > 0;
    int ofOne = isText ? shape.length - 1 : shape.length;
    if (Arrays.stream(shape, 0, ofOne).anyMatch(length -> length != 1)) {
      throw new IllegalArgumentException(
          "Cannot make variable '%s' an attribute: its dimensions %s have lengths %s, not 1. Use subset first."
              .formatted(
                  variable.name(),
                  variable.dimensions().subList(0, ofOne),
                  Arrays.toString(Arrays.copyOf(shape, ofOne))));
    }
  }

  private static AttributeValue value(Block block) {
    if (block.type() == DataType.STRING) {
      return AttributeValue.text(block.strings()[0]);
    }
    if (block.type() == DataType.CHAR) {
      byte[] bytes = block.bytes();
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      return AttributeValue.text(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }
    return AttributeValue.numbers(block.type(), List.of(Conversion.number(block, 0)));
  }

  private static boolean isMissing(Variable variable, Block block, AttributeValue value) {
    if (block.type().isText()) {
      return variable.attributes().find("_FillValue").filter(value::equals).isPresent();
    }
    return MissingValues.of(variable).contains(block, 0)
        || (block.type().isFloat() && Double.isNaN(block.doubleAt(0)));
  }
}
