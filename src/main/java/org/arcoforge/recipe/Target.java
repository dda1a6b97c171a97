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
 * What a store is to be: its name, chunks, format, compression, attributes and encodings, and what
 * to do where files do not agree. Where it is is up to the run. Immutable; the order in which it is
 * described does not matter.
 */
public final class Target implements Serializable {
  private final String name;
  private final TreeMap<String, Long> chunks;
  private final long chunkBytes;
  private final ZarrFormat format;
  private final Compression compression;
  private final Attributes attributes;
  private final TreeMap<String, Encoding> encodings;
  private final Combination combination;

  private Target(
      String name,
      Map<String, Long> chunks,
      long chunkBytes,
      ZarrFormat format,
      Compression compression,
      Attributes attributes,
      Map<String, Encoding> encodings,
      Combination combination) {
    this.name = name;
    this.chunks = new TreeMap<>(chunks);
    this.chunkBytes = chunkBytes;
    this.format = format;
    this.compression = compression;
    this.attributes = attributes;
    this.encodings = new TreeMap<>(encodings);
    this.combination = combination;
    checkChecksums(name, format, compression);
    encodings.forEach(
        (variable, encoding) ->
            encoding
                .compression()
                .ifPresent(own -> checkChecksums(name + "/" + variable, format, own)));
  }

  private static void checkChecksums(String name, ZarrFormat format, Compression compression) {
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
    return new Target(
        name,
        Map.of(),
        0,
        ZarrFormat.V3,
        Compression.blosc(),
        Attributes.NONE,
        Map.of(),
        Combination.STRICT);
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
    return new Target(
        name, more, chunkBytes, format, compression, attributes, encodings, combination);
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
    return new Target(name, chunks, bytes, format, compression, attributes, encodings, combination);
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
    return new Target(
        name, chunks, chunkBytes, newFormat, compression, attributes, encodings, combination);
  }

  /** Returns this with another compression, in place of the former. */
  public Target compression(Compression newCompression) {
    return new Target(
        name, chunks, chunkBytes, format, newCompression, attributes, encodings, combination);
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
        name,
        chunks,
        chunkBytes,
        format,
        compression,
        attributes.with(attribute, value),
        encodings,
        combination);
  }

  /**
   * Returns this with an encoding for one variable.
   *
   * @throws IllegalArgumentException if it has one already
   */
  public Target variable(String variable, Encoding encoding) {
    Map<String, Encoding> more = new TreeMap<>(encodings);
    if (more.put(variable, encoding) != null) {
      throw new IllegalArgumentException(
          "Cannot encode variable '%s' of target '%s': it has an encoding already. Remove one."
              .formatted(variable, name));
    }
    return new Target(name, chunks, chunkBytes, format, compression, attributes, more, combination);
  }

  /**
   * Returns this with a policy for all variables that have none of their own.
   *
   * @throws IllegalArgumentException if the aspect does not allow it
   */
  public Target policy(Aspect aspect, Policy policy) {
    check(aspect, policy);
    return with(combination.policy(aspect, policy));
  }

  /** Returns this with a policy for one variable; see {@link #policy(Aspect, Policy)}. */
  public Target policy(Aspect aspect, String variable, Policy policy) {
    check(aspect, policy);
    if (variable.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot treat differing %s of variable '%s' in target '%s': name a variable, or leave it out for all."
              .formatted(aspect, variable, name));
    }
    return with(combination.policy(aspect, variable, policy));
  }

  private void check(Aspect aspect, Policy policy) {
    if (!aspect.allows(policy)) {
      throw new IllegalArgumentException(
          "Cannot treat differing %s by '%s' in target '%s': the choices are %s."
              .formatted(aspect, policy, name, aspect.allowedText()));
    }
  }

  /** Returns this with another order along a concatenated dimension. */
  public Target order(String dimension, Order order) {
    return with(combination.order(dimension, order));
  }

  /** Returns this with what becomes of equal coordinate values along a concatenated dimension. */
  public Target duplicates(String dimension, Duplicates kept) {
    return with(combination.duplicates(dimension, kept));
  }

  /**
   * Returns this with an outer join along a dimension: it gets every coordinate value that some
   * file has, in ascending order, and missing values where a file lacks it. Otherwise all files
   * must have the same.
   */
  public Target outer(String dimension) {
    return with(combination.outer(dimension));
  }

  /**
   * Returns this with a tolerance along a dimension: coordinate values of files that differ by no
   * more are taken for the same, which is that of the first file.
   *
   * @param tolerance in the units of the coordinate
   * @throws IllegalArgumentException if it is not a number from 0
   */
  public Target tolerance(String dimension, double tolerance) {
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          "Cannot tolerate differences of %s along '%s' in target '%s'. Use a number from 0."
              .formatted(tolerance, dimension, name));
    }
    return with(combination.tolerance(dimension, tolerance));
  }

  /**
   * Returns this with what becomes of a source file that cannot be fetched or opened; {@link
   * OnFailure#FAIL} if this is not called. The store keeps the URLs of the files concerned in its
   * attribute {@code skipped_source_files} or {@code filled_source_files}.
   */
  public Target onFailure(OnFailure onFailure) {
    return with(combination.onFailure(onFailure));
  }

  private Target with(Combination newCombination) {
    return new Target(
        name, chunks, chunkBytes, format, compression, attributes, encodings, newCombination);
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

  /** Returns the encodings by variable, for those that have one. */
  public Map<String, Encoding> encodings() {
    return Collections.unmodifiableMap(encodings);
  }

  /** Returns the encoding of {@code variable}. */
  public Encoding encoding(String variable) {
    return encodings.getOrDefault(variable, Encoding.asInFiles());
  }

  /** Returns what to do where files do not agree. */
  public Combination combination() {
    return combination;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Target t
        && name.equals(t.name)
        && chunks.equals(t.chunks)
        && chunkBytes == t.chunkBytes
        && format == t.format
        && compression.equals(t.compression)
        && attributes.equals(t.attributes)
        && encodings.equals(t.encodings)
        && combination.equals(t.combination);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name, chunks, chunkBytes, format, compression, attributes, encodings, combination);
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(name, format, chunks);
  }
}
