package org.arcoforge.transfer;

import java.util.function.Consumer;

/** Counts what is done, and tells it. Safe for use by several threads at once. */
final class Tally {
  private final long totalObjects;
  private final long totalBytes;
  private final Consumer<CopyProgress> progress;
  private long processed;
  private long objects;
  private long bytes;
  private long objectsThere;
  private long bytesThere;
  private long missingChunks;
  private long deleted;

  Tally(SourceObjects source, Consumer<CopyProgress> progress) {
    this.totalObjects = source.items().size();
    this.totalBytes = source.bytes();
    this.progress = progress;
  }

  /** An object is in the destination now. */
  synchronized void done(long size, boolean wasThere) {
    objects++;
    bytes += size;
    if (wasThere) {
      objectsThere++;
      bytesThere += size;
    }
    tell();
  }

  /** The source has no such object. */
  synchronized void missing(boolean chunk) {
    missingChunks += chunk ? 1 : 0;
    tell();
  }

  private void tell() {
    processed++;
    progress.accept(new CopyProgress(processed, totalObjects, bytes, totalBytes));
  }

  synchronized void deleted() {
    deleted++;
  }

  synchronized CopyResult result() {
    return new CopyResult(objects, bytes, objectsThere, bytesThere, missingChunks, deleted);
  }
}
