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
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    objects.put(key, copy);
  }

  @Override
  public List<StoreKey> list(String prefix) {
    return objects.keySet().stream().filter(key -> key.path().startsWith(prefix)).toList();
  }

  @Override
  public void delete(StoreKey key) {
    objects.remove(key);
  }

  @Override
  public String toString() {
    return "memory:";
  }
}
