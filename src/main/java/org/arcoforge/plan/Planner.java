package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;

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
  private final Conflicts conflicts;
  private Map<String, Layout> layouts = Map.of();
  private List<TreatedFile> failedFiles = List.of();

  private Planner(MergedIndex index, Target target, Conflicts conflicts, long budget, int threads) {
    this.index = index;
    this.target = target;
    this.budget = budget;
    this.threads = threads;
    this.pattern = index.pattern();
    this.conflicts = conflicts;
  }

  /**
   * Returns the plan for all files of a pattern.
   *
   * @param index made with the combination of {@code target}
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
    BitSet known = index.failed().absent();
    known.or(index.files());
    if (known.cardinality() != files || index.files().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot plan: %d of %d files are indexed; the first missing is %s."
              .formatted(
                  index.files().cardinality(),
                  files,
                  sources.apply(index.files().nextClearBit(0))));
    }
    return new Planner(index, target, new Conflicts(sources), budget, threads).plan(sources);
  }

  private Plan plan(LongFunction<String> sources) {
    failedFiles = new TreatFailures(index, conflicts, sources).treat();
    checkTarget();
    FindConflicts find = new FindConflicts(index, conflicts);
    find.lengths();
    Map<String, MergedVariable> variables = new LinkedHashMap<>(index.variables());
    variables.entrySet().removeIf(e -> !find.isKept(e.getKey(), e.getValue()));
    DecideVariables decide = new DecideVariables(variables, target, conflicts);
    Map<String, TargetVariable> targets = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          TargetVariable decided = decide.decide(name, variable);
          if (find.sharesValues(name, variable, decided)) {
            targets.put(name, decided);
          }
        });
    DecideLayouts lay = DecideLayouts.of(index, targets, conflicts);
    layouts = lay.layouts();
    targets.keySet().forEach(name -> find.requireOneSource(name, merged(name), layouts));
    Attributes attributes = decide.globalAttributes(index);
    conflicts.requireNoError();
    targets.replaceAll(
        (name, decided) -> lay.coordinates().containsKey(name) ? decided : withFill(name, decided));
    conflicts.requireNoError();
    for (String name : target.attributes().names()) {
      attributes = attributes.with(name, target.attributes().find(name).orElseThrow());
    }
    return plan(targets, lay.coordinates(), withFailures(attributes));
  }

  /** Lists what was skipped or filled; what a source file lists was so in another run. */
  private Attributes withFailures(Attributes attributes) {
    Attributes result =
        attributes
            .without(TreatedFile.attribute(OnFailure.SKIP))
            .without(TreatedFile.attribute(OnFailure.FILL));
    return failedFiles.isEmpty()
        ? result
        : result.with(
            TreatedFile.attribute(failedFiles.get(0).treated()),
            new AttributeValue.Texts(failedFiles.stream().map(TreatedFile::url).toList()));
  }

  private Plan plan(
      Map<String, TargetVariable> targets,
      Map<String, Fingerprint> coordinates,
      Attributes attributes) {
    List<ArrayMetadata> arrays = new ArrayList<>();
    List<VariablePlan> plans = new ArrayList<>();
    long firstUnit = 0;
    long largestUnit = 0;
    for (Map.Entry<String, TargetVariable> entry : targets.entrySet()) {
      ArrayMetadata array = array(entry.getValue().variable());
      arrays.add(array);
      if (!coordinates.containsKey(array.name())) {
        VariablePlan plan =
            variablePlan(merged(entry.getKey()), entry.getValue(), array, firstUnit);
        plans.add(plan);
        firstUnit += plan.unitCount();
        largestUnit = Math.max(largestUnit, plan.unitCount() == 0 ? 0 : plan.unitMemoryBytes());
      }
    }
    CheckSizes.report(arrays, coordinates.keySet(), conflicts);
    return new Plan(
        new GroupMetadata(target.format(), attributes, arrays),
        pattern,
        layouts,
        plans,
        coordinates,
        conflicts.all(),
        failedFiles,
        new MemoryForecast(budget, threads, largestUnit),
        index.bytes(),
        index.versions(),
        null);
  }

  private MergedVariable merged(String name) {
    return java.util.Objects.requireNonNull(index.variables().get(name));
  }

  /** Sees that something stands where no file has a value. */
  private TargetVariable withFill(String name, TargetVariable decided) {
    boolean hasGaps = hasGaps(name, decided.variable());
    if (!hasGaps && !mayBeFilled(decided.variable())) {
      return decided;
    }
    DataType type = decided.variable().type();
    if (type.isText()) {
      return decided;
    }
    if (decided.coding().hasMissing()) {
      return decided.withAttributes(EncodeVariable.withFillValue(decided.variable()).attributes());
    }
    if (type.isFloat() || decided.coding().time().isPresent()) {
      return decided.withAttributes(EncodeVariable.withLowest(decided.variable()).attributes());
    }
    if (!hasGaps) {
      return decided;
    }
    conflicts.add(
        Severity.ERROR,
        "missing values",
        name,
        List.of(),
        "%s, and no value of %s stands for that: give it one with variable(\"%s\", Encoding.asInFiles().fill(…)) in the target."
            .formatted(
                hasAbsentFiles(name) || !hasFailedFiles(name)
                    ? "Not all files have it"
                    : "Not all files can be read",
                type,
                name));
    return decided;
  }

  /** So a store whose files all can be read has the metadata of one that is to be repaired. */
  private boolean mayBeFilled(Variable variable) {
    return target.combination().onFailure() == OnFailure.FILL
        && variable.dimensions().stream().anyMatch(name -> pattern.concatAxis(name) >= 0);
  }

  private boolean hasGaps(String name, Variable variable) {
    return hasAbsentFiles(name)
        || hasFailedFiles(name)
        || variable.dimensions().stream()
            .map(layouts::get)
            .anyMatch(layout -> layout != null && layout.hasGaps());
  }

  private boolean hasAbsentFiles(String name) {
    return target.combination().policy(Aspect.PRESENCE, name) == Policy.FILL
        && merged(name).files.cardinality() < index.files().cardinality();
  }

  /** Returns whether some values of a variable are in files alone that are filled. */
  private boolean hasFailedFiles(String name) {
    if (!isFilled()) {
      return false;
    }
    List<String> dimensions = merged(name).first().dimensions();
    java.util.Set<List<Integer>> places = new java.util.HashSet<>();
    merged(name).files.stream()
        .forEach(f -> places.add(pattern.onAxesOf(dimensions, pattern.positions(f))));
    return failedFiles.stream()
        .anyMatch(
            f -> !places.contains(pattern.onAxesOf(dimensions, pattern.positions(f.ordinal()))));
  }

  private boolean isFilled() {
    return !failedFiles.isEmpty() && failedFiles.get(0).treated() == OnFailure.FILL;
  }

  private void checkTarget() {
    List<String> known = new ArrayList<>(index.axisLengths().keySet());
    known.addAll(index.lengths().keySet());
    for (String dimension : target.chunks().keySet()) {
      requireKnown("chunk", "along ", dimension, known, "chunk");
    }
    for (String dimension : target.combination().dimensions()) {
      requireKnown("combine", "along ", dimension, known, "the target");
    }
    List<String> variables = List.copyOf(index.variables().keySet());
    for (Map.Entry<String, Encoding> encoding : target.encodings().entrySet()) {
      requireKnown("encode", "variable ", encoding.getKey(), variables, "the target");
      for (String dimension : encoding.getValue().chunks().keySet()) {
        requireKnown("chunk", "along ", dimension, known, "the encoding");
      }
    }
    for (String variable : target.combination().variables()) {
      requireKnown("combine", "variable ", variable, variables, "policy");
    }
  }

  private void requireKnown(
      String verb, String what, String name, List<String> known, String where) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "Cannot %s '%s' %s'%s': its %s are %s. Name one of them in %s."
              .formatted(
                  verb,
                  target.name(),
                  what,
                  name,
                  what.startsWith("variable") ? "variables" : "dimensions",
                  known,
                  where));
    }
  }

  private long length(String dimension) {
    Layout layout = layouts.get(dimension);
    if (layout != null) {
      return layout.length();
    }
    Agreement<Long> length = index.lengths().get(dimension);
    if (length == null) {
      throw new IllegalStateException("No file has dimension '%s'.".formatted(dimension));
    }
    return length.first();
  }

  private ArrayMetadata array(Variable variable) {
    Encoding encoding = target.encoding(variable.name());
    long[] shape = variable.dimensions().stream().mapToLong(this::length).toArray();
    boolean whole = variable.isDimensionCoordinate();
    Map<String, Long> chunks = new LinkedHashMap<>(whole ? Map.of() : target.chunks());
    chunks.putAll(encoding.chunks());
    List<Integer> chunk =
        ChunkShape.choose(
            variable.dimensions(),
            shape,
            elementBytes(variable.type()),
            chunks,
            List.copyOf(layouts.keySet()),
            whole ? Long.MAX_VALUE : target.chunkBytes().orElse(CHUNK_BYTES));
    return new ArrayMetadata(
        variable.name(),
        variable.type(),
        java.util.Arrays.stream(shape).boxed().toList(),
        chunk,
        variable.dimensions(),
        variable.attributes(),
        encoding.compression().orElse(target.compression()));
  }

  private VariablePlan variablePlan(
      MergedVariable merged, TargetVariable decided, ArrayMetadata array, long firstUnit) {
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
    long memory = unitMemory(array, block, nativeChunk, sourceBytes(merged));
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
    boolean absent = hasAbsentFiles(array.name()) || isFilled();
    return new VariablePlan(
        array,
        decided,
        DecideLayouts.cutOrder(array.dimensions(), layouts, pattern),
        absent ? (BitSet) merged.files.clone() : null,
        hasGaps(array.name(), decided.variable()),
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

  /** Returns the widest element of the variable in any file; 0 if no value has to be recoded. */
  private long sourceBytes(MergedVariable merged) {
    String name = merged.first().name();
    boolean recoded =
        target.encoding(name).changesValues()
            || conflicts.all().stream()
                .anyMatch(c -> c.severity() == Severity.CONVERTED && c.variable().equals(name));
    return recoded
        ? merged.type.values().stream().mapToLong(s -> elementBytes(s.value())).max().orElse(0)
        : 0;
  }

  private static long unitMemory(
      ArrayMetadata array, long[] block, List<Long> nativeChunk, long sourceBytes) {
    long width = elementBytes(array.type());
    double blockBytes = width;
    double nativeBytes = width;
    for (int d = 0; d < block.length; d++) {
      blockBytes *= block[d];
      nativeBytes *= nativeChunk.get(d);
    }
    double pieceBytes = VariablePlan.largestPieceBytes(block, nativeChunk, width);
    double memory =
        blockBytes
            + encodedBytes(array)
            + pieceBytes
            + pieceBytes / width * sourceBytes
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
