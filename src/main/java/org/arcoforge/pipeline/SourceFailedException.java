package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A source file cannot be fetched, opened or read: the file is at fault, not what a recipe makes of
 * its values. The message names it.
 */
final class SourceFailedException extends IOException {
  SourceFailedException(Exception cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /** Returns the one among {@code error} and its causes; null if there is none. */
  static @Nullable SourceFailedException in(@Nullable Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof SourceFailedException)) {
      cause = cause.getCause();
    }
    return (SourceFailedException) cause;
  }

  /** Returns a view of a file as it is, of which every failure to read is one of these. */
  static Dataset marked(Dataset file) {
    return new Marked(file);
  }

  private record Marked(Dataset file) implements Dataset {
    @Override
    public Schema schema() {
      return file.schema();
    }

    @Override
    public Block read(String variable, Region region) throws IOException {
      try {
        return file.read(variable, region);
      } catch (IOException | UncheckedIOException e) {
        throw new SourceFailedException(e);
      }
    }

    @Override
    public void read(String variable, Region region, Block target, int... at) throws IOException {
      try {
        file.read(variable, region, target, at);
      } catch (IOException | UncheckedIOException e) {
        throw new SourceFailedException(e);
      }
    }
  }
}
