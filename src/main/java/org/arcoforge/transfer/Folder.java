package org.arcoforge.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Identity;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;

/**
 * A folder of a store, as a store.
 *
 * @param name without slashes
 */
record Folder(Store store, String name) implements Store {
  private StoreKey outer(StoreKey key) {
    return new StoreKey(name + "/" + key.path());
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return store.get(outer(key));
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    return store.get(outer(key), offset, length);
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    store.put(outer(key), bytes);
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    return store.putNew(outer(key), bytes);
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    int skipped = name.length() + 1;
    return store.objects(name + "/" + prefix).stream()
        .map(
            object ->
                new StoredObject(
                    new StoreKey(object.key().path().substring(skipped)),
                    object.size(),
                    object.md5(),
                    object.version()))
        .toList();
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    store.delete(outer(key));
  }

  @Override
  public boolean isListable() {
    return store.isListable();
  }

  @Override
  public int concurrency() {
    return store.concurrency();
  }

  @Override
  public Identity identity() throws IOException {
    return store.identity();
  }

  @Override
  public String toString() {
    return store + "/" + name;
  }
}
