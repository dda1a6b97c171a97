package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Region;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.ReadPiece;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.plan.Unit;
import org.arcoforge.store.Store;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.DocumentCheck;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;

/** Checks a finished store. */
public final class VerifyStore {
  private static final int MOST_FAULTS = 20;

  /** What chunks that servers are asked for may take together. */
  private static final long WAITING_BYTES = 256 << 20;

  /**
   * What was found.
   *
   * @param chunks how many chunks were decoded
   * @param values how many values were decoded, or compared with the sources
   * @param faults what is wrong, at most 20 sentences; none if the store is sound
   */
  public record Findings(long chunks, long values, List<String> faults) {
    public Findings {
      faults = faults.stream().limit(MOST_FAULTS).toList();
    }

    private Findings plus(Findings other) {
      List<String> all = new ArrayList<>(faults);
      all.addAll(other.faults);
      return new Findings(chunks + other.chunks, values + other.values, all);
    }
  }

  private static final Findings NONE = new Findings(0, 0, List.of());

  private VerifyStore() {}

  /** Returns how many source files a finished store lists as skipped or filled, by that word. */
  public static Map<String, Integer> failedFiles(Store store) throws IOException {
    ListedFiles listed = ListedFiles.of(store);
    return listed.urls().isEmpty()
        ? Map.of()
        : Map.of(TreatedFile.words(listed.treated()), listed.urls().size());
  }

  /**
   * Decodes every chunk of every array.
   *
   * @param progress told how many values each step decoded, by any thread
   * @throws IOException if there is no store, or its metadata cannot be read
   */
  public static Findings decode(Store store, int threads, LongConsumer progress)
      throws IOException, InterruptedException {
    ZarrReader reader = ZarrReader.open(store);
    List<Callable<Findings>> parts = new ArrayList<>();
    for (ArrayMetadata array : reader.metadata().arrays()) {
      for (long chunk = 0; chunk < array.grid().chunkCount(); chunk++) {
        long[] index = array.grid().index(chunk);
        parts.add(() -> decode(reader, array, index, progress));
      }
    }
    return all(Math.max(threads, waiting(store, reader.metadata())), parts);
  }

  /** Returns how many chunks may be asked for at the same time where each waits for a server. */
  private static int waiting(Store store, GroupMetadata metadata) {
    long largest = 1;
    for (ArrayMetadata array : metadata.arrays()) {
      long elements =
          array.chunk().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      largest = Math.max(largest, elements * array.type().byteSize());
    }
    // A chunk is in memory as it was stored, and decoded.
    return (int) Math.min(store.concurrency(), WAITING_BYTES / (2 * largest));
  }

  private static Findings decode(
      ZarrReader reader, ArrayMetadata array, long[] index, LongConsumer progress) {
    String key = reader.metadata().chunkKey(array, index).path();
    try {
      if (reader.findChunk(array, index).isEmpty()) {
        return new Findings(1, 0, List.of("Chunk %s is missing.".formatted(key)));
      }
      long values = array.grid().region(index).size();
      progress.accept(values);
      return new Findings(1, values, List.of());
    } catch (IOException e) {
      return new Findings(1, 0, List.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      return new Findings(1, 0, List.of("Chunk %s cannot be decoded: %s.".formatted(key, e)));
    }
  }

  /**
   * Compares every metadata document and every value with what {@code job} would write. If the job
   * names no format, it is that of the store. Values are not compared if the arrays are of other
   * types or shapes. Files that the store lists as skipped or filled count as not readable, also if
   * they can be read now, and no others.
   *
   * @param progress told how many values each step compared, by any thread
   * @throws IOException if there is no store, or a source cannot be read
   */
  public static Findings compare(BakeJob job, Store store, LongConsumer progress)
      throws IOException, InterruptedException {
    ZarrReader reader = ZarrReader.open(store);
    BakeJob sameFormat = job.withDefaultFormat(reader.metadata().format());
    ListedFiles listed = ListedFiles.of(reader.metadata().attributes());
    Plan plan = PlanJob.plan(sameFormat, listed, indexed -> {});
    List<String> faults = differences(plan.metadata(), reader.metadata());
    if (!faults.isEmpty()) {
      return new Findings(0, 0, faults);
    }
    Findings documents =
        new Findings(
            0,
            0,
            DocumentCheck.differences(Provenance.kept(plan.metadata(), reader.metadata()), store));
    List<Callable<Findings>> parts = new ArrayList<>();
    for (String name : plan.coordinates()) {
      parts.add(
          () -> {
            Block expected = plan.coordinate(name);
            return compareCoordinate(name, expected, reader, progress);
          });
    }
    for (long unit = 0; unit < plan.unitCount(); unit++) {
      long number = unit;
      parts.add(
          () -> {
            return compare(sameFormat, plan, number, reader, progress);
          });
    }
    return documents.plus(all(job.threads(), parts));
  }

  private static Findings compareCoordinate(
      String name, Block expected, ZarrReader reader, LongConsumer progress) {
    Region all = Region.all(expected.size());
    try {
      Block found = reader.read(name, all);
      progress.accept(expected.size());
      ValueDifference difference = new ValueDifference(name, all, "the source files");
      return new Findings(1, expected.size(), difference.find(expected, found));
    } catch (IOException e) {
      return new Findings(0, 0, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> differences(GroupMetadata expected, GroupMetadata found) {
    List<String> faults = new ArrayList<>();
    if (expected.arrays().stream()
        .map(ArrayMetadata::name)
        .anyMatch(n -> found.arrays().stream().noneMatch(a -> a.name().equals(n)))) {
      faults.add(
          "The store has arrays %s, the recipe gives %s."
              .formatted(
                  found.arrays().stream().map(ArrayMetadata::name).toList(),
                  expected.arrays().stream().map(ArrayMetadata::name).toList()));
      return faults;
    }
    for (ArrayMetadata array : expected.arrays()) {
      ArrayMetadata other =
          found.arrays().stream()
              .filter(a -> a.name().equals(array.name()))
              .findFirst()
              .orElseThrow();
      if (array.type() != other.type()
          || !array.shape().equals(other.shape())
          || !array.dimensions().equals(other.dimensions())) {
        faults.add(
            "'%s' is %s %s %s in the store; the recipe gives %s %s %s."
                .formatted(
                    array.name(),
                    other.type(),
                    other.dimensions(),
                    other.shape(),
                    array.type(),
                    array.dimensions(),
                    array.shape()));
      }
    }
    return faults;
  }

  private static Findings compare(
      BakeJob job, Plan plan, long number, ZarrReader reader, LongConsumer progress)
      throws IOException {
    Unit unit = plan.unit(number);
    try (SourceDatasets sources = new SourceDatasets(job, plan, bytes -> {})) {
      return MemoryBudget.ofThisProcess(job.budget())
          .within(unit.memoryBytes(), () -> compare(sources, unit, reader, progress));
    }
  }

  private static Findings compare(
      SourceDatasets sources, Unit unit, ZarrReader reader, LongConsumer progress)
      throws IOException {
    String name = unit.array().name();
    Block stored;
    try {
      stored = reader.read(name, unit.region());
    } catch (IOException e) {
      return new Findings(0, 0, List.of(String.valueOf(e.getMessage())));
    }
    Findings findings = new Findings(unit.chunks().size(), 0, List.of());
    if (unit.filled()) {
      findings = findings.plus(compareGaps(unit, stored));
    }
    for (ReadPiece piece : unit.reads()) {
      Block expected = sources.open(piece.file()).read(name, piece.inFile());
      int[] from = new int[piece.inArray().rank()];
      for (int d = 0; d < from.length; d++) {
        from[d] = (int) (piece.inArray().origin(d) - unit.region().origin(d));
      }
      Block found = stored.slice(from, Block.shapeOf(piece.inArray()));
      progress.accept(expected.size());
      ValueDifference difference =
          new ValueDifference(name, piece.inArray(), sources.url(piece.file()));
      findings = findings.plus(new Findings(0, expected.size(), difference.find(expected, found)));
    }
    return findings;
  }

  /** Checks that what no source covers is missing. */
  private static Findings compareGaps(Unit unit, Block stored) {
    boolean[] covered = new boolean[stored.size()];
    for (ReadPiece piece : unit.reads()) {
      for (long i = 0; i < piece.inArray().size(); i++) {
        covered[unit.region().offset(piece.inArray().index(i))] = true;
      }
    }
    Block padding = unit.array().paddingValue();
    Block missing = Block.allocate(stored.type(), 1);
    missing.fill(padding);
    for (int i = 0; i < covered.length; i++) {
      Block found = stored.reshape(stored.size()).slice(new int[] {i}, new int[] {1});
      if (!covered[i] && !found.equals(missing)) {
        ValueDifference difference =
            new ValueDifference(
                unit.array().name(),
                Region.of(unit.region().index(i), new long[unit.region().rank()]),
                "no source file");
        return new Findings(0, 0, difference.find(missing, found));
      }
    }
    return NONE;
  }

  private static Findings all(int threads, List<Callable<Findings>> parts)
      throws IOException, InterruptedException {
    return Parts.doAll(threads, parts).stream().reduce(NONE, Findings::plus);
  }
}
