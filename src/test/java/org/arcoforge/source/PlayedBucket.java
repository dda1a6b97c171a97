package org.arcoforge.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.arcoforge.store.Identity;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;

/** A bucket in memory that lists versions and checksums as real ones do, and plays their faults. */
final class PlayedBucket implements Store {
  private final MemoryStore objects = new MemoryStore();
  private final Map<StoreKey, Integer> versions = new HashMap<>();
  final List<String> gets = new ArrayList<>();
  final AtomicInteger puts = new AtomicInteger();
  boolean listsChecksums = true;
  boolean listsNoSizes;
  boolean listsWrongChecksums;
  boolean listDenied;
  boolean putDenied;
  boolean getDenied;

  /** Does something before a request for bytes. */
  Runnable beforeGet = () -> {};

  void put(String key, byte[] bytes) {
    try {
      put(new StoreKey(key), ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return get(key, 0, Integer.MAX_VALUE);
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    beforeGet.run();
    if (getDenied) {
      throw new IOException("403 of " + key);
    }
    gets.add(key + " " + offset);
    return objects.get(key, offset, length);
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    if (putDenied) {
      throw new IOException("Cannot write to bucket: 403.");
    }
    objects.put(key, bytes);
    versions.merge(key, 1, Integer::sum);
    puts.incrementAndGet();
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    boolean absent = objects.get(key).isEmpty();
    if (absent) {
      put(key, bytes);
    }
    return absent;
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    if (listDenied) {
      throw new IOException("Cannot list: 403.");
    }
    return objects.objects(prefix).stream()
        .map(
            object ->
                new StoredObject(
                    object.key(),
                    listsNoSizes ? -1 : object.size(),
                    listsWrongChecksums
                        ? "0123456789abcdef0123456789abcdef"
                        : listsChecksums
                            ? PackedBytes.md5(objects.get(object.key()).orElseThrow()).hex()
                            : "",
                    "v" + versions.get(object.key())))
        .toList();
  }

  @Override
  public void delete(StoreKey key) {
    objects.delete(key);
  }

  @Override
  public Identity identity() {
    return Identity.of("nobody");
  }
}
