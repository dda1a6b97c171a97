package org.arcoforge.store;

final class MemoryStoreTest extends StoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  Store store() {
    return store;
  }

  @Override
  byte[] bytesBehind(StoreKey key) {
    return store.get(key).orElseThrow();
  }
}
