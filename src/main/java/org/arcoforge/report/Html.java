package org.arcoforge.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * HTML, with SVG in it, as it grows. Whatever text is added stands for itself: markup in it is
 * escaped, and characters that HTML does not have are replaced.
 */
final class Html {
  private static final Set<String> EMPTY = Set.of("meta", "br", "hr");

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
      text.append('"');
    }
    text.append('>');
    if (!EMPTY.contains(element)) {
      open.push(element);
    }
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    String element = open.pop();
    text.append("</").append(element).append('>');
    if (!element.equals("span") && !element.equals("text") && !element.equals("code")) {
      text.append('\n');
    }
    return this;
  }

  /** Adds text. */
  Html text(String words) {
    text.append(escaped(words));
    return this;
  }

  /** Adds an element that holds text only. */
  Html element(String element, String words, String... attributes) {
    return open(element, attributes).text(words).close();
  }

  /** Adds a style sheet of ours, as it is. */
  Html style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("Cannot hold the style sheet: it ends an element.");
    }
    text.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /**
   * Returns the document.
   *
   * @throws IllegalStateException if an element is open
   */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Elements are open: " + open);
    }
    return "<!DOCTYPE html>\n" + text;
  }

  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length());
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isLegal(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isLegal(int c) {
    boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    boolean none = (c >= 0xd800 && c < 0xe000) || (c & 0xfffe) == 0xfffe;
    // Characters that turn the direction of what follows make text look like another one.
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !control && !none && !turns;
  }
}
