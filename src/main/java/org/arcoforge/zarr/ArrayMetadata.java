package org.arcoforge.zarr;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * Everything that the metadata of one array say, whichever the version of the format.
 *
 * @param name one legal part of a store key; Unicode and spaces are fine
 * @param shape in elements, slowest dimension first; empty for a scalar, and a length may be 0
 * @param chunk the shape of every chunk in elements, each 1 or more; also of those at the edge,
 *     which reach beyond the array
 * @param dimensions a name for each dimension
 * @param attributes as in netCDF, with {@code _FillValue} if there is one; see {@link
 *     GroupMetadata} for what becomes of it
 */
public record ArrayMetadata(
    String name,
    DataType type,
    List<Long> shape,
    List<Integer> chunk,
    List<String> dimensions,
    Attributes attributes,
    Compression compression)
    implements Serializable {

  /** The most bytes of a chunk before compression; what codecs may add still fits an array. */
  public static final int MAXIMUM_CHUNK_BYTES = Integer.MAX_VALUE - (1 << 25);

  /** Bytes of an element of a block of strings, besides its text. */
  private static final int REFERENCE = 8;

  private static final Set<String> RESERVED =
      Set.of("zarr.json", ".zarray", ".zattrs", ".zgroup", ".zmetadata");

  /**
   * @throws IllegalArgumentException if the name is not one that Zarr allows, the ranks differ, a
   *     length is out of range, a chunk is larger than {@link #MAXIMUM_CHUNK_BYTES}, or {@code
   *     _FillValue} has several values
   */
  public ArrayMetadata {
    shape = List.copyOf(shape);
    chunk = List.copyOf(chunk);
    dimensions = List.copyOf(dimensions);
    checkName(name);
    boolean fits = shape.size() == chunk.size() && shape.size() == dimensions.size();
    fits &= shape.stream().allMatch(length -> length >= 0);
    fits &= chunk.stream().allMatch(length -> length >= 1);
    if (!fits) {
      throw new IllegalArgumentException(
          ("Invalid array '%s': shape %s, chunk %s, dimensions %s"
                  + " (must be of equal rank, lengths >= 0, chunk lengths >= 1).")
              .formatted(name, shape, chunk, dimensions));
    }
    double bytes = type.isFixedSize() ? type.byteSize() : REFERENCE;
    for (int length : chunk) {
      bytes *= length;
    }
    if (bytes > MAXIMUM_CHUNK_BYTES) {
      throw new IllegalArgumentException(
          "Cannot store array '%s' in chunks of %s %s: %.0f bytes, at most %d. Use smaller chunks."
              .formatted(name, chunk, type, bytes, MAXIMUM_CHUNK_BYTES));
    }
    FillValue.find(name, type, attributes);
  }

  private static void checkName(String name) {
    boolean legal =
        !name.isEmpty()
            && !name.chars().allMatch(c -> c == '.')
            && !name.startsWith("__")
            && !RESERVED.contains(name)
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
            && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    if (!legal) {
      throw new IllegalArgumentException(
          ("Cannot store an array under the name '%s': Zarr allows no slash, backslash or control"
                  + " character, no name of dots alone, none that starts with '__', and none of %s."
                  + " Rename the variable.")
              .formatted(name, RESERVED.stream().sorted().toList()));
    }
  }

  /** Returns how chunks lie on the array. */
  public ChunkGrid grid() {
    return new ChunkGrid(
        shape.stream().mapToLong(Long::longValue).toArray(),
        chunk.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Returns what stands where there is no data, as a block of one element and rank 0: {@code
   * _FillValue} in the array's type, else 0 or empty text.
   */
  public Block paddingValue() {
    return FillValue.find(name, type, attributes).orElseGet(() -> Block.allocate(type));
  }
}
