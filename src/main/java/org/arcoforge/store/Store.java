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
   * As {@link #put}, but leaves an object that is there as it is. Of several that do so at once,
   * also in other processes, one succeeds, if the store's server can tell them apart.
   *
   * @return whether the object was put
   */
  boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException;

  /**
   * Returns all objects whose key starts with {@code prefix}, sorted by key. An empty prefix lists
   * the whole store; a store that is not there yet is empty.
   *
   * @throws IOException also if the store has no lists: see {@link #isListable}
   */
  List<StoredObject> objects(String prefix) throws IOException;

  /** Returns the keys of {@link #objects}. */
  default List<StoreKey> list(String prefix) throws IOException {
    return objects(prefix).stream().map(StoredObject::key).toList();
  }

  /** Removes the object under {@code key}; does nothing if there is none. */
  void delete(StoreKey key) throws IOException;

  /** Returns whether the store can list its objects: a web server cannot. */
  default boolean isListable() {
    return true;
  }

  /** Returns how many requests at the same time are worthwhile: more than one if each waits. */
  default int concurrency() {
    return 1;
  }

  /**
   * Returns who the store takes this process for.
   *
   * @throws IOException if the credentials cannot be read
   */
  Identity identity() throws IOException;
}
