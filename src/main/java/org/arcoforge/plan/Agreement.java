package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What several files say of one thing: the distinct values and who said them first. Merging is
 * associative and commutative, so files may be merged in any order and grouping. Holds at most
 * {@link #MOST} values, those of the lowest files, however many files differ.
 */
final class Agreement<T extends Serializable> implements Serializable {
  /** How many distinct values are kept. */
  static final int MOST = 4;

  /**
   * One value.
   *
   * @param file the ordinal of the first file that says so
   * @param count how many files say so, as far as counted
   */
  record Said<T extends Serializable>(T value, long file, long count) implements Serializable {}

  private final List<Said<T>> values = new ArrayList<>();
  private long total;

  void add(T value, long file) {
    total++;
    add(new Said<>(value, file, 1));
  }

  void merge(Agreement<T> other) {
    total += other.total;
    other.values.forEach(this::add);
  }

  private void add(Said<T> said) {
    for (int i = 0; i < values.size(); i++) {
      Said<T> known = values.get(i);
      if (known.value.equals(said.value)) {
        long file = Math.min(known.file, said.file);
        values.set(i, new Said<>(known.value, file, known.count + said.count));
        if (file != known.file) {
          sort();
        }
        return;
      }
    }
    values.add(said);
    sort();
    if (values.size() > MOST) {
      values.remove(MOST);
    }
  }

  private void sort() {
    values.sort(Comparator.comparingLong(Said::file));
  }

  /** Returns how many files said something. */
  long total() {
    return total;
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
