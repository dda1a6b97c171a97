package org.arcoforge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket of S3, of Amazon or of another server that speaks it. Each operation is one
 * request, and {@link #putNew} two: servers that do not know the condition of a put, and say
 * nothing, must not replace an object that is there. The first list of a bucket is two as well.
 *
 * <p>Requests that fail for reasons that pass are made again, for several minutes.
 */
final class S3Store implements Store {
  private static final PerProcess<S3Settings, S3Connection> CONNECTIONS =
      new PerProcess<>(S3Connection::make);
  private static final int PAGE = 1000;

  private final BucketUri uri;
  private final S3Settings settings;

  private S3Store(BucketUri uri, S3Settings settings) {
    this.uri = uri;
    this.settings = settings;
  }

  /**
   * Makes the store at {@code uri}. Touches nothing, and asks no server.
   *
   * @throws IllegalArgumentException if {@code access} is contradictory
   */
  static Store open(BucketUri uri, StoreAccess access) {
    return open(uri, access, AwsSurroundings.PROCESS);
  }

  static Store open(BucketUri uri, StoreAccess access, AwsSurroundings surroundings) {
    return new S3Store(uri, S3Settings.of(uri, access, surroundings));
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return ask(S3Faults.Action.READ, uri.name(key), client -> read(client, uri.name(key)));
  }

  private Optional<byte[]> read(S3Client client, String name) {
    return read(client, GetObjectRequest.builder().bucket(uri.bucket()).key(name).build());
  }

  private static Optional<byte[]> read(S3Client client, GetObjectRequest request) {
    try {
      return Optional.of(client.getObject(request, S3Bodies::whole));
    } catch (AwsServiceException e) {
      if (S3Verdict.code(e).equals("NoSuchKey")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    String name = uri.name(key);
    if (length == 0) {
      return get(key, 0, 1).map(first -> new byte[0]); // There are no ranges without bytes.
    }
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(uri.bucket())
            .key(name)
            .range("bytes=%d-%d".formatted(offset, offset + length - 1))
            .build();
    return ask(
        S3Faults.Action.READ,
        name,
        client -> {
          try {
            return Optional.of(
                client.getObject(
                    request, (response, body) -> S3Bodies.range(response, body, offset, length)));
          } catch (AwsServiceException e) {
            if (e.statusCode() == 416) {
              return Optional.of(new byte[0]);
            }
            if (S3Verdict.code(e).equals("NoSuchKey")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Asks for an object's headers only. */
  private boolean isThere(S3Client client, String name) {
    try {
      client.headObject(request -> request.bucket(uri.bucket()).key(name));
      return true;
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return false; // Or the bucket is missing: an answer to HEAD has no body that could say so.
      }
      throw e;
    }
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    String name = uri.name(key);
    PutObjectRequest request = putRequest(name, bytes).build();
    ask(S3Faults.Action.WRITE, name, client -> send(client, request, bytes));
    bytes.position(bytes.limit());
  }

  private boolean send(S3Client client, PutObjectRequest request, ByteBuffer bytes) {
    PutObjectResponse response = client.putObject(request, S3Bodies.of(bytes));
    if (response.eTag() == null || response.eTag().isBlank()) {
      throw S3Bodies.wrong("the answer does not say that the object was put");
    }
    String md5 = HexFormat.of().formatHex(Base64.getDecoder().decode(request.contentMD5()));
    if (!md5.equals(response.eTag().replace("\"", ""))) {
      CONNECTIONS.of(settings).md5Tags().put(uri.bucket(), false);
    }
    return true;
  }

  private PutObjectRequest.Builder putRequest(String name, ByteBuffer bytes) {
    return PutObjectRequest.builder()
        .bucket(uri.bucket())
        .key(name)
        .contentLength((long) bytes.remaining())
        .contentMD5(S3Bodies.md5(bytes));
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    String name = uri.name(key);
    boolean put =
        ask(
            S3Faults.Action.WRITE,
            name,
            client -> !mayBeThere(client, name) && putIfNew(client, name, bytes));
    bytes.position(bytes.limit());
    return put;
  }

  /** Returns whether an object is there for sure; whoever may not look goes on to the put. */
  private boolean mayBeThere(S3Client client, String name) {
    try {
      return isThere(client, name);
    } catch (AwsServiceException e) {
      return false;
    }
  }

  private boolean putIfNew(S3Client client, String name, ByteBuffer bytes) {
    PutObjectRequest.Builder request = putRequest(name, bytes);
    while (true) {
      try {
        return send(client, request.ifNoneMatch("*").build(), bytes);
      } catch (AwsServiceException e) {
        if (e.statusCode() == 412) {
          if (e.numAttempts() != null && e.numAttempts() < 2) {
            return false;
          }
          // An earlier attempt may have put it, and only its answer was lost.
          Optional<byte[]> there = read(client, name);
          if (there.isPresent()) {
            return ByteBuffer.wrap(there.get()).equals(bytes);
          }
        } else if (e.statusCode() == 501) {
          if (isThere(client, name)) {
            return false;
          }
          return send(client, request.ifNoneMatch(null).build(), bytes);
        } else {
          throw e;
        }
      }
    }
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    String start = uri.prefix() + prefix;
    List<StoredObject> objects = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    String token = null;
    do {
      ListObjectsV2Request.Builder request =
          ListObjectsV2Request.builder()
              .bucket(uri.bucket())
              .encodingType(EncodingType.URL)
              .maxKeys(PAGE)
              .continuationToken(token);
      if (!start.isEmpty()) {
        request.prefix(start);
      }
      ListObjectsV2Response page =
          ask(S3Faults.Action.LIST, start, client -> client.listObjectsV2(request.build()));
      if (page.isTruncated() == null && page.name() == null && !page.hasContents()) {
        throw new IOException(
            "Cannot list %s: the answer of the server is no list. Check --s3-endpoint, and what lies between here and the server."
                .formatted(full(start)));
      }
      for (S3Object object : page.contents()) {
        add(objects, object, start);
      }
      String next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : "";
      if (next == null || !tokens.add(next)) {
        throw new IOException(
            "Cannot list %s: the server says that there is more, but not where. Use another server, or ask whoever runs it."
                .formatted(full(start)));
      }
      token = next;
    } while (!token.isEmpty());
    objects.sort(Comparator.comparing(StoredObject::key));
    return hasMd5(objects) ? objects : objects.stream().map(S3Store::withoutMd5).toList();
  }

  private static StoredObject withoutMd5(StoredObject object) {
    return new StoredObject(object.key(), object.size(), "", object.version());
  }

  /**
   * Returns whether tags that look like MD5 checksums are some: those of objects that a server
   * encrypts with keys of others only look so. The first object stands for all of its bucket.
   */
  private boolean hasMd5(List<StoredObject> objects) throws IOException {
    S3Connection connection = connect("");
    Optional<StoredObject> first = objects.stream().filter(o -> !o.md5().isEmpty()).findFirst();
    if (connection.source().isAnonymous() || first.isEmpty()) {
      return true;
    }
    Boolean known = connection.md5Tags().get(uri.bucket());
    if (known != null) {
      return known;
    }
    String name = uri.name(first.get().key());
    try {
      HeadObjectResponse head =
          connection.client().headObject(request -> request.bucket(uri.bucket()).key(name));
      String how = head.serverSideEncryptionAsString();
      boolean plain =
          (how == null || !how.startsWith("aws:kms")) && head.sseCustomerAlgorithm() == null;
      connection.md5Tags().putIfAbsent(uri.bucket(), plain);
      return plain;
    } catch (SdkException e) {
      return true; // Who may not look at it may still list it.
    }
  }

  private void add(List<StoredObject> objects, S3Object object, String start) {
    if (!object.key().startsWith(start)) {
      return;
    }
    StoreKey key;
    try {
      key = new StoreKey(object.key().substring(uri.prefix().length()));
    } catch (IllegalArgumentException e) {
      return; // Such as the empty object folder/ that web consoles make.
    }
    String tag = object.eTag() == null ? "" : object.eTag().replace("\"", "");
    String md5 = tag.matches("[0-9a-f]{32}") ? tag : "";
    objects.add(new StoredObject(key, object.size(), md5, tag));
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    String name = uri.name(key);
    ask(
        S3Faults.Action.DELETE,
        name,
        client -> {
          try {
            client.deleteObject(request -> request.bucket(uri.bucket()).key(name));
          } catch (AwsServiceException e) {
            if (!S3Verdict.code(e).equals("NoSuchKey")) {
              throw e;
            }
          }
          return true;
        });
  }

  /** Makes a request, and once more if only the clock was wrong: the client then corrects it. */
  private <T> T ask(S3Faults.Action action, String name, Function<S3Client, T> request)
      throws IOException {
    S3Connection connection = connect(name);
    long start = System.nanoTime();
    try {
      T answer;
      try {
        answer = request.apply(connection.client());
      } catch (AwsServiceException e) {
        if (!e.isClockSkewException()) {
          throw e;
        }
        answer = request.apply(connection.client());
      }
      connection.verdict().answered();
      return answer;
    } catch (SdkException e) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      throw new S3Faults(action, uri.bucket(), full(name), connection, elapsed).exception(e);
    }
  }

  private S3Connection connect(String name) throws IOException {
    try {
      S3Connection connection = CONNECTIONS.of(settings);
      connection.source().resolve();
      return connection;
    } catch (LoginException e) {
      throw new IOException("Cannot log in to %s: %s".formatted(full(name), e.getMessage()), e);
    }
  }

  private String full(String name) {
    return name.isEmpty() ? uri.root() : uri.root() + "/" + name;
  }

  @Override
  public int concurrency() {
    return 32;
  }

  @Override
  public Identity identity() throws IOException {
    try {
      return CONNECTIONS.of(settings).source().identity();
    } catch (LoginException e) {
      throw new IOException("Cannot log in to %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
