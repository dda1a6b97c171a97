package org.arcoforge.plan;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.arcoforge.recipe.OnFailure;

/**
 * The files of a pattern that cannot be read, and those left out with them. Merging is associative
 * and commutative.
 */
final class FailedFiles implements Serializable {
  /** How many files a message names. */
  static final int SHOWN = 20;

  private final TreeMap<Integer, FailedFile> files = new TreeMap<>();
  private final BitSet leftOut = new BitSet();
  private boolean stopped;

  void add(FailedFile file) {
    files.put(Math.toIntExact(file.ordinal()), file);
  }

  void leaveOut(int ordinal) {
    leftOut.set(ordinal);
  }

  void stop() {
    stopped = true;
  }

  void merge(FailedFiles other) {
    files.putAll(other.files);
    leftOut.or(other.leftOut);
    stopped |= other.stopped;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Returns the files that cannot be read, by their numbers. */
  NavigableMap<Integer, FailedFile> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  /** Returns the numbers of these files and of those left out with them. */
  BitSet absent() {
    BitSet absent = (BitSet) leftOut.clone();
    files.keySet().forEach(absent::set);
    return absent;
  }

  /** Returns how many files that can be read are left out. */
  int leftOutCount() {
    BitSet others = (BitSet) leftOut.clone();
    files.keySet().forEach(others::clear);
    return others.cardinality();
  }

  void requireReadable(
      OnFailure onFailure, long count, boolean noneIsLeft, LongFunction<String> sources)
      throws IOException {
    if (files.isEmpty() || (onFailure != OnFailure.FAIL && !noneIsLeft)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    files.values().stream().limit(SHOWN).forEach(f -> reasons.add(reason(f, sources)));
    int more = files.size() - reasons.size();
    throw new IOException(
        "Cannot read %s%,d of %,d source files%s: %s%s %s"
            .formatted(
                stopped ? "at least " : "",
                files.size(),
                count,
                stopped ? " (the others were not all tried)" : "",
                String.join(" ", reasons),
                more > 0 ? " And %,d more.".formatted(more) : "",
                onFailure == OnFailure.FAIL
                    ? "Correct the files or the pattern, or choose onFailure(OnFailure.SKIP) or OnFailure.FILL in the target."
                    : "Without them no file is left: correct the files or the pattern."));
  }

  /** Returns how many files but those at {@code urls} cannot be read, and why. */
  Optional<String> failuresBut(Set<String> urls, long count, LongFunction<String> sources) {
    List<String> reasons = new ArrayList<>();
    long others = 0;
    for (FailedFile file : files.values()) {
      if (!urls.contains(sources.apply(file.ordinal())) && ++others <= SHOWN) {
        reasons.add(reason(file, sources));
      }
    }
    return others == 0
        ? Optional.empty()
        : Optional.of(
            "%,d of %,d source files: %s%s"
                .formatted(
                    others,
                    count,
                    String.join(" ", reasons),
                    others > SHOWN ? " And %,d more.".formatted(others - SHOWN) : ""));
  }

  /** Returns a sentence or more that name the file. */
  private static String reason(FailedFile file, LongFunction<String> sources) {
    String url = sources.apply(file.ordinal());
    String sentence = file.reason().endsWith(".") ? file.reason() : file.reason() + ".";
    return sentence.contains(url) ? sentence : url + ": " + sentence;
  }

  /** Returns the URLs of the first of these files, and how many more there are. */
  String urls(LongFunction<String> sources) {
    String first =
        files.keySet().stream()
            .limit(SHOWN)
            .map(file -> sources.apply(file))
            .collect(Collectors.joining(", "));
    int more = files.size() - SHOWN;
    return more > 0 ? "%s and %,d more".formatted(first, more) : first;
  }

  /** Returns these files as the store has them. */
  List<TreatedFile> treated(OnFailure treated, LongFunction<String> sources) {
    List<TreatedFile> all = new ArrayList<>();
    for (Map.Entry<Integer, FailedFile> file : files.entrySet()) {
      all.add(
          new TreatedFile(
              file.getKey(), sources.apply(file.getKey()), file.getValue().reason(), treated));
    }
    return all;
  }
}
