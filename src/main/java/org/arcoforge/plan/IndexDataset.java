package org.arcoforge.plan;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.TimeExtent;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Policy;

/** Reads of a dataset what planning needs, and no more. */
public final class IndexDataset {
  /** Values of at most this many bytes stay in the index, so that messages can show them. */
  private static final long SMALL_BYTES = 64 << 10;

  /** How many bytes are held at a time while a digest is made. */
  private static final long PIECE_BYTES = 16 << 20;

  private final PatternShape pattern;
  private final Combination combination;
  private final Dataset dataset;
  private final Map<String, Fingerprint> values = new LinkedHashMap<>();
  private final Map<String, TimeExtent> times = new LinkedHashMap<>();

  private IndexDataset(PatternShape pattern, Combination combination, Dataset dataset) {
    this.pattern = pattern;
    this.combination = combination;
    this.dataset = dataset;
  }

  /**
   * Returns the index of the file numbered {@code ordinal}.
   *
   * @param combination what to do where files do not agree: it says what must be compared
   * @param source what messages call the file: its URL
   * @param dataset the file after preprocessing
   * @throws IllegalArgumentException if it has variables that cannot be read, or lacks a dimension
   *     to concatenate along
   * @throws IOException if values cannot be read
   */
  public static FileIndex of(
      PatternShape pattern,
      Combination combination,
      long ordinal,
      String source,
      Dataset dataset,
      long bytes)
      throws IOException {
    Schema schema = dataset.schema();
    requireReadable(schema, source);
    requireAxes(pattern, schema, source);
    return of(pattern, combination, ordinal, dataset, bytes);
  }

  /**
   * Returns what the keys alone say of the file numbered {@code ordinal}, which cannot be read.
   *
   * @param keys has the dimensions that keys add, with their coordinates, and nothing else
   */
  public static FileIndex ofKeys(
      PatternShape pattern, Combination combination, long ordinal, Dataset keys)
      throws IOException {
    return of(pattern, combination, ordinal, keys, 0);
  }

  private static FileIndex of(
      PatternShape pattern, Combination combination, long ordinal, Dataset dataset, long bytes)
      throws IOException {
    IndexDataset index = new IndexDataset(pattern, combination, dataset);
    for (Variable variable : dataset.schema().variables()) {
      index.read(variable);
    }
    return new FileIndex(ordinal, dataset.schema(), index.values, index.times, bytes, "");
  }

  private static void requireReadable(Schema schema, String source) {
    if (!schema.unreadable().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read %s of %s. Drop it in preprocess if it is not needed."
              .formatted(
                  schema.unreadable().entrySet().stream()
                      .map(e -> "'" + e.getKey() + "' (" + e.getValue() + ")")
                      .toList(),
                  source));
    }
  }

  private static void requireAxes(PatternShape pattern, Schema schema, String source) {
    for (PatternShape.AxisShape axis : pattern.axes()) {
      if (axis.isConcat() && schema.findDimension(axis.name()).isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot concatenate %s along '%s': its dimensions are %s. Name one of them, or add '%s' with stack or, in preprocess, expand."
                .formatted(
                    source,
                    axis.name(),
                    schema.dimensions().stream().map(d -> d.name()).toList(),
                    axis.name()));
      }
    }
  }

  private void read(Variable variable) throws IOException {
    CfTime time = ValueCoding.of(dataset.schema(), variable).time().orElse(null);
    boolean whole =
        !pattern.axes().isEmpty()
            && variable.isDimensionCoordinate()
            && pattern.isLaidOut(variable.name(), combination);
    boolean compared =
        !pattern.axes().isEmpty()
            && (whole
                || variable.isDimensionCoordinate()
                || pattern.hasConcatAxisBeyond(variable.dimensions())
                || combination.policy(Aspect.MEMBERS, variable.name()) == Policy.FIRST);
    if (!compared && time == null) {
      return;
    }
    Region all = dataset.schema().all(variable);
    long width = Math.max(1, variable.type().byteSize());
    if (whole || all.size() * width <= SMALL_BYTES) {
      Block block = dataset.read(variable.name(), all);
      if (compared) {
        values.put(variable.name(), Fingerprint.of(block));
      }
      addTimes(variable, block);
      return;
    }
    Fingerprint.Digest digest = new Fingerprint.Digest();
    List<Long> rows = variable.storage().chunk();
    long rowBytes = width * all.size() / all.length(0);
    long atLeast = rows.isEmpty() ? 1 : rows.get(0);
    long step = Math.max(atLeast, PIECE_BYTES / Math.max(1, rowBytes) / atLeast * atLeast);
    for (long row = 0; row < all.length(0); row += step) {
      Region piece = all.with(0, row, Math.min(step, all.length(0) - row));
      Block block = dataset.read(variable.name(), piece);
      digest.add(block);
      addTimes(variable, block);
    }
    if (compared) {
      values.put(variable.name(), Fingerprint.of(digest, variable.type()));
    }
  }

  private void addTimes(Variable variable, Block block) {
    ValueCoding coding = ValueCoding.of(dataset.schema(), variable);
    coding
        .time()
        .ifPresent(
            time ->
                times.merge(
                    variable.name(),
                    TimeExtent.of(time, block, i -> coding.isMissing(block, i)),
                    TimeExtent::merge));
  }
}
