package org.arcoforge.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes tar archives block by block, so that any field can be wrong. */
final class HandTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A header block with the magic of POSIX; then the data, padded. */
  HandTar entry(String name, char type, String link, byte[] data) {
    return header(name, type, link, octal(data.length), "ustar\u000000").data(data);
  }

  HandTar file(String name, byte[] data) {
    return entry(name, '0', "", data);
  }

  HandTar header(String name, char type, String link, byte[] size, String magic) {
    byte[] block = new byte[512];
    put(block, 0, name.getBytes(StandardCharsets.UTF_8));
    put(block, 100, "0000644".getBytes(StandardCharsets.US_ASCII));
    put(block, 124, size);
    put(block, 148, "        ".getBytes(StandardCharsets.US_ASCII));
    block[156] = (byte) type;
    put(block, 157, link.getBytes(StandardCharsets.UTF_8));
    put(block, 257, magic.getBytes(StandardCharsets.US_ASCII));
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    put(
        block,
        148,
        String.format(Locale.ROOT, "%06o\u0000 ", sum).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(block);
    return this;
  }

  HandTar data(byte[] data) {
    out.writeBytes(data);
    out.writeBytes(new byte[(512 - data.length % 512) % 512]);
    return this;
  }

  HandTar pax(char type, String... keysAndValues) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String rest = " " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n";
      int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
      int length = bytes + Integer.toString(bytes).length();
      length = bytes + Integer.toString(length).length();
      records.append(length).append(rest);
    }
    return entry("pax", type, "", records.toString().getBytes(StandardCharsets.UTF_8));
  }

  HandTar end() {
    out.writeBytes(new byte[1024]);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  static byte[] octal(long size) {
    return String.format(Locale.ROOT, "%011o\u0000", size).getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(byte[] block, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
