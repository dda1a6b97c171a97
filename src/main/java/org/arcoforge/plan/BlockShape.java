package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Chooses how many chunks one unit of work covers. A unit reads every native chunk that it touches
 * whole, so small units may read the same native chunk many times; larger ones take more memory.
 */
final class BlockShape {
  private BlockShape() {}

  /**
   * Returns the block shape in elements, a multiple of the chunk in each dimension (the last block
   * of a dimension may be shorter). Of the shapes that fit, it is the one that takes least time,
   * and of these the smallest.
   *
   * @param shape of the array
   * @param chunk of the array
   * @param nativeChunk of the source files; lengths of 1 where they are not chunked
   * @param threads how many units run at the same time
   * @param fits whether a block of so many elements fits the memory; one chunk is taken in any case
   */
  static long[] choose(
      long[] shape, List<Integer> chunk, long[] nativeChunk, int threads, LongPredicate fits) {
    int rank = shape.length;
    List<List<Long>> candidates = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      candidates.add(candidates(shape[d], chunk.get(d), nativeChunk[d]));
    }
    long[] best = chunk.stream().mapToLong(c -> c).toArray();
    double bestTime = time(shape, best, nativeChunk, threads);
    int[] pick = new int[rank];
    while (true) {
      int d = rank - 1;
      while (d >= 0 && ++pick[d] == candidates.get(d).size()) {
        pick[d--] = 0;
      }
      if (d < 0) {
        return best;
      }
      long[] block = new long[rank];
      for (int i = 0; i < rank; i++) {
        block[i] = candidates.get(i).get(pick[i]);
      }
      if (fits.test(size(block))) {
        double time = time(shape, block, nativeChunk, threads);
        if (time < bestTime - 1e-9 || (time < bestTime + 1e-9 && size(block) < size(best))) {
          best = block;
          bestTime = time;
        }
      }
    }
  }

  /** Reads, as often as native chunks are read, and one write, shared by as many threads as can. */
  private static double time(long[] shape, long[] block, long[] nativeChunk, int threads) {
    double blocks = 1;
    for (int d = 0; d < shape.length; d++) {
      blocks *= Math.ceil((double) shape[d] / block[d]);
    }
    return (amplification(shape, block, nativeChunk) + 1) / Math.max(1, Math.min(threads, blocks));
  }

  /**
   * Block lengths worth trying: the chunk, multiples of native chunks, equal parts of the whole.
   */
  private static List<Long> candidates(long length, long chunk, long nativeChunk) {
    List<Long> candidates = new ArrayList<>();
    candidates.add(chunk);
    if (amplification(length, chunk, nativeChunk) > 1.0) {
      long cover = (nativeChunk + chunk - 1) / chunk * chunk;
      candidates.add(chunk / gcd(chunk, nativeChunk) * nativeChunk);
      for (long times = 1; times <= 8; times *= 2) {
        candidates.add(times * cover);
      }
      long chunks = (length + chunk - 1) / chunk;
      for (long parts = 1; parts <= 12; parts++) {
        candidates.add((chunks + parts - 1) / parts * chunk);
      }
    }
    return candidates.stream().filter(b -> b == chunk || b < length + chunk).distinct().toList();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long size(long[] block) {
    double size = 1;
    for (long length : block) {
      size *= length;
    }
    return size > Long.MAX_VALUE ? Long.MAX_VALUE : (long) size;
  }

  /** Returns how often, on average, each native chunk is read: 1 if every one is read once. */
  static double amplification(long[] shape, long[] block, long[] nativeChunk) {
    double product = 1;
    for (int d = 0; d < shape.length; d++) {
      product *= amplification(shape[d], block[d], nativeChunk[d]);
    }
    return product;
  }

  /** The same along one dimension: native chunks touched by all blocks, for each native chunk. */
  private static double amplification(long length, long block, long nativeChunk) {
    if (length == 0 || nativeChunk <= 1) {
      return 1;
    }
    long blocks = (length + block - 1) / block;
    long natives = (length + nativeChunk - 1) / nativeChunk;
    // Each inner boundary of a block that falls inside a native chunk makes one more read.
    long common = block / gcd(block, nativeChunk) * nativeChunk;
    long aligned = (length - 1) / common;
    long split = (blocks - 1) - aligned;
    return (natives + split) / (double) natives;
  }
}
