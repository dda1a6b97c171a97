package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * How a source file stores a variable. Reads that follow the chunks decode each of them once.
 *
 * @param chunk shape of the native chunks, slowest dimension first; empty if stored in one piece
 * @param filters the filters that decoding undoes, such as {@code deflate}, in the order in which
 *     they were applied
 */
public record NativeStorage(List<Long> chunk, List<String> filters) implements Serializable {
  /** Stored in one piece, without filters. */
  public static final NativeStorage CONTIGUOUS = new NativeStorage(List.of(), List.of());

  public NativeStorage {
    chunk = List.copyOf(chunk);
    filters = List.copyOf(filters);
  }

  /** Returns whether there are native chunks. */
  public boolean isChunked() {
    return !chunk.isEmpty();
  }
}
