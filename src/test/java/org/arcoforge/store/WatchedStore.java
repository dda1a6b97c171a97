package org.arcoforge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Another store, with someone who is told of each request, and may let it fail. */
public final class WatchedStore implements Store {
  private final Store store;
  private final Watcher watcher;

  /** What a request does. */
  public enum Request {
    GET,
    PUT,
    PUT_NEW,
    LIST,
    DELETE
  }

  /** Is told of requests, by any thread. */
  public interface Watcher {
    /** Called before a request; if it throws, the request is not made. */
    void before(Request request, String key) throws IOException;

    /** Called after a request. */
    default void after(Request request, String key) throws IOException {}
  }

  /** Watches {@code store}. */
  public WatchedStore(Store store, Watcher watcher) {
    this.store = store;
    this.watcher = watcher;
  }

  private interface Doing<T> {
    T apply() throws IOException;
  }

  private <T> T watched(Request request, String key, Doing<T> doing) throws IOException {
    watcher.before(request, key);
    T result = doing.apply();
    watcher.after(request, key);
    return result;
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return watched(Request.GET, key.path(), () -> store.get(key));
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    return watched(Request.GET, key.path(), () -> store.get(key, offset, length));
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    watched(
        Request.PUT,
        key.path(),
        () -> {
          store.put(key, bytes);
          return true;
        });
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    return watched(Request.PUT_NEW, key.path(), () -> store.putNew(key, bytes));
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    return watched(Request.LIST, prefix, () -> store.objects(prefix));
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    watched(
        Request.DELETE,
        key.path(),
        () -> {
          store.delete(key);
          return true;
        });
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
    return store.toString();
  }
}
