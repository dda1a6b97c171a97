package org.arcoforge.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store in this process's memory. Lost with the process. */
public final class MemoryStore implements Store {
  private final ConcurrentSkipListMap<StoreKey, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public Optional<byte[]> get(StoreKey key) {
    return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) {
    return Optional.ofNullable(objects.get(key))
        .map(
            bytes -> {
              int from = (int) Math.min(offset, bytes.length);
              return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
            });
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) {
    objects.put(key, copy(bytes));
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) {
    return objects.putIfAbsent(key, copy(bytes)) == null;
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  @Override
  public List<StoredObject> objects(String prefix) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().path().startsWith(prefix))
        .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length, "", ""))
        .toList();
  }

  @Override
  public void delete(StoreKey key) {
    objects.remove(key);
  }

  @Override
  public Identity identity() {
    return Identity.of("this process");
  }

  @Override
  public String toString() {
    return "memory:";
  }
}
