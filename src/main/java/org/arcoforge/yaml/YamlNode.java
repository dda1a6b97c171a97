package org.arcoforge.yaml;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML document, and where it stands there. An alias is the node that it stands for,
 * with that node's line and path.
 */
public final class YamlNode {
  /** What a node is. */
  public enum Kind {
    MAPPING,
    SEQUENCE,
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL,
    /** A date or a time that is not in quotes: no string. */
    TIMESTAMP,
    /** What a tag says that none of the others is, such as {@code !!binary} or {@code !mine}. */
    OTHER
  }

  /**
   * Where a node stands.
   *
   * @param keyLine the line of the key that it is the value of; its own line if there is none
   */
  record Place(String source, String path, int line, int column, int keyLine) {}

  private final Kind kind;
  private final Place place;
  private final String text;
  private final boolean plain;
  private final Map<String, YamlNode> entries;
  private final List<YamlNode> items;

  private YamlNode(
      Kind kind,
      Place place,
      String text,
      boolean plain,
      Map<String, YamlNode> entries,
      List<YamlNode> items) {
    this.kind = kind;
    this.place = place;
    this.text = text;
    this.plain = plain;
    this.entries = entries;
    this.items = items;
  }

  static YamlNode scalar(Kind kind, Place place, String text, boolean plain) {
    return new YamlNode(kind, place, text, plain, Map.of(), List.of());
  }

  static YamlNode mapping(Kind kind, Place place, Map<String, YamlNode> entries) {
    return new YamlNode(kind, place, "", false, Collections.unmodifiableMap(entries), List.of());
  }

  static YamlNode sequence(Kind kind, Place place, List<YamlNode> items) {
    return new YamlNode(kind, place, "", false, Map.of(), List.copyOf(items));
  }

  /** Returns what this is. */
  public Kind kind() {
    return kind;
  }

  /** Returns the line in which this starts, from 1. */
  public int line() {
    return place.line();
  }

  /** Returns the column in which this starts, from 1, in Unicode code points. */
  public int column() {
    return place.column();
  }

  /** Returns the line of the key that this is the value of; its own line if there is none. */
  public int keyLine() {
    return place.keyLine();
  }

  /** Returns what the document was read from, as it was named to the reader. */
  public String source() {
    return place.source();
  }

  /** Returns the way from the root to this, such as {@code stores[0].url}; empty for the root. */
  public String path() {
    return place.path();
  }

  /** Returns a scalar as it is written, without quotes and escapes; empty if this is no scalar. */
  public String text() {
    return text;
  }

  /** Returns whether this is a scalar without quotes and tag, so that what it is was told by it. */
  public boolean isPlain() {
    return plain;
  }

  /** Returns the values of a mapping by their keys, in their order; empty if this is none. */
  public Map<String, YamlNode> entries() {
    return entries;
  }

  /** Returns the items of a sequence; empty if this is none. */
  public List<YamlNode> items() {
    return items;
  }

  /** Returns the value of a key, if this is a mapping that has it. */
  public Optional<YamlNode> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public String toString() {
    String at = place.path().isEmpty() ? "the document" : place.path();
    return "%s %s, %s:%d".formatted(kind, at, place.source(), place.line());
  }
}
