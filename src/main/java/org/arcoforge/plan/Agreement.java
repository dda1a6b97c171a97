package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What several files say of one thing: the distinct values and who said them first. Merging is
 * associative and commutative, so files may be merged in any order and grouping. Holds at most
 * {@link #MOST} values (or as given), those of the lowest files, however many files differ.
 */
final class Agreement<T extends Serializable> implements Serializable {
  /** How many distinct values are kept. */
  static final int MOST = 4;

  /** How many files are named for each value. */
  static final int MOST_FILES = 3;

  /**
   * One value.
   *
   * @param files the ordinals of the first files that say so, ascending
   * @param count how many files say so, as far as counted
   */
  record Said<T extends Serializable>(T value, List<Long> files, long count)
      implements Serializable {
    long file() {
      return files.get(0);
    }

    private Said<T> with(Said<T> other) {
      long last = files.get(files.size() - 1);
      boolean full = files.size() == MOST_FILES && other.file() > last;
      List<Long> first =
          full
              ? files
              : Stream.concat(files.stream(), other.files.stream())
                  .sorted()
                  .limit(MOST_FILES)
                  .toList();
      return new Said<>(value, first, count + other.count);
    }
  }

  private final int most;
  private final List<Said<T>> values = new ArrayList<>();
  private long total;

  Agreement() {
    this(MOST);
  }

  /** Makes an agreement that keeps at most {@code most} values. */
  Agreement(int most) {
    this.most = most;
  }

  void add(T value, long file) {
    total++;
    add(new Said<>(value, List.of(file), 1));
  }

  void merge(Agreement<T> other) {
    total += other.total;
    other.values.forEach(this::add);
  }

  private void add(Said<T> said) {
    for (int i = 0; i < values.size(); i++) {
      Said<T> known = values.get(i);
      if (known.value.equals(said.value)) {
        values.set(i, known.with(said));
        if (said.file() < known.file()) {
          sort();
        }
        return;
      }
    }
    values.add(said);
    sort();
    if (values.size() > most) {
      values.remove(most);
    }
  }

  private void sort() {
    values.sort(Comparator.comparingLong(Said::file));
  }

  /** Returns how many files said something. */
  long total() {
    return total;
  }

  /** Returns whether there may be more values than are kept. */
  boolean isFull() {
    return values.size() == most;
  }

  boolean isUnanimous() {
    return values.size() == 1;
  }

  /** Returns the value of the lowest file. */
  T first() {
    return values.get(0).value;
  }

  /** Returns the distinct values kept, that of the lowest file first. */
  List<Said<T>> values() {
    return List.copyOf(values);
  }
}
