package org.arcoforge.read;

/**
 * What decoding needs beside its result: buffers of the size of a native chunk, and the chunk
 * decoded last. The files that one thread has open may share it, so that memory does not grow with
 * their number. For one thread; close it after them.
 */
public final class ReadBuffers implements AutoCloseable {
  final ChunkDecoder decoder = new ChunkDecoder();
  final Hdf5Array.LastChunk last = new Hdf5Array.LastChunk();

  @Override
  public void close() {
    decoder.close();
  }
}
