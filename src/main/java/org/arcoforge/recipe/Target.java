package org.arcoforge.recipe;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrFormat;

/**
 * What a store is to be: its name, chunks, format, compression and attributes. Where it is is up to
 * the run. Immutable; the order in which it is described does not matter.
 */
public final class Target implements Serializable {
  private final String name;
  private final TreeMap<String, Long> chunks;
  private final long chunkBytes;
  private final ZarrFormat format;
  private final Compression compression;
  private final Attributes attributes;

  private Target(
      String name,
      Map<String, Long> chunks,
      long chunkBytes,
      ZarrFormat format,
      Compression compression,
      Attributes attributes) {
    this.name = name;
    this.chunks = new TreeMap<>(chunks);
    this.chunkBytes = chunkBytes;
    this.format = format;
    this.compression = compression;
    this.attributes = attributes;
    if (format == ZarrFormat.V2 && compression.crc32c()) {
      throw new IllegalArgumentException(
          "Cannot make target '%s' Zarr 2 with crc32c: only Zarr 3 has it. Leave out one."
              .formatted(name));
    }
  }

  /**
   * Returns a Zarr 3 target with the default compression, in chunks that the plan chooses.
   *
   * @param name the name of the dataset, which is also that of its store: lower case letters,
   *     digits, '.', '_' and '-', the first a letter or digit
   */
  public static Target named(String name) {
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "Cannot name a target '%s'. Use lower case letters, digits, '.', '_' and '-', and start with a letter or digit."
              .formatted(name));
    }
    return new Target(name, Map.of(), 0, ZarrFormat.V3, Compression.blosc(), Attributes.NONE);
  }

  /**
   * Returns this with chunks of {@code length} elements along {@code dimension}. Along a dimension
   * that is not named, chunks are as long as it is, or shorter where they would become larger than
   * the goal: see {@link #chunkBytes(long)}.
   *
   * @throws IllegalArgumentException if the length is below 1, or was given before
   */
  public Target chunk(String dimension, long length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Cannot chunk dimension '%s' of target '%s' by %d. Use 1 or more."
              .formatted(dimension, name, length));
    }
    Map<String, Long> more = new TreeMap<>(chunks);
    Long before = more.put(dimension, length);
    if (before != null) {
      throw new IllegalArgumentException(
          "Cannot chunk dimension '%s' of target '%s' by %d: it is chunked by %d already. Remove one."
              .formatted(dimension, name, length, before));
    }
    return new Target(name, more, chunkBytes, format, compression, attributes);
  }

  /**
   * Returns this with a goal for the size of a chunk, not compressed, instead of 100 MB: the plan
   * chooses the lengths that {@link #chunk} does not give so that chunks are no larger. Dimensions
   * that files are concatenated along become shorter first, then the slowest.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Target chunkBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "Cannot make chunks of %d bytes in target '%s'. Use 1 or more.".formatted(bytes, name));
    }
    return new Target(name, chunks, bytes, format, compression, attributes);
  }

  /**
   * Returns this with a goal such as {@code "100 MB"} or {@code "64 MiB"}. See {@link
   * ByteText#parse} and {@link #chunkBytes(long)}.
   *
   * @throws IllegalArgumentException if it is not such a text, or below 1 byte
   */
  public Target chunkBytes(String size) {
    return chunkBytes(ByteText.parse(size));
  }

  /** Returns this in another format, in place of the former. */
  public Target format(ZarrFormat newFormat) {
    return new Target(name, chunks, chunkBytes, newFormat, compression, attributes);
  }

  /** Returns this with another compression, in place of the former. */
  public Target compression(Compression newCompression) {
    return new Target(name, chunks, chunkBytes, format, newCompression, attributes);
  }

  /** Returns this with a global attribute, in place of one of that name, also of the files. */
  public Target attribute(String attribute, String text) {
    return attribute(attribute, AttributeValue.text(text));
  }

  /** Returns this with a global attribute, in place of one of that name, also of the files. */
  public Target attribute(String attribute, Number number) {
    return attribute(attribute, AttributeValue.number(number));
  }

  /** Returns this with a global attribute, in place of one of that name, also of the files. */
  public Target attribute(String attribute, AttributeValue value) {
    return new Target(
        name, chunks, chunkBytes, format, compression, attributes.with(attribute, value));
  }

  public String name() {
    return name;
  }

  /** Returns the lengths of chunks in elements, by dimension, for those that are given. */
  public Map<String, Long> chunks() {
    return Collections.unmodifiableMap(chunks);
  }

  /** Returns the goal for the size of a chunk in bytes, not compressed, if there is one. */
  public OptionalLong chunkBytes() {
    return chunkBytes > 0 ? OptionalLong.of(chunkBytes) : OptionalLong.empty();
  }

  public ZarrFormat format() {
    return format;
  }

  public Compression compression() {
    return compression;
  }

  /** Returns the global attributes that are added to those of the files, or replace them. */
  public Attributes attributes() {
    return attributes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Target t
        && name.equals(t.name)
        && chunks.equals(t.chunks)
        && chunkBytes == t.chunkBytes
        && format == t.format
        && compression.equals(t.compression)
        && attributes.equals(t.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, chunks, chunkBytes, format, compression, attributes);
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(name, format, chunks);
  }
}
