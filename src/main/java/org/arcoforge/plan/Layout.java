package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Where the elements of one dimension of the store come from: runs of consecutive elements of
 * files, which may leave gaps. Which runs there are may depend on where a file is on other axes.
 */
final class Layout implements Serializable {
  private final long length;
  private final int axis;
  private final List<Integer> dependsOn;
  private final Map<List<Integer>, Runs> runs;

  /**
   * Makes a layout.
   *
   * @param length of the dimension in the store
   * @param axis the axis that files follow one another along; -1 if none
   * @param dependsOn numbers of other axes, ascending
   * @param runs by the positions on these axes
   */
  Layout(long length, int axis, List<Integer> dependsOn, Map<List<Integer>, Runs> runs) {
    this.length = length;
    this.axis = axis;
    this.dependsOn = List.copyOf(dependsOn);
    this.runs = new HashMap<>(runs);
  }

  /** Returns a layout of whole files, one after another by their keys, which have these lengths. */
  static Layout concatenated(int axis, NavigableMap<Integer, Long> lengths) {
    Runs.Builder builder = new Runs.Builder();
    long start = 0;
    for (Map.Entry<Integer, Long> key : lengths.entrySet()) {
      builder.add(start, key.getValue(), key.getKey(), 0);
      start = Math.addExact(start, key.getValue());
    }
    return new Layout(start, axis, List.of(), Map.of(List.of(), builder.build()));
  }

  long length() {
    return length;
  }

  int axis() {
    return axis;
  }

  List<Integer> dependsOn() {
    return dependsOn;
  }

  /** Returns the runs for a file at {@code positions}, one for each axis. */
  Runs runs(int[] positions) {
    Runs found = runs.get(dependsOn.stream().map(a -> positions[a]).toList());
    return found == null ? Runs.NONE : found;
  }

  /** Returns whether some element has no source on some path. */
  boolean hasGaps() {
    return runs.values().stream().anyMatch(r -> r.count() < length);
  }

  /** Returns whether this says nothing: every element is where it is in each file. */
  boolean isPlain() {
    return axis < 0 && runs.values().stream().allMatch(r -> r.size() == 1 && r.length(0) == length);
  }

  /**
   * Runs of elements, ascending and apart in the store. Run i covers {@code length} elements from
   * {@code start} in the store, which are those from {@code inFile} in the file with {@code key}.
   */
  static final class Runs implements Serializable {
    static final Runs NONE = new Runs.Builder().build();

    private final long[] starts;
    private final long[] lengths;
    private final int[] keys;
    private final long[] inFile;

    private Runs(long[] starts, long[] lengths, int[] keys, long[] inFile) {
      this.starts = starts;
      this.lengths = lengths;
      this.keys = keys;
      this.inFile = inFile;
    }

    int size() {
      return starts.length;
    }

    long start(int run) {
      return starts[run];
    }

    long length(int run) {
      return lengths[run];
    }

    long end(int run) {
      return starts[run] + lengths[run];
    }

    int key(int run) {
      return keys[run];
    }

    long inFile(int run) {
      return inFile[run];
    }

    /** Returns how many elements they cover. */
    long count() {
      return Arrays.stream(lengths).sum();
    }

    /** Returns the first run that ends behind {@code index}. */
    int from(long index) {
      int at = Arrays.binarySearch(starts, index);
      int run = at >= 0 ? at : Math.max(0, -at - 2);
      return run < starts.length && end(run) <= index ? run + 1 : run;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Runs r
          && Arrays.equals(starts, r.starts)
          && Arrays.equals(lengths, r.lengths)
          && Arrays.equals(keys, r.keys)
          && Arrays.equals(inFile, r.inFile);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(starts) * 31 + Arrays.hashCode(keys);
    }

    /** Gathers runs and joins those that continue one another. */
    static final class Builder {
      private final List<long[]> gathered = new ArrayList<>();

      /** Adds a run, apart from all others; one of no elements changes nothing. */
      void add(long start, long length, int key, long inFile) {
        if (length == 0) {
          return;
        }
        if (!gathered.isEmpty()) {
          long[] last = gathered.get(gathered.size() - 1);
          if (last[0] + last[1] == start && last[2] == key && last[3] + last[1] == inFile) {
            last[1] += length;
            return;
          }
        }
        gathered.add(new long[] {start, length, key, inFile});
      }

      Runs build() {
        gathered.sort(Comparator.comparingLong(run -> run[0]));
        int size = gathered.size();
        int[] keys = new int[size];
        for (int i = 0; i < size; i++) {
          keys[i] = (int) gathered.get(i)[2];
        }
        return new Runs(column(0), column(1), keys, column(3));
      }

      private long[] column(int column) {
        return gathered.stream().mapToLong(run -> run[column]).toArray();
      }
    }
  }
}
