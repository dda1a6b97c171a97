package org.arcoforge.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/** Finds what a template has and its user was to replace. */
public final class Placeholders {
  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile("<(?!https?:)[\\p{L}][^<>]*>"),
          Pattern.compile("\\b(TODO|FIXME|TBD)\\b"),
          Pattern.compile("(?i)\\b(change|replace)[ _-]?me\\b"),
          Pattern.compile("(?i)\\blorem ipsum\\b"),
          Pattern.compile(
              "(?i)\\bhttps?://([^/\\s@]*\\.)?example(\\.(com|org|net|edu))?(?=[:/?#\\s]|$)[^\\s]*"),
          // What LEAP's template and its documentation have.
          Pattern.compile("\\AJulius\\z"),
          Pattern.compile("\\AJust a (guy testing some recipes|Test\\b).*", Pattern.DOTALL),
          Pattern.compile("\\ALEAP Data Library Prototype\\z"),
          Pattern.compile("A prototype test for the LEAP Data Library refactor"),
          Pattern.compile("\\Amy-custom-tag\\z"),
          Pattern.compile("\\AThe (even )?cool(er)? (small|large) Proto Dataset\\z"),
          Pattern.compile("\\bproto_feedstock\\b"),
          Pattern.compile("\\bgs://some-bucket\\b[^\\s]*"));

  private Placeholders() {}

  /** Returns the placeholder in a text. */
  public static Optional<String> find(String text) {
    String stripped = text.strip();
    return PATTERNS.stream()
        .map(pattern -> pattern.matcher(stripped))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  /**
   * Finds them in all texts of a document; and values with tags, which only a program could make
   * sense of.
   */
  static void check(YamlNode node, Findings findings) {
    if (node.kind() == Kind.OTHER) {
      findings.replaced(
          node,
          "has a tag, which LEAP's tools do not read. Write text, true, a list or keys and values.");
    }
    if (node.kind() == Kind.STRING) {
      find(node.text())
          .ifPresent(
              found ->
                  findings.replaced(
                      node,
                      "%s is from a template. Write what is true of this dataset, or leave it out."
                          .formatted(Quoted.of(found))));
    }
    node.entries().values().forEach(value -> check(value, findings));
    node.items().forEach(item -> check(item, findings));
  }
}
