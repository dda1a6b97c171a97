package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;

/**
 * Attributes as JSON. One number or one text is a scalar, several are an array, none is {@code []};
 * {@code float32} is widened exactly; NaN and infinities, which JSON lacks, are the texts {@code
 * "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
final class AttributeJson {
  private static final String MISSING_VALUE = "missing_value";

  private AttributeJson() {}

  /** Returns the attributes of a group. */
  static ObjectNode write(Attributes attributes) {
    ObjectNode json = Json.NODES.objectNode();
    attributes.forEach((name, value) -> json.set(name, write(value)));
    return json;
  }

  /**
   * Returns the attributes of an array, without {@code _FillValue}. NaNs of {@code missing_value}
   * are left out: as text they would mean nothing to a reader, and NaN is missing anyhow.
   */
  static ObjectNode writeOfArray(Attributes attributes) {
    ObjectNode json = Json.NODES.objectNode();
    attributes.forEach(
        (name, value) -> {
          AttributeValue kept = name.equals(MISSING_VALUE) ? withoutNaN(value) : value;
          boolean emptied =
              kept instanceof AttributeValue.Numbers n && n.values().isEmpty() && kept != value;
          if (!name.equals(FillValue.ATTRIBUTE) && !emptied) {
            json.set(name, write(kept));
          }
        });
    return json;
  }

  /**
   * @throws IllegalArgumentException if {@code missing_value} is infinite, which no reader would
   *     understand
   */
  static void check(String array, Attributes attributes) {
    if (attributes.find(MISSING_VALUE).orElse(null) instanceof AttributeValue.Numbers numbers
        && numbers.values().stream().anyMatch(v -> Double.isInfinite(v.doubleValue()))) {
      throw new IllegalArgumentException(
          ("Cannot store attribute 'missing_value' of array '%s': JSON has no number for %s, and no"
                  + " reader would mask it. Use _FillValue instead in preprocess.")
              .formatted(array, numbers));
    }
  }

  private static AttributeValue withoutNaN(AttributeValue value) {
    if (!(value instanceof AttributeValue.Numbers numbers)) {
      return value;
    }
    List<Number> kept =
        numbers.values().stream().filter(v -> !Double.isNaN(v.doubleValue())).toList();
    return kept.size() == numbers.values().size()
        ? value
        : AttributeValue.numbers(numbers.type(), kept);
  }

  static JsonNode write(AttributeValue value) {
    if (value instanceof AttributeValue.Text text) {
      return TextNode.valueOf(text.value());
    }
    List<JsonNode> elements =
        value instanceof AttributeValue.Texts texts
            ? texts.values().stream().map(t -> (JsonNode) TextNode.valueOf(t)).toList()
            : ((AttributeValue.Numbers) value).values().stream().map(AttributeJson::write).toList();
    return elements.size() == 1
        ? elements.get(0)
        : Json.NODES.arrayNode(elements.size()).addAll(elements);
  }

  private static JsonNode write(Number number) {
    if (number instanceof BigInteger big) {
      return BigIntegerNode.valueOf(big);
    }
    return number instanceof Double || number instanceof Float
        ? Json.number(number.doubleValue())
        : LongNode.valueOf(number.longValue());
  }

  /**
   * Returns the attributes that {@code json} says. JSON tells no widths: integers become {@code
   * int64} ({@code uint64} beyond its range), other numbers {@code float64}; what netCDF cannot say
   * (objects, booleans, null) becomes its JSON as text.
   */
  static Attributes read(JsonNode json) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    json.properties().forEach(e -> attributes.put(e.getKey(), value(e.getValue())));
    return Attributes.of(attributes);
  }

  private static AttributeValue value(JsonNode json) {
    if (json.isTextual()) {
      return AttributeValue.text(json.textValue());
    }
    if (json.isNumber()) {
      return numbers(List.of(json.numberValue()));
    }
    if (!(json instanceof ArrayNode array)) {
      return AttributeValue.text(json.toString());
    }
    List<String> texts = new ArrayList<>();
    List<Number> numbers = new ArrayList<>();
    boolean anyNumber = false;
    for (JsonNode element : array) {
      if (element.isTextual()) {
        texts.add(element.textValue());
        Json.special(element.textValue()).ifPresent(n -> numbers.add(n.doubleValue()));
      } else if (element.isNumber()) {
        anyNumber = true;
        numbers.add(element.numberValue());
      }
    }
    if (texts.size() == array.size()) {
      return new AttributeValue.Texts(texts);
    }
    return anyNumber && numbers.size() == array.size()
        ? numbers(numbers)
        : AttributeValue.text(json.toString());
  }

  private static AttributeValue numbers(List<Number> numbers) {
    boolean integers = numbers.stream().noneMatch(n -> n instanceof Double || n instanceof Float);
    boolean big = numbers.stream().anyMatch(n -> n instanceof BigInteger);
    boolean unsigned =
        big
            && numbers.stream()
                .map(n -> new BigInteger(integers ? n.toString() : "0"))
                .allMatch(n -> n.signum() >= 0 && n.bitLength() <= 64);
    DataType type =
        !integers || (big && !unsigned)
            ? DataType.FLOAT64
            : unsigned ? DataType.UINT64 : DataType.INT64;
    return AttributeValue.numbers(type, numbers);
  }
}
