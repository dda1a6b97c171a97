package org.arcoforge.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of requests and of answers. */
final class S3Bodies {
  private S3Bodies() {}

  /** Returns the remaining bytes as a body of known length that may be sent again. */
  static RequestBody of(ByteBuffer bytes) {
    ByteBuffer whole = bytes.slice();
    return RequestBody.fromContentProvider(
        () -> new BufferStream(whole.duplicate()), whole.remaining(), "application/octet-stream");
  }

  /** Returns the checksum of the remaining bytes, as a header has it. */
  static String md5(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(bytes.duplicate());
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no MD5.", e);
    }
  }

  /** Returns all bytes of an answer. One that ends too early is asked for again. */
  static byte[] whole(GetObjectResponse response, InputStream body) {
    Optional<String> header = response.sdkHttpResponse().firstMatchingHeader("Content-Length");
    long length = header.isPresent() ? response.contentLength() : -1;
    if (length > Integer.MAX_VALUE - 8) {
      throw wrong("the object has %d bytes, more than fit".formatted(length));
    }
    try {
      if (length < 0) {
        return body.readAllBytes();
      }
      byte[] bytes = new byte[(int) length];
      int count = body.readNBytes(bytes, 0, bytes.length);
      if (count < length) {
        throw new EOFException("%d of %d bytes came".formatted(count, length));
      }
      return bytes;
    } catch (IOException e) {
      throw RetryableException.builder().message("The answer was cut.").cause(e).build();
    }
  }

  /** Returns the fault of an answer that would be the same again. */
  static NonRetryableException wrong(String message) {
    return NonRetryableException.builder().message(message).build();
  }

  /** Returns a range of an object, also if the server ignores ranges and sends all of it. */
  static byte[] range(GetObjectResponse response, InputStream body, long offset, int length) {
    byte[] bytes = whole(response, body);
    if (response.sdkHttpResponse().statusCode() == 206) {
      String range = response.contentRange();
      if (bytes.length > length || (range != null && !range.startsWith("bytes " + offset + "-"))) {
        throw wrong(
            "the server sent %s for bytes %d to %d".formatted(range, offset, offset + length - 1));
      }
      return bytes;
    }
    int from = (int) Math.min(offset, bytes.length);
    return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
  }

  /** Reads a buffer, of the heap or not. */
  private static final class BufferStream extends InputStream {
    private final ByteBuffer bytes;

    BufferStream(ByteBuffer bytes) {
      this.bytes = bytes;
      bytes.mark();
    }

    @Override
    public int read() {
      return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      int count = Math.min(length, bytes.remaining());
      bytes.get(target, offset, count);
      return count == 0 ? -1 : count;
    }

    @Override
    public int available() {
      return bytes.remaining();
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public synchronized void mark(int limit) {
      bytes.mark();
    }

    @Override
    public synchronized void reset() {
      bytes.reset();
    }
  }
}
