package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;
import org.jspecify.annotations.Nullable;

/** Makes a plan from the index of all files. */
public final class Planner {
  /** What a string is taken to need in memory where its length is not known. */
  private static final int STRING_BYTES = 64;

  /** What a chunk takes at most before compression where the recipe does not say. */
  private static final long CHUNK_BYTES = 100_000_000;

  private final MergedIndex index;
  private final Target target;
  private final long budget;
  private final int threads;
  private final PatternShape pattern;
  private final Map<String, AxisOffsets> offsets = new LinkedHashMap<>();

  private Planner(MergedIndex index, Target target, long budget, int threads) {
    this.index = index;
    this.target = target;
    this.budget = budget;
    this.threads = threads;
    this.pattern = index.pattern();
  }

  /**
   * Returns the plan for all files of a pattern.
   *
   * @param sources gives the URL of a file by its number, for messages
   * @param budget what the units that run at the same time may take together, in bytes
   * @param threads how many units may run at the same time
   * @throws SchemaMismatchException if files cannot be combined; it holds every conflict
   * @throws IllegalArgumentException if the target cannot be made of the files, or not within the
   *     budget
   */
  public static Plan plan(
      MergedIndex index, Target target, LongFunction<String> sources, long budget, int threads) {
    long files = index.pattern().count();
    if (index.files().cardinality() != files) {
      throw new IllegalArgumentException(
          "Cannot plan: %d of %d files are indexed; the first missing is %s."
              .formatted(
                  index.files().cardinality(),
                  files,
                  sources.apply(index.files().nextClearBit(0))));
    }
    List<Conflict> conflicts = FindConflicts.of(index, sources);
    List<Conflict> errors = conflicts.stream().filter(c -> c.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new SchemaMismatchException(errors);
    }
    return new Planner(index, target, budget, threads).plan(conflicts);
  }

  private Plan plan(List<Conflict> dropped) {
    index.axisLengths().forEach((name, lengths) -> offsets.put(name, AxisOffsets.of(lengths)));
    checkTarget();
    List<ArrayMetadata> arrays = new ArrayList<>();
    List<VariablePlan> variables = new ArrayList<>();
    Map<String, Fingerprint> coordinates = new LinkedHashMap<>();
    long firstUnit = 0;
    long largestUnit = 0;
    for (Map.Entry<String, MergedVariable> entry : index.variables().entrySet()) {
      MergedVariable variable = entry.getValue();
      ArrayMetadata array = array(variable);
      arrays.add(array);
      @Nullable Fingerprint coordinate = coordinate(variable);
      if (coordinate != null) {
        coordinates.put(array.name(), coordinate);
        continue;
      }
      VariablePlan plan = variablePlan(variable, array, firstUnit);
      variables.add(plan);
      firstUnit += plan.unitCount();
      largestUnit = Math.max(largestUnit, plan.unitCount() == 0 ? 0 : plan.unitMemoryBytes());
    }
    Attributes attributes = agreed(index.firstAttributes(), index.attributes(), index.files());
    for (String name : target.attributes().names()) {
      attributes = attributes.with(name, target.attributes().find(name).orElseThrow());
    }
    return new Plan(
        new GroupMetadata(target.format(), attributes, arrays),
        pattern,
        offsets,
        variables,
        coordinates,
        dropped,
        new MemoryForecast(budget, threads, largestUnit),
        index.bytes());
  }

  private void checkTarget() {
    for (String dimension : target.chunks().keySet()) {
      if (!offsets.containsKey(dimension) && !index.lengths().containsKey(dimension)) {
        List<String> known = new ArrayList<>(offsets.keySet());
        known.addAll(index.lengths().keySet());
        throw new IllegalArgumentException(
            "Cannot chunk '%s' along '%s': its dimensions are %s. Name one of them in chunk."
                .formatted(target.name(), dimension, known));
      }
    }
  }

  private long length(String dimension) {
    AxisOffsets along = offsets.get(dimension);
    if (along != null) {
      return along.length();
    }
    Agreement<Long> length = index.lengths().get(dimension);
    if (length == null) {
      throw new IllegalStateException("No file has dimension '%s'.".formatted(dimension));
    }
    return length.first();
  }

  private ArrayMetadata array(MergedVariable merged) {
    Variable variable = merged.first();
    long[] shape = variable.dimensions().stream().mapToLong(this::length).toArray();
    boolean whole = variable.isDimensionCoordinate();
    List<Integer> chunk =
        ChunkShape.choose(
            variable.dimensions(),
            shape,
            elementBytes(variable.type()),
            whole ? Map.of() : target.chunks(),
            List.copyOf(offsets.keySet()),
            whole ? Long.MAX_VALUE : target.chunkBytes().orElse(CHUNK_BYTES));
    return new ArrayMetadata(
        variable.name(),
        variable.type(),
        java.util.Arrays.stream(shape).boxed().toList(),
        chunk,
        variable.dimensions(),
        agreed(variable.attributes(), merged.attributes, merged.files),
        target.compression());
  }

  /** Returns those of {@code first} that are equal in all files. */
  private static Attributes agreed(
      Attributes first,
      Map<String, Agreement<org.arcoforge.dataset.AttributeValue>> all,
      BitSet files) {
    Attributes kept = first;
    for (String name : first.names()) {
      Agreement<?> agreement = all.get(name);
      if (agreement == null
          || !agreement.isUnanimous()
          || agreement.total() != files.cardinality()) {
        kept = kept.without(name);
      }
    }
    return kept;
  }

  /** Returns the whole coordinate if it lies along an axis of files, else null. */
  private @Nullable Fingerprint coordinate(MergedVariable merged) {
    Variable variable = merged.first();
    if (!variable.isDimensionCoordinate() || !offsets.containsKey(variable.name())) {
      return null;
    }
    Block all = Block.allocate(variable.type(), Math.toIntExact(length(variable.name())));
    int at = 0;
    TreeMap<Integer, Block> parts = new TreeMap<>();
    merged.values.forEach(
        (positions, values) -> {
          Block block = values.first().block();
          if (block != null) {
            parts.put(positions.get(0), block);
          }
        });
    for (Block part : parts.values()) {
      all.paste(part, at);
      at += part.size();
    }
    if (at != all.size()) {
      throw new IllegalStateException(
          "Coordinate '%s' has %d values, expected %d.".formatted(variable.name(), at, all.size()));
    }
    return Fingerprint.of(all);
  }

  private VariablePlan variablePlan(MergedVariable merged, ArrayMetadata array, long firstUnit) {
    List<Long> nativeChunk = nativeChunk(merged.first());
    long width = elementBytes(array.type());
    long perUnit = budget / threads;
    long[] shape = array.shape().stream().mapToLong(l -> l).toArray();
    long[] block =
        BlockShape.choose(
            shape,
            array.chunk(),
            nativeChunk.stream().mapToLong(n -> n).toArray(),
            threads,
            elements ->
                elements < Integer.MAX_VALUE
                    && elements * width + encodedBytes(array) + 2 * VariablePlan.PIECE_BYTES
                        <= perUnit);
    long memory = unitMemory(array, block, nativeChunk);
    if (memory > budget) {
      throw new IllegalArgumentException(
          "Cannot write '%s' within the memory budget: a unit of %s elements in chunks of %s takes %s, the budget is %s. Choose smaller chunks, or a larger budget with --memory."
              .formatted(
                  array.name(),
                  java.util.Arrays.toString(block),
                  array.chunk(),
                  ByteText.of(memory),
                  ByteText.of(budget)));
    }
    int[] positions = pattern.positions(merged.files.nextSetBit(0));
    return new VariablePlan(
        array,
        java.util.Arrays.stream(block).boxed().toList(),
        nativeChunk,
        java.util.Arrays.stream(positions).boxed().toList(),
        firstUnit,
        memory);
  }

  private static List<Long> nativeChunk(Variable variable) {
    return variable.storage().isChunked()
        ? variable.storage().chunk()
        : java.util.Collections.nCopies(variable.dimensions().size(), 1L);
  }

  private static long unitMemory(ArrayMetadata array, long[] block, List<Long> nativeChunk) {
    long width = elementBytes(array.type());
    double blockBytes = width;
    double nativeBytes = width;
    for (int d = 0; d < block.length; d++) {
      blockBytes *= block[d];
      nativeBytes *= nativeChunk.get(d);
    }
    double memory =
        blockBytes
            + encodedBytes(array)
            + VariablePlan.largestPieceBytes(block, nativeChunk, width)
            + 2 * nativeBytes;
    return memory > 1e18 ? (long) 1e18 : (long) memory;
  }

  /** Returns the most that one encoded chunk of {@code array} takes, with the buffer to shuffle. */
  private static long encodedBytes(ArrayMetadata array) {
    long chunkBytes = elementBytes(array.type());
    for (int length : array.chunk()) {
      chunkBytes = Math.multiplyExact(chunkBytes, (long) length);
    }
    return chunkBytes + chunkBytes / 128 + (1 << 20);
  }

  static long elementBytes(DataType type) {
    return type.isFixedSize() ? type.byteSize() : STRING_BYTES;
  }

  static long arrayBytes(ArrayMetadata array) {
    return array.shape().stream().reduce(elementBytes(array.type()), Math::multiplyExact);
  }
}
