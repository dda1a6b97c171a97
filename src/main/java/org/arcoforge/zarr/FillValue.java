package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * The value that stands for no data: between netCDF's {@code _FillValue}, a block of one element,
 * and the JSON of Zarr and of xarray.
 */
final class FillValue {
  static final String ATTRIBUTE = "_FillValue";

  private FillValue() {}

  /**
   * Returns {@code _FillValue} in the array's type. A value of another type is rounded to a
   * floating-point type; one that an integer or text type cannot hold equals no element, marks
   * nothing, and is as good as none.
   *
   * @throws IllegalArgumentException if there are several values
   */
  static Optional<Block> find(String array, DataType type, Attributes attributes) {
    AttributeValue value = attributes.find(ATTRIBUTE).orElse(null);
    if (value instanceof AttributeValue.Text text) {
      return ofText(type, text.value());
    }
    if (value instanceof AttributeValue.Texts texts) {
      requireOne(array, texts.values());
      return ofText(type, texts.values().get(0));
    }
    if (value instanceof AttributeValue.Numbers numbers) {
      requireOne(array, numbers.values());
      return ofNumber(type, numbers.values().get(0));
    }
    return Optional.empty();
  }

  private static void requireOne(String array, List<?> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "Cannot store array '%s': its _FillValue has %d values, %s. Set one in preprocess."
              .formatted(array, values.size(), values));
    }
  }

  private static Optional<Block> ofText(DataType type, String text) {
    if (type == DataType.STRING) {
      return Optional.of(Block.ofStrings(new String[] {text}));
    }
    if (type == DataType.CHAR && text.length() <= 1) {
      int value = text.isEmpty() ? 0 : text.charAt(0);
      return value > 0xff ? Optional.empty() : Optional.of(ofLong(type, value));
    }
    return Optional.empty();
  }

  private static Optional<Block> ofNumber(DataType type, Number number) {
    if (type.isFloat()) {
      Block block = Block.allocate(type);
      block.setDouble(0, number.doubleValue());
      return Optional.of(block);
    }
    if (type == DataType.STRING || !Double.isFinite(number.doubleValue())) {
      return Optional.empty();
    }
    BigDecimal exact =
        number instanceof Double || number instanceof Float
            ? new BigDecimal(number.doubleValue())
            : new BigDecimal(number.toString());
    int bits = 8 * type.byteSize();
    boolean integral = exact.stripTrailingZeros().scale() <= 0;
    if (!integral) {
      return Optional.empty();
    }
    BigInteger value = exact.toBigInteger();
    boolean negative = value.signum() < 0;
    boolean fits =
        type == DataType.CHAR
            ? (negative ? value.bitLength() < 8 : value.bitLength() <= 8)
            : type.isUnsigned() ? !negative && value.bitLength() <= bits : value.bitLength() < bits;
    return fits ? Optional.of(ofLong(type, value.longValue())) : Optional.empty();
  }

  private static Block ofLong(DataType type, long value) {
    Block block = Block.allocate(type);
    block.setLong(0, value);
    return block;
  }

  /** Returns the attribute that says {@code value}, of the array's type. */
  static AttributeValue attribute(Block value) {
    DataType type = value.type();
    return switch (type) {
      case STRING -> AttributeValue.text(value.strings()[0]);
      case CHAR -> AttributeValue.text(String.valueOf((char) value.longAt(0)));
      case FLOAT16, FLOAT32, FLOAT64 ->
          AttributeValue.numbers(type, List.of((Number) value.doubleAt(0)));
      default -> AttributeValue.numbers(type, List.of((Number) value.longAt(0)));
    };
  }

  /** Returns {@code value} as the {@code fill_value} of array metadata; the same in v2 and v3. */
  static JsonNode toJson(Block value) {
    return switch (value.type()) {
      case STRING -> TextNode.valueOf(value.strings()[0]);
      // As numpy's bytes have it: no trailing zeros.
      case CHAR -> TextNode.valueOf(base64(value.longAt(0) == 0 ? new byte[0] : value.bytes()));
      case FLOAT16, FLOAT32, FLOAT64 -> Json.number(value.doubleAt(0));
      case UINT64 -> BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(value.longAt(0))));
      default -> LongNode.valueOf(value.longAt(0));
    };
  }

  /**
   * Returns {@code value} as the attribute {@code _FillValue} by which xarray masks arrays of Zarr
   * 3: floating-point numbers as base64 of a little-endian double. Empty for text, which xarray
   * cannot decode there (it then fails to open the store).
   */
  static Optional<JsonNode> toXarray(Block value) {
    if (value.type().isText()) {
      return Optional.empty();
    }
    if (!value.type().isFloat()) {
      return Optional.of(toJson(value));
    }
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(value.doubleAt(0));
    return Optional.of(TextNode.valueOf(base64(bytes.array())));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns what {@link #toXarray} or a plain number says; empty if {@code json} is neither. */
  static Optional<Block> fromXarray(DataType type, JsonNode json) {
    if (type.isFloat() && json.isTextual()) {
      try {
        byte[] bytes = Base64.getDecoder().decode(json.textValue());
        return bytes.length == 8
            ? ofNumber(type, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble())
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return !json.isNumber() ? Optional.empty() : ofNumber(type, json.numberValue());
  }

  /**
   * Returns what the {@code fill_value} of array metadata says.
   *
   * @throws IOException with the reason, if that is no value of {@code type}
   */
  static Block parse(DataType type, JsonNode json) throws IOException {
    Optional<Block> value = Optional.empty();
    if (json.isNumber()) {
      // Zarr-python once wrote 0 where there was no text.
      boolean noText = type.isText() && json.doubleValue() == 0;
      value = noText ? Optional.of(Block.allocate(type)) : ofNumber(type, json.numberValue());
    } else if (json.isTextual()) {
      String text = json.textValue();
      value =
          switch (type) {
            case STRING -> ofText(type, text);
            case CHAR -> decodeChar(text);
            case FLOAT16, FLOAT32, FLOAT64 -> decodeFloat(type, text);
            default -> Optional.empty();
          };
    }
    return value.orElseThrow(() -> new IOException("fill_value %s is no %s".formatted(json, type)));
  }

  private static Optional<Block> decodeChar(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length > 1
          ? Optional.empty()
          : Optional.of(ofLong(DataType.CHAR, bytes.length == 0 ? 0 : bytes[0]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Block> decodeFloat(DataType type, String text) {
    Optional<DoubleNode> special = Json.special(text);
    if (special.isPresent()) {
      return ofNumber(type, special.get().doubleValue());
    }
    if (!text.matches("0x[0-9a-fA-F]{" + 2 * type.byteSize() + "}")) {
      return Optional.empty();
    }
    byte[] bigEndian = new BigInteger("1" + text.substring(2), 16).toByteArray();
    byte[] bytes = new byte[type.byteSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return Optional.of(Block.of(type, bytes));
  }
}
