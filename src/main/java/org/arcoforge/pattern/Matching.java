package org.arcoforge.pattern;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the files that globs will match, once it is known which they are.
 *
 * @param keep how many keys of each concat or stack axis to keep; 0 for all
 */
record Matching(List<String> globs, List<Step> steps, int keep) implements Serializable {

  /**
   * An axis to add.
   *
   * @param keys null if they come from the files: their positions, or what the regex matches
   * @param regex empty unless the keys come from it
   */
  record Step(Axis.Kind kind, String dimension, @Nullable Keys keys, String regex)
      implements Serializable {

    FilePattern addTo(FilePattern files) {
      if (keys != null) {
        return switch (kind) {
          case CONCAT -> files.concat(dimension, keys);
          case STACK -> files.stack(dimension, keys);
          case MERGE -> files.merge(dimension, texts(keys));
        };
      }
      return regex.isEmpty() ? files.concat(dimension) : files.stack(dimension, regex);
    }

    private static List<String> texts(Keys keys) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        texts.add(keys.text(i));
      }
      return texts;
    }
  }

  static Matching of(List<String> globs) {
    if (globs.isEmpty()) {
      throw new IllegalArgumentException("Cannot match files of no glob. Give one or more.");
    }
    return new Matching(List.copyOf(globs), List.of(), 0);
  }

  Matching with(Axis axis) {
    return then(new Step(axis.kind(), axis.name(), axis.keys(), ""));
  }

  Matching concat(String dimension) {
    return then(new Step(Axis.Kind.CONCAT, dimension, null, ""));
  }

  Matching stack(String dimension, String regex) {
    return then(new Step(Axis.Kind.STACK, dimension, null, regex));
  }

  private Matching then(Step step) {
    if (steps.stream().anyMatch(s -> s.dimension.equals(step.dimension))) {
      throw new IllegalArgumentException(
          "Cannot add axis '%s' to %s: it is there already.".formatted(step.dimension, this));
    }
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Matching(globs, List.copyOf(more), keep);
  }

  Matching prune(int keys) {
    return new Matching(globs, steps, keep == 0 ? keys : Math.min(keep, keys));
  }

  /** Returns how many of the files, from the first on, matter. */
  long most() {
    return keep > 0 && steps.size() == 1 && steps.get(0).kind != Axis.Kind.MERGE
        ? keep
        : Long.MAX_VALUE;
  }

  /** Returns the files, those of each glob in natural order. */
  FilePattern resolved(Function<String, List<String>> files) {
    Set<String> urls = new LinkedHashSet<>();
    for (String glob : globs) {
      if (urls.size() >= most()) {
        break;
      }
      List<String> matched = new ArrayList<>(files.apply(glob));
      if (matched.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot match %s: there is no such file. Correct the glob.".formatted(glob));
      }
      matched.sort(new NaturalOrder());
      urls.addAll(matched);
    }
    FilePattern pattern = FilePattern.of(List.copyOf(urls));
    for (Step step : steps) {
      pattern = step.addTo(pattern);
    }
    return keep == 0 ? pattern : pattern.prune(keep);
  }

  @Override
  public String toString() {
    return globs.size() == 1 ? globs.get(0) : globs.get(0) + " and " + (globs.size() - 1) + " more";
  }
}
