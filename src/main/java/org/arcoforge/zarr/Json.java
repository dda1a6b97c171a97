package org.arcoforge.zarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JSON documents. Writes strict JSON in ASCII, the same bytes on every machine. Reads also the bare
 * {@code NaN} and {@code Infinity} that Python writes.
 */
final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          // Non-ASCII text as escapes: the only way in which a lone surrogate survives.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          // Double.toString differs between Java versions.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build()
          .writer(printer());

  private Json() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
  }

  /** Returns the document as bytes, ended by a line feed. */
  static byte[] write(JsonNode document) {
    try {
      return (WRITER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON nodes can always be written.", e);
    }
  }

  /**
   * Returns the object that {@code bytes} hold.
   *
   * @throws IOException with the reason, if they hold none
   */
  static ObjectNode parse(byte[] bytes) throws IOException {
    JsonNode node;
    try {
      node = READER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IOException("it is not JSON, " + e.getOriginalMessage(), e);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("it is not a JSON object");
  }

  /** Returns {@code value} as a number, or, since JSON has no such number, as Zarr's text. */
  static JsonNode number(double value) {
    return Double.isFinite(value)
        ? DoubleNode.valueOf(value)
        : TextNode.valueOf(Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }

  /** Returns the number that {@code text} stands for by {@link #number}, if it is one of those. */
  static Optional<DoubleNode> special(String text) {
    return switch (text) {
      case "NaN" -> Optional.of(DoubleNode.valueOf(Double.NaN));
      case "Infinity" -> Optional.of(DoubleNode.valueOf(Double.POSITIVE_INFINITY));
      case "-Infinity" -> Optional.of(DoubleNode.valueOf(Double.NEGATIVE_INFINITY));
      default -> Optional.empty();
    };
  }

  /** Returns the member {@code key}; JSON's null if it is not there. */
  static JsonNode get(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value == null ? NODES.nullNode() : value;
  }

  /** Returns the text of member {@code key}. */
  static String text(JsonNode object, String key) throws IOException {
    JsonNode value = get(object, key);
    if (!value.isTextual()) {
      throw new IOException("%s is %s, not text".formatted(key, value));
    }
    return value.textValue();
  }

  /** Returns the integers of member {@code key}, each 0 or more. */
  static List<Long> lengths(JsonNode object, String key) throws IOException {
    JsonNode value = get(object, key);
    List<Long> lengths = new ArrayList<>();
    boolean legal = value.isArray();
    for (JsonNode length : value) {
      legal &= length.isIntegralNumber() && length.canConvertToLong() && length.longValue() >= 0;
      lengths.add(length.longValue());
    }
    if (!legal) {
      throw new IOException("%s is %s, not a list of lengths".formatted(key, value));
    }
    return lengths;
  }
}
