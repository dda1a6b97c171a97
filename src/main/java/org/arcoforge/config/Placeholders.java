package org.arcoforge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code {feedstock}}, {@code {recipe_id}} and {@code {job_name}} stand for in one run. */
public final class Placeholders {
  public static final String FEEDSTOCK = "feedstock";
  public static final String RECIPE_ID = "recipe_id";
  public static final String JOB_NAME = "job_name";

  private static final List<String> NAMES = List.of(FEEDSTOCK, RECIPE_ID, JOB_NAME);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}");

  private final Map<String, String> values;

  private Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** Returns placeholders for these values; each name is one of the constants of this class. */
  public static Placeholders of(Map<String, String> values) {
    return new Placeholders(Map.copyOf(values));
  }

  /** Returns what a placeholder stands for, if that is known. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Returns {@code text} with values for its placeholders.
   *
   * @param option that the text is of, for messages, such as {@code --target}
   * @throws IllegalArgumentException if there is no such placeholder, or nothing that it stands for
   */
  public String expand(String option, String text) {
    Optional<String> fault = fault(text, NAMES);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid value for option '%s': '%s' has %s. Use one of these."
              .formatted(option, text, fault.get()));
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(value(option, text, found)));
  }

  private String value(String option, String text, MatchResult found) {
    String name = found.group(1);
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid value for option '%s': '%s' has {%s}, which nothing is known for here. Write it out."
                        .formatted(option, text, name)));
  }

  /** Returns whether a text has the placeholder {@code name}. */
  public static boolean has(String text, String name) {
    return text.contains("{" + name + "}");
  }

  /**
   * Returns what is wrong with the placeholders of a text.
   *
   * @param known the names that it may have
   */
  static Optional<String> fault(String text, List<String> known) {
    List<String> unknown = new ArrayList<>();
    PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).forEach(unknown::add);
    unknown.removeAll(known);
    return unknown.stream()
        .findFirst()
        .map(
            name ->
                "the placeholder {%s}; there are {%s}".formatted(name, String.join("}, {", known)));
  }

  static Optional<String> fault(String text) {
    return fault(text, NAMES);
  }

  /** Returns what is wrong with the placeholders of the name of a job. */
  static Optional<String> faultOfJobName(String text) {
    return fault(text, List.of(FEEDSTOCK, RECIPE_ID));
  }
}
