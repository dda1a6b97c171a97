package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.plan.Conflict.Saying;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;

/** Collects what source files do not agree on, in the order in which it is found. */
final class Conflicts {
  private final LongFunction<String> sources;
  private final List<Conflict> found = new ArrayList<>();

  /**
   * Makes an empty collection.
   *
   * @param sources gives the URL of a file by its number
   */
  Conflicts(LongFunction<String> sources) {
    this.sources = sources;
  }

  /** Adds a conflict; see {@link Conflict}. */
  void add(Severity severity, String aspect, String variable, List<Saying> sayings, String remedy) {
    found.add(new Conflict(severity, aspect, variable, sayings, remedy));
  }

  /** Adds a conflict over the values of {@code agreement}. */
  <T extends Serializable> void add(
      Severity severity, String aspect, String variable, Agreement<T> agreement, String remedy) {
    add(severity, aspect, variable, sayings(agreement), remedy);
  }

  /** Adds an error if there is more than one value. */
  <T extends Serializable> void requireOne(
      String aspect, String variable, Agreement<T> agreement, String remedy) {
    if (!agreement.isUnanimous()) {
      add(Severity.ERROR, aspect, variable, agreement, remedy);
    }
  }

  <T extends Serializable> List<Saying> sayings(Agreement<T> agreement) {
    boolean alike =
        agreement.values().stream().map(said -> said.value().toString()).distinct().count()
            < agreement.values().size();
    return agreement.values().stream()
        .map(said -> saying(text(said.value(), alike), said.files(), said.count()))
        .toList();
  }

  /** Values that read alike are told with their types. */
  private static String text(Object value, boolean typed) {
    return typed && value instanceof AttributeValue.Numbers numbers
        ? "%s (%s)".formatted(numbers, numbers.type())
        : value.toString();
  }

  Saying saying(String value, List<Long> files, long count) {
    return new Saying(value, files.stream().map(sources::apply).toList(), count);
  }

  Saying saying(String value, long file) {
    return saying(value, List.of(file), 1);
  }

  /** Returns that all of {@code files} say {@code value}. */
  Saying saying(String value, BitSet files) {
    List<Long> first =
        files.stream().limit(Agreement.MOST_FILES).mapToObj(file -> (long) file).toList();
    return saying(value, first, files.cardinality());
  }

  /** Returns what a policy other than {@link Policy#ERROR} does to the store. */
  static Severity severity(Policy policy) {
    return switch (policy) {
      case ERROR -> Severity.ERROR;
      case FIRST -> Severity.FIRST;
      case DROP -> Severity.DROPPED;
      case CONVERT -> Severity.CONVERTED;
      case FILL -> Severity.FILLED;
    };
  }

  /** Returns how an author chooses a policy, as the start of a sentence. */
  static String choose(Aspect aspect, Policy... policies) {
    return Stream.of(policies)
        .map(policy -> "Policy." + policy.name())
        .collect(
            Collectors.joining(
                " or ", "choose policy(Aspect.%s, ".formatted(aspect.name()), ") in the target"));
  }

  /** Returns whether there is an error about {@code variable}. */
  boolean isRefused(String variable) {
    return found.stream()
        .anyMatch(c -> c.severity() == Severity.ERROR && c.variable().equals(variable));
  }

  List<Conflict> all() {
    return List.copyOf(found);
  }

  /**
   * Throws if one of them is an error.
   *
   * @throws SchemaMismatchException with all errors
   */
  void requireNoError() {
    List<Conflict> errors = found.stream().filter(c -> c.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new SchemaMismatchException(errors);
    }
  }
}
