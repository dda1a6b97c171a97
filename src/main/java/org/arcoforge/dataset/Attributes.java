package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;

/** Attributes by name, in the order of the file. Immutable; equal regardless of order. */
public final class Attributes implements Serializable {
  /** No attributes. */
  public static final Attributes NONE = new Attributes(Map.of());

  private final LinkedHashMap<String, AttributeValue> values;

  private Attributes(Map<String, AttributeValue> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** Returns the attributes of {@code values}, in its order. */
  public static Attributes of(Map<String, AttributeValue> values) {
    return new Attributes(values);
  }

  /**
   * Returns these with {@code name} set to {@code value}; in its place if it is there, else last.
   */
  public Attributes with(String name, AttributeValue value) {
    Map<String, AttributeValue> copy = new LinkedHashMap<>(values);
    copy.put(name, value);
    return new Attributes(copy);
  }

  /** Returns these with {@code name} set to {@code text}. */
  public Attributes with(String name, String text) {
    return with(name, AttributeValue.text(text));
  }

  /** Returns these with {@code name} set to one number. */
  public Attributes with(String name, Number number) {
    return with(name, AttributeValue.number(number));
  }

  /** Returns these without {@code name}, which need not be there. */
  public Attributes without(String name) {
    if (!values.containsKey(name)) {
      return this;
    }
    Map<String, AttributeValue> copy = new LinkedHashMap<>(values);
    copy.remove(name);
    return new Attributes(copy);
  }

  /** Returns the value of {@code name}, if it is there. */
  public Optional<AttributeValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the text of {@code name}; empty if it is not there or not one text. */
  public Optional<String> text(String name) {
    return find(name)
        .flatMap(
            v -> v instanceof AttributeValue.Text t ? Optional.of(t.value()) : Optional.empty());
  }

  /** Returns the first number of {@code name}; empty if it is not there or not numeric. */
  public OptionalDouble number(String name) {
    return find(name).orElse(null) instanceof AttributeValue.Numbers n && !n.values().isEmpty()
        ? OptionalDouble.of(n.values().get(0).doubleValue())
        : OptionalDouble.empty();
  }

  /** Returns the names, in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Calls {@code action} for each attribute, in order. */
  public void forEach(BiConsumer<String, AttributeValue> action) {
    values.forEach(action);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes a && values.equals(a.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
