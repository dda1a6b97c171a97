package org.arcoforge.plan;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;

/** Reads of a dataset what planning needs, and no more. */
public final class IndexDataset {
  /** Values of at most this many bytes stay in the index, so that messages can show them. */
  private static final long SMALL_BYTES = 64 << 10;

  /** How many bytes are held at a time while a digest is made. */
  private static final long PIECE_BYTES = 16 << 20;

  private IndexDataset() {}

  /**
   * Returns the index of the file numbered {@code ordinal}.
   *
   * @param source what messages call the file: its URL
   * @param dataset the file after preprocessing
   * @throws IllegalArgumentException if it has variables that cannot be read, or lacks a dimension
   *     to concatenate along
   * @throws IOException if values cannot be read
   */
  public static FileIndex of(
      PatternShape pattern, long ordinal, String source, Dataset dataset, long bytes)
      throws IOException {
    Schema schema = dataset.schema();
    if (!schema.unreadable().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read %s of %s. Drop it in preprocess if it is not needed."
              .formatted(
                  schema.unreadable().entrySet().stream()
                      .map(e -> "'" + e.getKey() + "' (" + e.getValue() + ")")
                      .toList(),
                  source));
    }
    for (PatternShape.AxisShape axis : pattern.axes()) {
      if (axis.isConcat() && schema.findDimension(axis.name()).isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot concatenate %s along '%s': its dimensions are %s. Name one of them, or add '%s' with expand in preprocess."
                .formatted(
                    source,
                    axis.name(),
                    schema.dimensions().stream().map(d -> d.name()).toList(),
                    axis.name()));
      }
    }
    Map<String, Fingerprint> values = new LinkedHashMap<>();
    if (!pattern.axes().isEmpty()) {
      for (Variable variable : schema.variables()) {
        if (variable.isDimensionCoordinate()
            || pattern.hasConcatAxisBeyond(variable.dimensions())) {
          values.put(variable.name(), fingerprint(pattern, dataset, variable));
        }
      }
    }
    return new FileIndex(ordinal, schema, values, bytes);
  }

  private static Fingerprint fingerprint(PatternShape pattern, Dataset dataset, Variable variable)
      throws IOException {
    Region all = dataset.schema().all(variable);
    long width = Math.max(1, variable.type().byteSize());
    boolean concatenated =
        variable.isDimensionCoordinate() && pattern.concatAxis(variable.name()) >= 0;
    if (concatenated || all.size() * width <= SMALL_BYTES) {
      return Fingerprint.of(dataset.read(variable.name(), all));
    }
    Fingerprint.Digest digest = new Fingerprint.Digest();
    List<Long> rows = variable.storage().chunk();
    long rowBytes = width * all.size() / all.length(0);
    long atLeast = rows.isEmpty() ? 1 : rows.get(0);
    long step = Math.max(atLeast, PIECE_BYTES / Math.max(1, rowBytes) / atLeast * atLeast);
    for (long row = 0; row < all.length(0); row += step) {
      Region piece = all.with(0, row, Math.min(step, all.length(0) - row));
      digest.add(dataset.read(variable.name(), piece));
    }
    return Fingerprint.of(digest, variable.type());
  }
}
