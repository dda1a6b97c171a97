package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the header of a netCDF-3 file to learn what cdm-core does not tell: how long the
 * file must be (what is behind the end of a file that was cut short it reads as zeros), and the
 * names as they are (it replaces blanks and others).
 *
 * @see <a href="https://docs.unidata.ucar.edu/netcdf-c/current/file_format_specifications.html">The
 *     classic format</a>
 */
final class Netcdf3Header {
  private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 4, 8};
  private static final int PIECE = 1 << 16;
  private static final long STREAMING = 0xffffffffL;

  /**
   * A variable's name and those of its attributes, in the order of the file; the file's own have
   * the name "".
   */
  record Names(String name, List<String> dimensions, List<String> attributes) {}

  private final FileBytes file;
  private final boolean wide;
  private final List<String> dimensions = new ArrayList<>();
  private final List<Names> variables = new ArrayList<>();
  private long promisedLength;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long position = 4;

  private Netcdf3Header(FileBytes file, boolean wide) {
    this.file = file;
    this.wide = wide;
  }

  /**
   * Reads the header.
   *
   * @param wide whether offsets have 64 bits
   */
  static Netcdf3Header read(FileBytes file, boolean wide) throws IOException {
    Netcdf3Header header = new Netcdf3Header(file, wide);
    header.promisedLength = header.walk();
    return header;
  }

  /** Returns the least length in bytes of a file with this header. */
  long promisedLength() {
    return promisedLength;
  }

  /** Returns the names of the dimensions, in the order of the file. */
  List<String> dimensions() {
    return dimensions;
  }

  /** Returns the names of the variables, in the order of the file; those of the file first. */
  List<Names> variables() {
    return variables;
  }

  private long walk() throws IOException {
    long records = next(4);
    int dimensionCount = list();
    long[] lengths = new long[dimensionCount];
    for (int d = 0; d < dimensionCount; d++) {
      dimensions.add(name());
      lengths[d] = next(4);
    }
    variables.add(new Names("", List.of(), attributes()));
    int count = list();
    long[] begins = new long[count];
    long[] sizes = new long[count];
    boolean[] recorded = new boolean[count];
    int recordVariables = 0;
    long recordSize = 0;
    for (int v = 0; v < count; v++) {
      String name = name();
      long rank = next(4);
      List<String> of = new ArrayList<>();
      long size = 1;
      for (long d = 0; d < rank; d++) {
        long id = next(4);
        if (id >= dimensionCount) {
          throw new IOException("a variable has dimension %d of %d".formatted(id, dimensionCount));
        }
        of.add(dimensions.get((int) id));
        recorded[v] |= d == 0 && lengths[(int) id] == 0;
        size = Math.multiplyExact(size, d == 0 && recorded[v] ? 1 : lengths[(int) id]);
      }
      variables.add(new Names(name, of, attributes()));
      sizes[v] = Math.multiplyExact(size, (long) typeSize(next(4)));
      skip(4);
      begins[v] = next(wide ? 8 : 4);
      if (recorded[v]) {
        recordVariables++;
        recordSize += padded(sizes[v]);
      }
    }
    long end = position;
    for (int v = 0; v < count; v++) {
      long step = recordVariables == 1 ? sizes[v] : recordSize;
      long before = recorded[v] ? Math.multiplyExact(step, records - 1) : 0;
      boolean counted = !recorded[v] || (records > 0 && records != STREAMING);
      if (counted && sizes[v] > 0) {
        end = Math.max(end, Math.addExact(Math.addExact(begins[v], before), sizes[v]));
      }
    }
    return end;
  }

  private static long padded(long size) {
    return Math.addExact(size, -size & 3);
  }

  private static int typeSize(long type) throws IOException {
    if (type < 1 || type >= TYPE_SIZES.length) {
      throw new IOException("a variable or an attribute has type %d".formatted(type));
    }
    return TYPE_SIZES[(int) type];
  }

  private List<String> attributes() throws IOException {
    int count = list();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name());
      int size = typeSize(next(4));
      skip(padded(Math.multiplyExact((long) size, next(4))));
    }
    return names;
  }

  private String name() throws IOException {
    long length = next(4);
    String name = StandardCharsets.UTF_8.decode(file.read(position, length)).toString();
    skip(padded(length));
    return name;
  }

  /** Returns the number of entries of a list. */
  private int list() throws IOException {
    long tag = next(4);
    long count = next(4);
    if ((tag == 0 && count != 0) || tag > 12 || count > file.length() / 8) {
      throw new IOException("a list of %d entries has tag %d".formatted(count, tag));
    }
    return (int) count;
  }

  private void skip(long count) throws IOException {
    position = Math.addExact(position, count);
    if (count > window.remaining()) {
      window = ByteBuffer.allocate(0);
    } else {
      window.position(window.position() + (int) count);
    }
  }

  private long next(int width) throws IOException {
    if (window.remaining() < width) {
      long rest = file.length() - position;
      window = file.read(position, Math.max(width, Math.min(PIECE, rest)));
      window.order(ByteOrder.BIG_ENDIAN);
    }
    position += width;
    long value = width == 8 ? window.getLong() : window.getInt() & 0xffffffffL;
    if (value < 0) {
      throw new IOException("an offset is negative");
    }
    return value;
  }
}
