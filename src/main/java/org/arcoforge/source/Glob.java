package org.arcoforge.source;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names: {@code *} is any text without '/', {@code **} any text, and as {@code
 * **}{@code /} also none, {@code ?} one character but '/', {@code [a-z]} and {@code [!a-z]} one
 * character, {@code {a,b}} one of several texts. All else stands for itself.
 */
final class Glob {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a glob.
   *
   * @throws IllegalArgumentException if a bracket is not closed
   */
  static Glob parse(String text) {
    StringBuilder regex = new StringBuilder();
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int step = 1;
      if (text.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        step = 3;
      } else if (text.startsWith("**", i)) {
        regex.append(".*");
        step = 2;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        step = characters(text, i, regex);
      } else if (c == '{') {
        regex.append("(?:");
        depth++;
      } else if (c == '}' && depth > 0) {
        regex.append(')');
        depth--;
      } else if (c == ',' && depth > 0) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i += step;
    }
    if (depth > 0) {
      throw unreadable(text, "'{' has no '}'");
    }
    try {
      return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw unreadable(text, e.getDescription());
    }
  }

  /** Appends a set of characters and returns how long it is in the glob. */
  private static int characters(String text, int from, StringBuilder regex) {
    int end = text.indexOf(']', from + 2);
    if (end < 0) {
      throw unreadable(text, "'[' has no ']'");
    }
    String inside = text.substring(from + 1, end);
    boolean negated = inside.startsWith("!");
    regex.append(negated ? "[^/" : "[");
    regex.append(inside.substring(negated ? 1 : 0).replaceAll("[\\\\\\[\\]^&]", "\\\\$0"));
    regex.append(']');
    return end - from + 1;
  }

  private static IllegalArgumentException unreadable(String text, String reason) {
    return new IllegalArgumentException(
        "Cannot read glob %s: %s. Write *, **, ?, [a-z] or {a,b}.".formatted(text, reason));
  }

  /** Returns whether {@code text} is more than a name. */
  static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** Returns the folders before the first that is more than a name, with a '/' behind; or none. */
  String literalFolder() {
    int end = 0;
    for (int slash = text.indexOf('/');
        slash >= 0 && !isGlob(text.substring(end, slash));
        slash = text.indexOf('/', slash + 1)) {
      end = slash + 1;
    }
    return text.substring(0, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
