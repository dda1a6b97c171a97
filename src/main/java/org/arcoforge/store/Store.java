package org.arcoforge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Whole objects under keys. Kept as small as what the project needs of an object store: please do
 * not add a method that one of the stores cannot do in one request.
 *
 * <p>Safe for use by several threads at once. {@code toString} is the store's URI, for people.
 */
public interface Store {

  /** Returns the object under {@code key}; empty if there is none. */
  Optional<byte[]> get(StoreKey key) throws IOException;

  /**
   * Returns {@code length} bytes of the object under {@code key}, from {@code offset}; fewer where
   * the object ends before; empty if there is no such object.
   */
  Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException;

  /**
   * Makes the remaining bytes the object under {@code key}, in place of any that is there. Whole
   * and atomic: at every moment readers see the old object or the new one, also if the process
   * dies. Consumes the buffer.
   */
  void put(StoreKey key, ByteBuffer bytes) throws IOException;

  /**
   * Returns the keys of all objects whose key starts with {@code prefix}, sorted. An empty prefix
   * lists the whole store; a store that is not there yet is empty.
   */
  List<StoreKey> list(String prefix) throws IOException;

  /** Removes the object under {@code key}; does nothing if there is none. */
  void delete(StoreKey key) throws IOException;
}
