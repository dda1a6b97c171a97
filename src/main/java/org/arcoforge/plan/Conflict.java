package org.arcoforge.plan;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something on which source files do not agree.
 *
 * @param aspect what they do not agree on, such as {@code attribute units}
 * @param variable the variable or dimension; empty for the file as a whole
 * @param sayings the values, that of the lowest file first; there may be more
 * @param remedy what the author can do
 */
public record Conflict(
    Severity severity, String aspect, String variable, List<Saying> sayings, String remedy)
    implements Serializable {

  /** How many values a sentence names. */
  private static final int SHOWN = 2;

  /** What a conflict does to the plan. */
  public enum Severity {
    /** The plan stops. */
    ERROR("error"),
    /** The attribute or variable is left out of the store. */
    DROPPED("left out"),
    /** What the first file says is taken for all. */
    FIRST("of first file"),
    /** Values of some files are converted. */
    CONVERTED("converted"),
    /** Missing values stand where files have none. */
    FILLED("filled"),
    /** Nothing is changed, but the author should know. */
    NOTED("note");

    private final String words;

    Severity(String words) {
      this.words = words;
    }

    /** Returns what is done, in words for people. */
    public String words() {
      return words;
    }
  }

  /**
   * One value and where it was found.
   *
   * @param sources URLs of the first files that say so
   * @param count how many files say so
   */
  public record Saying(String value, List<String> sources, long count) implements Serializable {
    public Saying {
      sources = List.copyOf(sources);
    }

    @Override
    public String toString() {
      long more = count - sources.size();
      return "%s in %s%s"
          .formatted(value, String.join(", ", sources), more > 0 ? " and " + more + " more" : "");
    }
  }

  public Conflict {
    sayings = List.copyOf(sayings);
  }

  /** Returns the conflict as one sentence or more for people. */
  @Override
  public String toString() {
    String said =
        sayings.stream().limit(SHOWN).map(Saying::toString).collect(Collectors.joining("; "))
            + (sayings.size() > SHOWN ? "; and more" : "");
    String what = aspect + (variable.isEmpty() ? "" : " of '" + variable + "'") + ":";
    return Stream.of(what, said.isEmpty() ? "" : said + ".", remedy)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Returns what is done and the conflict, for a list of several. */
  public String line() {
    return severity.words() + ": " + this;
  }
}
