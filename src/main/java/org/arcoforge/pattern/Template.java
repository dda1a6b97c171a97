package org.arcoforge.pattern;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A URL with placeholders: {@code {axis}} for the text of a key, {@code {axis:yyyyMM}} for a date
 * in a pattern of {@link DateTimeFormatter} (English names), {@code {axis:03d}} for an integer of
 * at least three digits. <code>{{</code> and <code>}}</code> are braces.
 */
final class Template implements Serializable {
  private static final String INTEGER_FORMAT = "(0?[1-9][0-9]*)?d";

  /**
   * A piece of the URL: literal text, or a placeholder.
   *
   * @param axis the axis of a placeholder; empty for literal text
   * @param text the literal text, or the format; empty for the text of the key
   */
  private record Part(String axis, String text) {
    boolean isLiteral() {
      return axis.isEmpty();
    }

    /** Returns the placeholder as the template has it. */
    @Override
    public String toString() {
      return "{" + axis + (text.isEmpty() ? "" : ":" + text) + "}";
    }
  }

  private final String text;
  private final transient List<Part> parts;
  private final transient Map<String, DateTimeFormatter> formatters = new HashMap<>();

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
    for (Part part : parts) {
      if (!part.isLiteral() && !part.text.isEmpty()) {
        find(part.text).ifPresent(formatter -> formatters.put(part.text, formatter));
      }
    }
  }

  private static Optional<DateTimeFormatter> find(String pattern) {
    try {
      return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
        literal.append(c);
        i += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw unreadable(text, "'{' at character " + i + " has no '}'");
        }
        parts.add(new Part("", literal.toString()));
        literal.setLength(0);
        parts.add(placeholder(text, text.substring(i + 1, end)));
        i = end + 1;
      } else if (c == '}') {
        throw unreadable(text, "'}' at character " + i + " has no '{'");
      } else {
        literal.append(c);
        i++;
      }
    }
    parts.add(new Part("", literal.toString()));
    return new Template(text, List.copyOf(parts));
  }

  private static Part placeholder(String text, String inside) {
    int colon = inside.indexOf(':');
    String axis = colon < 0 ? inside : inside.substring(0, colon);
    if (axis.isBlank() || colon == inside.length() - 1) {
      throw unreadable(text, "'{" + inside + "}' is not {axis} or {axis:format}");
    }
    return new Part(axis, colon < 0 ? "" : inside.substring(colon + 1));
  }

  private static IllegalArgumentException unreadable(String text, String reason) {
    return new IllegalArgumentException(
        "Cannot read URL template %s: %s. Write '{{' and '}}' for braces.".formatted(text, reason));
  }

  private Object readResolve() {
    return parse(text);
  }

  /** Returns the axes that placeholders name, in alphabetical order. */
  Set<String> axes() {
    Set<String> axes = new TreeSet<>();
    parts.stream().filter(part -> !part.isLiteral()).forEach(part -> axes.add(part.axis));
    return axes;
  }

  private List<Part> placeholders(String axis) {
    return parts.stream().filter(part -> part.axis.equals(axis)).toList();
  }

  /**
   * Checks that {@code axis} is used, that its formats fit its keys, and that no two of its keys
   * make the same URL.
   */
  void check(Axis axis) {
    List<Part> used = placeholders(axis.name());
    if (used.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot use axis '%s' in %s: no placeholder names it, only %s. Put {%s} where the key goes."
              .formatted(axis.name(), text, axes(), axis.name()));
    }
    for (Part part : used) {
      checkFormat(part, axis.keys());
    }
    if (!isDistinct(used, axis.keys())) {
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < axis.size(); i++) {
        Integer before = seen.putIfAbsent(render(List.of(axis), new int[] {i}), i);
        if (before != null) {
          throw new IllegalArgumentException(
              "Cannot use axis '%s' in %s: keys '%s' and '%s' make the same URL. Use a finer format."
                  .formatted(axis.name(), text, axis.key(before), axis.key(i)));
        }
      }
    }
  }

  private void checkFormat(Part part, Keys keys) {
    if (part.text.isEmpty()) {
      return;
    }
    String remedy;
    if (keys instanceof IntegerKeys) {
      if (part.text.matches(INTEGER_FORMAT)) {
        return;
      }
      remedy = "Use a format like 03d for integers.";
    } else if (keys instanceof DatedKeys dates) {
      remedy = "Use a java.time pattern like yyyyMM for dates.";
      DateTimeFormatter formatter = formatters.get(part.text);
      if (formatter != null && !part.text.matches("[0-9]+d")) {
        try {
          formatter.formatTo(dates.date(0), new StringBuilder());
          return;
        } catch (DateTimeException e) {
          remedy = "Keys have neither zone nor offset: " + remedy;
        }
      }
    } else {
      remedy = "Texts have no format: use {" + part.axis + "}.";
    }
    throw new IllegalArgumentException(
        "Cannot format key '%s' as %s in %s. %s".formatted(keys.text(0), part, text, remedy));
  }

  /** Returns whether the keys are known, without trying them, to make different URLs. */
  private static boolean isDistinct(List<Part> used, Keys keys) {
    if (!used.stream().allMatch(part -> isFixedWidth(part, keys))) {
      return used.stream().distinct().count() == 1 && !(keys instanceof DatedKeys);
    }
    if (!(keys instanceof DatedKeys dates) || used.stream().anyMatch(part -> part.text.isEmpty())) {
      return true;
    }
    String formats = used.stream().map(Part::text).collect(Collectors.joining(" "));
    String all = formats.replaceAll("'[^']*'", "");
    boolean years = all.contains("yyyy") || all.contains("uuuu");
    boolean months = all.contains("MM") || all.contains("DDD");
    boolean days = all.contains("DDD") || (all.contains("MM") && all.contains("dd"));
    boolean minutes = days && all.contains("HH") && all.contains("mm");
    return years
        && switch (dates.unit()) {
          case YEAR -> true;
          case MONTH -> months;
          case DAY -> days;
          case MINUTE -> minutes;
          case SECOND -> minutes && all.contains("ss");
        };
  }

  /**
   * Returns whether no two files can have the same URL, given that each axis passed {@link #check}:
   * if all placeholders but those of one axis have a fixed width, the URL says which key is where.
   */
  boolean isUnambiguous(List<Axis> axes) {
    if (axes.size() <= 1) {
      return true;
    }
    int varying = 0;
    for (Axis axis : axes) {
      List<Part> used = placeholders(axis.name());
      if (!used.stream().allMatch(part -> isFixedWidth(part, axis.keys()))) {
        varying += used.stream().distinct().count() == 1 ? 1 : 2;
      }
    }
    return varying <= 1;
  }

  private static boolean isFixedWidth(Part part, Keys keys) {
    int last = keys.size() - 1;
    if (keys instanceof TextKeys texts) {
      int width = texts.text(0).length();
      return texts.texts().stream().allMatch(t -> t.length() == width);
    }
    if (keys instanceof IntegerKeys integers) {
      String zeros = part.text.matches("0[1-9][0-9]*d") ? part.text : "01d";
      int width = Integer.parseInt(zeros.substring(1, zeros.length() - 1));
      int widest = Math.max(width, integers.text(last).length());
      return integers.value(0) >= 0 && Math.max(width, integers.text(0).length()) == widest;
    }
    DatedKeys dates = (DatedKeys) keys;
    boolean fourDigits = dates.date(0).getYear() > 0 && dates.date(last).getYear() < 10_000;
    return fourDigits
        && part.text.replaceAll("yyyy|uuuu|MM|dd|DDD|HH|mm|ss|'[^']*'|[^A-Za-z]", "").isEmpty();
  }

  /**
   * Returns the URL for the key at {@code positions[a]} of each axis {@code a}; placeholders of
   * other axes stay.
   */
  String render(List<Axis> axes, int[] positions) {
    Map<String, Function<Part, String>> renderers = new HashMap<>();
    for (int a = 0; a < positions.length; a++) {
      Keys keys = axes.get(a).keys();
      int position = positions[a];
      renderers.put(axes.get(a).name(), part -> render(part, keys, position));
    }
    StringBuilder url = new StringBuilder();
    for (Part part : parts) {
      Function<Part, String> renderer = renderers.get(part.axis);
      String plain = part.isLiteral() ? part.text : part.toString();
      url.append(renderer == null ? plain : renderer.apply(part));
    }
    return url.toString();
  }

  private String render(Part part, Keys keys, int position) {
    if (part.text.isEmpty()) {
      return keys.text(position);
    }
    DateTimeFormatter formatter = formatters.get(part.text);
    if (keys instanceof DatedKeys dates && formatter != null) {
      return formatter.format(dates.date(position));
    }
    return String.format(Locale.ROOT, "%" + part.text, ((IntegerKeys) keys).value(position));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template t && text.equals(t.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
