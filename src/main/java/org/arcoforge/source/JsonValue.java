package org.arcoforge.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value of a JSON document that knows its place in it, for errors. */
final class JsonValue {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();
  private static final int SHOWN_CHARACTERS = 80;

  private final JsonNode node;
  private final String place;
  private final Function<String, IOException> failure;

  private JsonValue(JsonNode node, String place, Function<String, IOException> failure) {
    this.node = node;
    this.place = place;
    this.failure = failure;
  }

  /**
   * Returns the value that {@code text} holds.
   *
   * @param failure makes the error of this document out of a reason
   * @throws IOException by {@code failure}, if it is not one JSON value
   */
  static JsonValue parse(String text, Function<String, IOException> failure) throws IOException {
    JsonNode node;
    try {
      node = READER.readTree(text);
    } catch (JsonProcessingException e) {
      IOException thrown =
          failure.apply(
              "not whole JSON (%s) but %s"
                  .formatted(firstLine(e.getOriginalMessage()), shorten(text)));
      thrown.addSuppressed(e);
      throw thrown;
    }
    return new JsonValue(node, "", failure);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.replaceAll(" \\(start marker at \\[Source:.*?\\]\\)", "").strip();
  }

  /** Returns {@code text} in quotes, on one line, cut when it is long. */
  static String shorten(String text) {
    String line = text.substring(0, Math.min(text.length(), 4 * SHOWN_CHARACTERS));
    line = line.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    boolean cut = line.length() > SHOWN_CHARACTERS;
    return "'" + (cut ? line.substring(0, SHOWN_CHARACTERS) + "..." : line) + "'";
  }

  /** Returns the member {@code key}, which may be absent. */
  JsonValue get(String key) {
    JsonNode member = node.get(key);
    return new JsonValue(
        member == null ? MissingNode.getInstance() : member,
        place.isEmpty() ? key : place + "." + key,
        failure);
  }

  /** Whether it is not there, or null. */
  boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  boolean isObject() {
    return node.isObject();
  }

  boolean isArray() {
    return node.isArray();
  }

  boolean isText() {
    return node.isTextual();
  }

  /** Returns this value, which must be an object. */
  JsonValue object() throws IOException {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return this;
  }

  String text() throws IOException {
    if (!node.isTextual()) {
      throw wrong("text");
    }
    return node.textValue();
  }

  /** Returns the text, or {@code ""} if it is absent. */
  String textOrNone() throws IOException {
    return isAbsent() ? "" : text();
  }

  /** Returns text that is not empty. */
  String name() throws IOException {
    String name = text();
    if (name.isEmpty()) {
      throw wrong("a name");
    }
    return name;
  }

  /** Returns the name of a file, which has no control characters and no half of a character. */
  String fileName() throws IOException {
    return requireFileName(name());
  }

  /** Returns {@code name}, which must be the name of a file. */
  String requireFileName(String name) throws IOException {
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int c = name.codePointAt(i);
      if (Character.isISOControl(c)
          || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        throw wrong(
            "named like a file, with character %d of the name being U+%04X".formatted(i, c));
      }
    }
    return name;
  }

  /** Returns an identifier of digits, written as a number or as text. */
  String id() throws IOException {
    String id = node.isIntegralNumber() || node.isTextual() ? node.asText() : "";
    if (!id.matches("[0-9]{1,18}")) {
      throw wrong("an identifier");
    }
    return id;
  }

  /** Returns an identifier as {@link #id}, or {@code ""} if it is absent. */
  String idOrNone() throws IOException {
    return isAbsent() ? "" : id();
  }

  /** Returns a number of bytes or of things. */
  long size() throws IOException {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw wrong("a size");
    }
    return node.longValue();
  }

  /** Returns the size, or -1 if it is absent. */
  long sizeOrUnknown() throws IOException {
    return isAbsent() ? -1 : size();
  }

  /** Returns the truth value; {@code otherwise} if it is absent. */
  boolean flag(boolean otherwise) throws IOException {
    if (isAbsent()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  /** Returns the values of a list. */
  List<JsonValue> items() throws IOException {
    if (!node.isArray()) {
      throw wrong("a list");
    }
    List<JsonValue> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonValue(node.get(i), place + "[" + i + "]", failure));
    }
    return items;
  }

  /** Returns the values of an object, by their names, in its order. */
  Map<String, JsonValue> members() throws IOException {
    object();
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.put(member.getKey(), get(member.getKey()));
    }
    return members;
  }

  /** Returns the error that this value is not {@code expected}. */
  IOException wrong(String expected) {
    String value = node.isMissingNode() ? "missing" : shorten(node.toString());
    return failure.apply(
        "JSON where %s is %s, not %s"
            .formatted(place.isEmpty() ? "the whole" : place, value, expected));
  }
}
