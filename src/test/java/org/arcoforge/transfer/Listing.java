package org.arcoforge.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Identity;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;

/** Another store whose lists have checksums, or one without lists. */
record Listing(Store store, boolean isListable, Identity identity) implements Store {
  Listing(Store store) {
    this(store, true, Identity.of("somebody"));
  }

  static Listing unlistable(Store store) {
    return new Listing(store, false, Identity.of("anonymous"));
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return store.get(key);
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    return store.get(key, offset, length);
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    store.put(key, bytes);
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    return store.putNew(key, bytes);
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    if (!isListable) {
      throw new IOException("no lists");
    }
    return store.objects(prefix).stream().map(this::summed).toList();
  }

  private StoredObject summed(StoredObject object) {
    try {
      byte[] bytes = store.get(object.key()).orElseThrow();
      return new StoredObject(object.key(), object.size(), Checksum.md5(bytes), "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    store.delete(key);
  }

  @Override
  public String toString() {
    return store.toString();
  }
}
