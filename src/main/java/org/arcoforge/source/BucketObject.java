package org.arcoforge.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A file in a bucket. Errors name its URL.
 *
 * @param name what messages call it
 * @param store the whole bucket
 */
record BucketObject(String name, Store store, StoreKey key) {

  /**
   * Returns the object at {@code place}. Asks no server.
   *
   * @param url what a recipe calls it
   * @param place the URL of where it is, of gs or s3; another than {@code url} if that has a mirror
   * @param stores opens the store at a URL
   * @throws IllegalArgumentException if {@code place} names no object of a bucket
   */
  static BucketObject at(String url, String place, Function<String, Store> stores) {
    String path = path(place);
    try {
      String name = url.equals(place) ? url : url + " from " + place;
      return new BucketObject(name, stores.apply(root(place)), new StoreKey(path));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot find source file %s: it names no object of a bucket. Write it like gs://bucket/folder/file.nc."
              .formatted(place),
          e);
    }
  }

  /** Returns what {@code folder}, of which the last character is a slash, has in and below it. */
  static List<StoredObject> below(String folder, Function<String, Store> stores)
      throws IOException {
    try {
      return stores.apply(root(folder)).objects(path(folder));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot list %s: it names no bucket. Write a glob like gs://bucket/folder/*.nc."
              .formatted(folder),
          e);
    }
  }

  private static String root(String url) {
    int slash = url.indexOf('/', url.indexOf("://") + 3);
    return slash < 0 ? url : url.substring(0, slash);
  }

  /** Returns what follows the bucket and its slash. */
  static String path(String url) {
    return url.substring(Math.min(url.length(), root(url).length() + 1));
  }

  /**
   * Returns what the bucket lists of it; empty if the bucket shows no list, but the object.
   *
   * @throws IOException if it is not there, or may not be read
   */
  Optional<StoredObject> look() throws IOException {
    @Nullable IOException denied = null;
    if (store.isListable()) {
      try {
        for (StoredObject object : store.objects(key.path())) {
          if (object.key().equals(key)) {
            return Optional.of(object);
          }
        }
        throw missing();
      } catch (MissingException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        denied = e;
      }
    }
    try {
      read(0, 1);
      return Optional.empty();
    } catch (IOException e) {
      if (denied != null) {
        e.addSuppressed(denied);
      }
      throw e;
    }
  }

  /** Returns at most {@code length} bytes from {@code from} on, fewer only at the end. */
  byte[] read(long from, int length) throws IOException {
    Optional<byte[]> bytes;
    try {
      bytes = store.get(key, from, length);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("Cannot fetch %s: %s".formatted(name, e.getMessage()), e);
    }
    if (bytes.isEmpty()) {
      throw missing();
    }
    return bytes.get();
  }

  private MissingException missing() {
    return new MissingException(
        "Cannot fetch %s: there is no such object in the bucket. Check the name.".formatted(name));
  }

  /** There is no such object. */
  static final class MissingException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }
}
