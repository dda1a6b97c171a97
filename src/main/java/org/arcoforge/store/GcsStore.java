package org.arcoforge.store;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.store.GcsClient.Action;
import org.arcoforge.store.GcsClient.Patience;
import org.arcoforge.store.GcsClient.Verb;
import org.jspecify.annotations.Nullable;

/**
 * A store in a bucket of Google Cloud Storage. Each operation is one request, or one for each
 * thousand objects of a list; a put has a checksum, so that the server takes all of it or nothing.
 * Objects that others put with {@code Content-Encoding: gzip} are decoded.
 */
final class GcsStore implements Store {
  private static final PerProcess<GcsSettings, GcsClient> CLIENTS =
      new PerProcess<>(
          settings -> new GcsClient(settings, Patience.USUAL, Clock.systemUTC(), System::nanoTime));

  private static final int CONCURRENCY = 32;
  private static final long PAGE = 1000;
  private static final String TYPE = "application/octet-stream";

  private final BucketUri uri;
  private final GcsClient client;

  GcsStore(BucketUri uri, GcsClient client) {
    this.uri = uri;
    this.client = client;
  }

  /**
   * Returns the store at {@code uri}. Asks no server and reads no file.
   *
   * @throws IllegalArgumentException if {@code access} is contradictory
   */
  static Store open(BucketUri uri, StoreAccess access) {
    return new GcsStore(uri, CLIENTS.of(GcsSettings.of(uri, access)));
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    String name = uri.name(key);
    return client.run(
        new Action(Verb.READ, uri, name),
        (server, attempt) -> {
          Storage.Objects.Get get = server.objects().get(uri.bucket(), name);
          HttpResponse answer;
          try {
            answer = get.executeMedia();
          } catch (IOException e) {
            return absent(e);
          }
          try (InputStream in = answer.getContent()) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            GcsChecksum.require(answer, bytes);
            return Optional.of(bytes);
          } finally {
            answer.disconnect();
          }
        });
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    String name = uri.name(key);
    return client.run(
        new Action(Verb.READ, uri, name),
        (server, attempt) -> {
          Storage.Objects.Get get = server.objects().get(uri.bucket(), name);
          long last = offset + Math.max(1, length) - 1;
          get.getRequestHeaders().setRange("bytes=%d-%d".formatted(offset, last));
          HttpResponse answer;
          try {
            answer = get.executeMedia();
          } catch (IOException e) {
            if (!GcsFault.isStatus(e, 416)) {
              return absent(e);
            }
            // The server counts the bytes of an encoded object before they are decoded.
            return isEncoded(server, name)
                ? get(key).map(bytes -> piece(bytes, offset, length))
                : Optional.of(new byte[0]);
          }
          if (answer.getContentEncoding() != null) { // A piece of it cannot be decoded.
            answer.disconnect();
            return get(key).map(bytes -> piece(bytes, offset, length));
          }
          try (InputStream in = answer.getContent()) {
            if (in == null) {
              return Optional.of(new byte[0]);
            }
            if (answer.getStatusCode() != 206) { // The whole object.
              return Optional.of(piece(in.readAllBytes(), offset, length));
            }
            requireFrom(offset, answer);
            return Optional.of(piece(in.readAllBytes(), 0, length));
          } finally {
            answer.disconnect();
          }
        });
  }

  private static void requireFrom(long offset, HttpResponse answer) throws IOException {
    String range = answer.getHeaders().getContentRange();
    if (range != null && !range.startsWith("bytes " + offset + "-")) {
      throw new IOException(
          "the server sent %s, asked were those from %d on".formatted(range, offset));
    }
  }

  private boolean isEncoded(Storage server, String name) throws IOException {
    return "gzip"
        .equals(
            server
                .objects()
                .get(uri.bucket(), name)
                .setFields("contentEncoding")
                .execute()
                .getContentEncoding());
  }

  private static byte[] piece(byte[] bytes, long offset, int length) {
    int from = (int) Math.min(offset, bytes.length);
    int count = Math.min(length, bytes.length - from);
    return count == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + count);
  }

  /** Returns that there is no such object, if that is what {@code e} says. */
  private static Optional<byte[]> absent(IOException e) throws IOException {
    if (GcsFault.isStatus(e, 404) && !GcsFault.isBucketMissing(e)) {
      return Optional.empty();
    }
    throw e;
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    String name = uri.name(key);
    byte[] content = take(bytes);
    client.run(
        new Action(Verb.WRITE, uri, name),
        (server, attempt) -> put(insert(server, name, content, null)));
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    String name = uri.name(key);
    byte[] content = take(bytes);
    return client.run(
        new Action(Verb.WRITE, uri, name),
        (server, attempt) -> {
          try {
            return put(insert(server, name, content, 0L));
          } catch (IOException e) {
            if (!GcsFault.isStatus(e, 412)) {
              throw e;
            }
          }
          // An attempt whose answer was lost may have put it.
          return attempt > 1 && isThere(server, name, content);
        });
  }

  private static boolean put(Storage.Objects.Insert insert) throws IOException {
    if (insert.execute().getGeneration() == null) {
      throw new IOException("the answer does not say that the object was put");
    }
    return true;
  }

  private Storage.Objects.Insert insert(
      Storage server, String name, byte[] content, @Nullable Long generation) throws IOException {
    StorageObject object =
        new StorageObject().setName(name).setContentType(TYPE).setCrc32c(GcsChecksum.of(content));
    Storage.Objects.Insert insert =
        server.objects().insert(uri.bucket(), object, new ByteArrayContent(TYPE, content));
    insert.getMediaHttpUploader().setDirectUploadEnabled(true);
    insert.setDisableGZipContent(true);
    insert.setFields("generation");
    if (generation != null) {
      insert.setIfGenerationMatch(generation);
    }
    return insert;
  }

  private boolean isThere(Storage server, String name, byte[] content) throws IOException {
    StorageObject there;
    try {
      there = server.objects().get(uri.bucket(), name).setFields("size,crc32c").execute();
    } catch (IOException e) {
      return absent(e).isPresent();
    }
    return there.getSize().longValue() == content.length
        && GcsChecksum.of(content).equals(there.getCrc32c());
  }

  /** Returns the remaining bytes, and consumes the buffer. */
  private static byte[] take(ByteBuffer bytes) {
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return content;
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    String start = uri.prefix() + prefix;
    List<StoredObject> objects = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    String token = null;
    do {
      Objects page = page(start, token);
      if (page.getItems() != null) {
        page.getItems().forEach(item -> stored(item).ifPresent(objects::add));
      }
      token = page.getNextPageToken();
      if (token != null && !tokens.add(token)) {
        throw new IOException(
            "Cannot %s: the server sends the same page again and again. Use another server, or ask whoever runs it."
                .formatted(new Action(Verb.LIST, uri, start)));
      }
    } while (token != null);
    objects.sort(Comparator.comparing(StoredObject::key));
    return objects;
  }

  private Objects page(String start, @Nullable String token) throws IOException {
    return client.run(
        new Action(Verb.LIST, uri, start),
        (server, attempt) -> {
          Storage.Objects.List list =
              server
                  .objects()
                  .list(uri.bucket())
                  .setMaxResults(PAGE)
                  .setFields("nextPageToken,items(name,size,md5Hash,generation,contentEncoding)");
          if (!start.isEmpty()) {
            list.setPrefix(start);
          }
          if (token != null) {
            list.setPageToken(token);
          }
          Objects page = list.execute();
          if (page.getItems() == null && !page.getUnknownKeys().isEmpty()) {
            throw new IOException("the answer is no list");
          }
          return page;
        });
  }

  /** Empty if the object's name is no key, as that of the folders that some tools make. */
  private Optional<StoredObject> stored(StorageObject item) {
    StoreKey key;
    try {
      key = new StoreKey(item.getName().substring(uri.prefix().length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean encoded = "gzip".equals(item.getContentEncoding()); // Of what is read nothing is known.
    String md5 = encoded || item.getMd5Hash() == null ? "" : hexadecimal(item.getMd5Hash());
    long size = encoded ? -1 : item.getSize().longValue();
    String version = item.getGeneration() == null ? "" : item.getGeneration().toString();
    return Optional.of(new StoredObject(key, size, md5, version));
  }

  private static String hexadecimal(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    String name = uri.name(key);
    client.run(
        new Action(Verb.DELETE, uri, name),
        (server, attempt) -> {
          try {
            server.objects().delete(uri.bucket(), name).execute();
            return true;
          } catch (IOException e) {
            return absent(e).isPresent();
          }
        });
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public Identity identity() throws IOException {
    return client.identity(uri);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
