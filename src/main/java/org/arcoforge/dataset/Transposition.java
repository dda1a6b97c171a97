package org.arcoforge.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The copy of a block with its dimensions in another order. Reads the source in its own order, as
 * far as a tile of the result's last dimension lets it, so that both stay in the processor's cache.
 */
final class Transposition {
  private static final int TILE = 64;

  private final Block source;
  private final Block result;
  private final int[] steps;
  private final int[] strides;

  /** How many elements lie next to each other in both. */
  private final int run;

  /** How many dimensions of the result are not within a run. */
  private final int outer;

  private Transposition(Block source, Block result, int[] order) {
    this.source = source;
    this.result = result;
    int[] ofSource = strides(source.shape());
    this.steps = Arrays.stream(order).map(d -> ofSource[d]).toArray();
    this.strides = strides(result.shape());
    int inner = order.length;
    while (inner > 0 && order[inner - 1] == inner - 1) {
      inner--;
    }
    this.outer = inner;
    this.run = inner == 0 ? result.size() : strides[inner - 1];
  }

  /**
   * Returns a copy of {@code source} with other dimensions.
   *
   * @param order for each dimension of the result, that of the source
   * @throws IllegalArgumentException if it does not name each dimension of the source once
   */
  static Block of(Block source, int... order) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, source.rank()).toArray())) {
      throw new IllegalArgumentException(
          "Cannot transpose a block of %s to the order %s. Name each dimension once."
              .formatted(Arrays.toString(source.shape()), Arrays.toString(order)));
    }
    int[] before = source.shape();
    int[] shape = Arrays.stream(order).map(d -> before[d]).toArray();
    Block result = Block.allocate(source.type(), shape);
    if (result.size() > 0) {
      new Transposition(source, result, order).copy(shape);
    }
    return result;
  }

  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return strides;
  }

  private void copy(int[] shape) {
    if (outer == 0) {
      copyRuns(0, 0, 1, 0);
      return;
    }
    int last = outer - 1;
    int[] walk =
        IntStream.range(0, last)
            .boxed()
            .sorted(Comparator.comparingInt(d -> -steps[d]))
            .mapToInt(d -> d)
            .toArray();
    for (int tile = 0; tile < shape[last]; tile += TILE) {
      int count = Math.min(TILE, shape[last] - tile);
      int[] index = new int[walk.length];
      int from = tile * steps[last];
      int to = tile * strides[last];
      int w = 0;
      while (w >= 0) {
        copyRuns(from, to, count, steps[last]);
        w = walk.length - 1;
        while (w >= 0) {
          int d = walk[w];
          from += steps[d];
          to += strides[d];
          if (++index[w] < shape[d]) {
            break;
          }
          from -= index[w] * steps[d];
          to -= index[w] * strides[d];
          index[w--] = 0;
        }
      }
    }
  }

  /** Copies {@code count} runs that are {@code step} elements apart to {@code to} and behind. */
  private void copyRuns(int from, int to, int count, int step) {
    int width = source.type().byteSize();
    if (width == 0) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(source.strings(), from + i * step, result.strings(), to + i * run, run);
      }
    } else if (run > 1) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(
            source.bytes(),
            (from + i * step) * width,
            result.bytes(),
            (to + i * run) * width,
            run * width);
      }
    } else {
      copyElements(from, to, count, step);
    }
  }

  private void copyElements(int from, int to, int count, int step) {
    byte[] in = source.bytes();
    byte[] out = result.bytes();
    switch (source.type().byteSize()) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          out[to + i] = in[from + i * step];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          Block.SHORTS.set(out, 2 * (to + i), (short) Block.SHORTS.get(in, 2 * (from + i * step)));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          Block.INTS.set(out, 4 * (to + i), (int) Block.INTS.get(in, 4 * (from + i * step)));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Block.LONGS.set(out, 8 * (to + i), (long) Block.LONGS.get(in, 8 * (from + i * step)));
        }
      }
    }
  }
}
