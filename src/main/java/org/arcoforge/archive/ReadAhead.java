package org.arcoforge.archive;

import java.io.IOException;

/** Is told what will be read of a channel, so that a remote one can ask for it at once. */
@FunctionalInterface
public interface ReadAhead {
  /** Does nothing. */
  ReadAhead NONE = (from, to) -> {};

  /**
   * Is called before the bytes from {@code from} (inclusive) to {@code to} (exclusive) of the
   * channel are read in sequence. Perhaps the last of them are not read.
   */
  void expect(long from, long to) throws IOException;
}
