package org.arcoforge.store;

import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** CRC32C as Google writes it: four bytes, the highest first, in Base64. */
final class GcsChecksum {
  private GcsChecksum() {}

  private static final Pattern HEADER = Pattern.compile("crc32c=([A-Za-z0-9+/=]+)");

  static String of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] four = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(four);
  }

  /**
   * Checks that {@code bytes} are the whole object, if the server sent its checksum and the object
   * as it is.
   */
  static void require(HttpResponse answer, byte[] bytes) throws IOException {
    boolean asStored =
        answer.getContentEncoding() == null
            && identity(answer.getHeaders().get("x-goog-stored-content-encoding"));
    Object header = answer.getHeaders().get("x-goog-hash");
    Matcher matcher = HEADER.matcher(header == null ? "" : header.toString());
    if (asStored && matcher.find() && !matcher.group(1).equals(of(bytes))) {
      throw new IOException(
          "the %d bytes that arrived do not have the checksum of the object"
              .formatted(bytes.length));
    }
  }

  private static boolean identity(@Nullable Object encoding) {
    return encoding == null || encoding.equals("identity") || encoding.equals(List.of("identity"));
  }
}
