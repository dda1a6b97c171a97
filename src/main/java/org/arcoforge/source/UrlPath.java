package org.arcoforge.source;

import java.nio.charset.StandardCharsets;

/** Writes names into URLs. */
final class UrlPath {
  private static final String UNRESERVED = "-._~";
  private static final String SAFE = UNRESERVED + "!$&'()*+,;=:@";

  private UrlPath() {}

  /** Returns the path of {@code name}, percent-encoded, but for the slashes. */
  static String encode(String name) {
    StringBuilder path = new StringBuilder();
    String separator = "";
    for (String segment : name.split("/", -1)) {
      path.append(separator);
      // A dot alone would be taken for a folder.
      path.append(
          segment.equals(".") || segment.equals("..")
              ? segment.replace(".", "%2E")
              : encode(segment, SAFE));
      separator = "/";
    }
    return path.toString();
  }

  /** Returns {@code value} as the value of a query's parameter. */
  static String encodeQuery(String value) {
    return encode(value, UNRESERVED + ":/");
  }

  private static String encode(String text, String safe) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || safe.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
