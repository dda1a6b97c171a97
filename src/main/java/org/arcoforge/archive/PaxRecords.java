package org.arcoforge.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The records of a pax extended header.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03">pax
 *     Extended Header</a>
 */
final class PaxRecords {
  static final String NAME = "path";
  static final String SIZE = "size";
  static final String LINK = "linkpath";
  private static final String SPARSE = "GNU.sparse.";

  private PaxRecords() {}

  /**
   * Reads records of the form {@code length key=value\n}, the length being that of the whole record
   * in bytes. A later one of a key replaces the earlier.
   *
   * @throws IOException if there is another form; the message is a part of a sentence
   */
  static Map<String, String> parse(byte[] bytes) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int space = at;
      long length = 0;
      while (space < bytes.length
          && bytes[space] >= '0'
          && bytes[space] <= '9'
          && length < 1 << 24) {
        length = length * 10 + bytes[space++] - '0';
      }
      int start = space + 1;
      long end = at + length;
      if (space == at
          || start >= bytes.length
          || bytes[space] != ' '
          || end > bytes.length
          || end <= start
          || bytes[(int) end - 1] != '\n') {
        throw new IOException("has a damaged pax record at byte " + at + " of its pax header");
      }
      String record = new String(bytes, start, (int) end - 1 - start, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals < 1) {
        throw new IOException("has a pax record without a key at byte " + at);
      }
      records.put(record.substring(0, equals), record.substring(equals + 1));
      at = (int) end;
    }
    return records;
  }

  /**
   * Returns the size in {@code records}, or {@code otherwise} if there is none.
   *
   * @throws IOException if it is no size; the message is a part of a sentence
   */
  static long size(Map<String, String> records, long otherwise) throws IOException {
    String text = records.get(SIZE);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new IOException("states the impossible size " + MemberName.shown(text));
    }
    return Long.parseLong(text);
  }

  static boolean areSparse(Map<String, String> records) {
    return records.keySet().stream().anyMatch(key -> key.startsWith(SPARSE));
  }
}
