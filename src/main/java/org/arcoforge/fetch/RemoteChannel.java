package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file on a server at random, as if it were on disk. Blocks of 64 KiB are kept, at most 16
 * MiB of them. Reads that go on where the last ended are served ahead, more each time, up to 4 MiB.
 *
 * <p>Safe for use by several threads at once. Between reads it holds no stream of the host, except
 * inside of what {@link #expect} announced.
 */
public final class RemoteChannel extends FileChannel {
  private static final int BLOCK = 64 << 10;
  private static final int MOST_BLOCKS = 256;
  private static final int MOST_AHEAD = (4 << 20) / BLOCK;

  /** Gaps up to this are read and not asked around. */
  private static final long MOST_SKIPPED = (1 << 20) / BLOCK;

  private final Fetcher fetcher;
  private final RemoteFile file;
  private final LongConsumer received;

  /** By number; the one that was used longest ago first. */
  private final Map<Long, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);

  private long position;
  private long expectedFrom;
  private long expectedTo;

  /** Open only between the reads of what is expected. */
  private @Nullable InputStream stream;

  /** The block that {@code stream} is at, and the one where it ends. */
  private long streamBlock;

  private long streamEnd;
  private boolean streamExpected;

  /** How many blocks to ask for if the next read goes on at {@code aheadBlock}. */
  private long ahead = 1;

  private long aheadBlock = -1;

  private RemoteChannel(Fetcher fetcher, RemoteFile file, LongConsumer received) {
    this.fetcher = fetcher;
    this.file = file;
    this.received = received;
  }

  /**
   * Makes a channel. Asks for nothing yet.
   *
   * @param received told the bytes that travel, as they arrive
   * @throws FetchException if the server does not serve ranges of the file
   */
  public static RemoteChannel open(Fetcher fetcher, RemoteFile file, LongConsumer received)
      throws IOException {
    if (file.size() != 0 && (!file.ranges() || file.size() < 0)) {
      throw FetchException.permanent(
          "Cannot read parts of %s: its server serves only the whole file. Download it first."
              .formatted(Urls.shown(file.url())),
          0);
    }
    return new RemoteChannel(fetcher, file, received);
  }

  /**
   * Announces that {@code [from, to)} will be read from start to end: it is then asked for once.
   */
  public synchronized void expect(long from, long to) throws IOException {
    closeStream();
    expectedFrom = from;
    expectedTo = Math.min(to, file.size());
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int count = read(target, position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public synchronized int read(ByteBuffer target, long at) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "Cannot read %s at %d.".formatted(Urls.shown(file.url()), at));
    }
    if (at >= file.size()) {
      return -1;
    }
    int total = 0;
    while (target.hasRemaining() && at + total < file.size()) {
      long number = (at + total) / BLOCK;
      int start = (int) ((at + total) % BLOCK);
      byte[] block = block(number);
      int count = Math.min(target.remaining(), block.length - start);
      target.put(block, start, count);
      total += count;
    }
    return total;
  }

  @Override
  public synchronized long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long total = 0;
    for (int i = offset; i < offset + length; i++) {
      int count = targets[i].hasRemaining() ? read(targets[i]) : 0;
      if (count < 0) {
        return total == 0 ? -1 : total;
      }
      total += count;
    }
    return total;
  }

  private byte[] block(long number) throws IOException {
    byte[] kept = blocks.get(number);
    if (kept != null) {
      return kept;
    }
    if (stream == null
        || number < streamBlock
        || number >= streamEnd
        || number - streamBlock > MOST_SKIPPED) {
      closeStream();
      openStream(number);
    }
    byte[] wanted = next();
    while (streamBlock <= number) {
      wanted = next();
    }
    if (!streamExpected || streamBlock >= streamEnd) {
      while (streamBlock < streamEnd) {
        next();
      }
      closeStream();
    }
    return wanted;
  }

  private void openStream(long number) throws IOException {
    long start = number * BLOCK;
    long last = (file.size() + BLOCK - 1) / BLOCK;
    streamExpected = start + BLOCK > expectedFrom && start < expectedTo;
    if (streamExpected) {
      streamEnd = (expectedTo + BLOCK - 1) / BLOCK;
    } else {
      ahead = number == aheadBlock ? Math.min(2 * ahead, MOST_AHEAD) : 1;
      streamEnd = Math.min(number + ahead, last);
      aheadBlock = streamEnd;
    }
    streamBlock = number;
    stream = fetcher.open(file, start, Math.min(streamEnd * BLOCK, file.size()), received);
  }

  /** Reads the next block of the stream and keeps it. */
  private byte[] next() throws IOException {
    InputStream open = stream;
    if (open == null) {
      throw new IllegalStateException("There is no stream to read from");
    }
    int length = (int) Math.min(BLOCK, file.size() - streamBlock * BLOCK);
    byte[] block = open.readNBytes(length);
    if (block.length < length) {
      throw new IOException(
          "Cannot read %s: it ends before byte %d."
              .formatted(Urls.shown(file.url()), streamBlock * BLOCK + length));
    }
    if (blocks.size() >= MOST_BLOCKS) {
      blocks.remove(blocks.keySet().iterator().next());
    }
    blocks.put(streamBlock, block);
    streamBlock++;
    return block;
  }

  private void closeStream() throws IOException {
    InputStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized FileChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException(
          "Cannot go to %d of %s.".formatted(newPosition, Urls.shown(file.url())));
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    synchronized (this) {
      closeStream();
      blocks.clear();
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long at) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metadata) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long at, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long at, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long at, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
