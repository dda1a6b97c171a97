package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** What a file is, by its first bytes. */
enum FileKind {
  NETCDF3_CLASSIC("netCDF-3 classic"),
  NETCDF3_64BIT_OFFSET("netCDF-3 64-bit offset"),
  HDF5("netCDF-4/HDF5");

  private static final String HDF5_SIGNATURE = "\u0089HDF\r\n\u001a\n";
  private static final int FIRST_USER_BLOCK = 512;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** Returns the name of the format. */
  @Override
  public String toString() {
    return words;
  }

  /**
   * A kind of file.
   *
   * @param start where the format's own bytes begin
   */
  record Found(FileKind kind, long start) {}

  /**
   * Looks at the first bytes of a file.
   *
   * @throws UnsupportedFileException if it is none of these kinds
   */
  static Found of(FileBytes file) throws IOException {
    String head = head(file, 0, 512);
    if (head.startsWith("CDF\u0001")) {
      return new Found(NETCDF3_CLASSIC, 0);
    }
    if (head.startsWith("CDF\u0002")) {
      return new Found(NETCDF3_64BIT_OFFSET, 0);
    }
    for (long at = 0; at < file.length(); at = at == 0 ? FIRST_USER_BLOCK : 2 * at) {
      if (head(file, at, 8).equals(HDF5_SIGNATURE)) {
        return new Found(HDF5, at);
      }
    }
    throw new UnsupportedFileException(
        "Cannot open %s: %s".formatted(file.label(), looksLike(head, file.length())));
  }

  private static String head(FileBytes file, long at, int count) throws IOException {
    ByteBuffer bytes = file.read(at, Math.min(count, file.length() - at));
    return Bytes.latin1(bytes);
  }

  private static String looksLike(String head, long length) {
    String stripped = head.stripLeading();
    String start = Bytes.printable(stripped.substring(0, Math.min(40, stripped.length()))).strip();
    String text = stripped.toLowerCase(Locale.ROOT);
    String format = otherFormat(head);
    if (length == 0) {
      return "it is empty. Fetch it again.";
    }
    if (head.startsWith("CDF\u0005")) {
      return "it is netCDF-3 CDF-5 (64-bit data), which is not supported."
          + " Convert it: nccopy -k nc4 in.nc out.nc";
    }
    if (text.startsWith("<?xml")) {
      return "it looks like an XML document: '%s'. Check the URL, and whether it needs a login."
          .formatted(start);
    }
    if (text.startsWith("<")) {
      return "it looks like an HTML page: '%s'. Check the URL, and whether it needs a login."
          .formatted(start);
    }
    if (!format.isEmpty()) {
      return "it looks like " + format;
    }
    return "it is neither netCDF nor HDF5: it starts with '%s'. Check the URL.".formatted(start);
  }

  private static String otherFormat(String head) {
    if (head.startsWith("PK")) {
      return "a zip archive. Name its member, like data.zip!/folder/file.nc.";
    }
    if (head.startsWith("\u001f\u008b")) {
      return "gzip-compressed data that cannot be unpacked here. If it is a tar archive, name its member, like data.tar.gz!/folder/file.nc.";
    }
    if (head.startsWith("BZh") || head.startsWith("\u00fd7zXZ")) {
      return "bzip2- or xz-compressed data. Unpack it first.";
    }
    if (head.length() > 262 && head.startsWith("ustar", 257)) {
      return "a tar archive. Name its member, like data.tar.gz!/folder/file.nc.";
    }
    if (head.startsWith("\u000e\u0003\u0013\u0001")) {
      return "HDF4, which is not supported. Convert it: ncl_convert2nc or h4toh5";
    }
    if (head.startsWith("GRIB")) {
      return "GRIB, which is not supported. Convert it: cdo -f nc4 copy in.grib out.nc";
    }
    if (head.startsWith("CDF")) {
      return "netCDF of an unknown version (%d). Check the URL."
          .formatted((int) head.charAt(head.length() > 3 ? 3 : 0));
    }
    if (head.startsWith("{") || head.startsWith("[")) {
      return "JSON: '%s'. Check the URL."
          .formatted(Bytes.printable(head.substring(0, Math.min(40, head.length()))));
    }
    return "";
  }
}
