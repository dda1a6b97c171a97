package org.arcoforge.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.pattern.Axis;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.plan.FailedFile;
import org.arcoforge.plan.FileIndex;
import org.arcoforge.plan.IndexDataset;
import org.arcoforge.plan.PatternShape;
import org.arcoforge.plan.Plan;
import org.arcoforge.read.DataFile;
import org.arcoforge.read.ReadBuffers;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.source.SourceFiles;
import org.jspecify.annotations.Nullable;

/**
 * Opens the source files of a job, preprocessed. Keeps the files used last open, since the units of
 * one variable read the same files one after another. For one thread.
 */
final class SourceDatasets implements AutoCloseable {
  private static final int MOST_OPEN = 64;
  private static final int ATTEMPTS = 5;

  private final Recipe recipe;
  private final FilePattern files;
  private final PatternShape shape;
  private final Combination combination;
  private final @Nullable Plan plan;
  private final List<Axis> stackAxes;
  private final long mostBytes;
  private final SourceFiles sources;
  private final ReadBuffers buffers = new ReadBuffers();
  private final Map<Long, Opened> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An open file.
   *
   * @param bytes its size on disk
   */
  private record Opened(DataFile file, Dataset dataset, long bytes) {}

  /**
   * Opens files.
   *
   * @param plan how they are to be in the store; null to leave them as the recipe's preprocess
   *     gives them
   * @param received told how many bytes came over the network
   */
  SourceDatasets(BakeJob job, @Nullable Plan plan, LongConsumer received) {
    this.recipe = job.recipe();
    this.files = job.files(recipe);
    this.shape = PatternShape.of(files);
    this.combination = recipe.target().combination();
    this.plan = plan;
    // What is open takes room on the disk, also when the cache has given it up.
    this.mostBytes =
        job.sources().refetches()
            ? job.sources().cacheBytes() / (4L * job.threads())
            : Long.MAX_VALUE;
    this.stackAxes = new ArrayList<>();
    for (Axis axis : files.axes()) {
      if (axis.kind() == Axis.Kind.STACK) {
        // The one added last comes first.
        stackAxes.add(0, axis);
      }
    }
    this.sources = new SourceFiles(job.sources(), this::urls, received);
  }

  PatternShape shape() {
    return shape;
  }

  Combination combination() {
    return combination;
  }

  /** Returns the URL of file {@code ordinal}. */
  String url(long ordinal) {
    return files.file(ordinal).url();
  }

  /** Returns the URLs of all files. */
  private Iterator<String> urls() {
    return LongStream.range(0, files.count()).mapToObj(this::url).iterator();
  }

  /** Returns file {@code ordinal}, preprocessed. Valid until 64 other files were opened. */
  Dataset open(long ordinal) throws IOException {
    Opened known = open.get(ordinal);
    if (known != null) {
      return known.dataset();
    }
    SourceFile source = files.file(ordinal);
    DataFile file = openFile(ordinal, source);
    try {
      Dataset contents = SourceFailedException.marked(file.dataset(files.group()));
      Dataset preprocessed = preprocess(source, contents);
      Dataset dataset = plan == null ? preprocessed : plan.harmonized(preprocessed, source.url());
      open.put(ordinal, new Opened(file, dataset, file.bytes()));
      closeBeyond(MOST_OPEN);
      return dataset;
    } catch (RuntimeException | IOException e) {
      file.close();
      throw e;
    }
  }

  private DataFile openFile(long ordinal, SourceFile source) throws IOException {
    try {
      DataFile file = openFound(source.url());
      if (plan != null && !plan.isOfVersion(ordinal, sources.version(source.url()))) {
        file.close();
        throw new IOException(
            "Cannot read %s: it is not the version that was planned, it has changed since. Run it again."
                .formatted(source.url()));
      }
      return file;
    } catch (NoSuchFileException e) {
      throw new SourceFailedException(
          new IOException(
              "Cannot find source file %s: it was removed during the run.".formatted(source.url()),
              e));
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  /** Opens a file; again if another thread has removed it from the cache just now. */
  private DataFile openFound(String url) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path path = sources.find(url);
      try {
        return DataFile.open(path, url, buffers);
      } catch (IOException e) {
        if (attempt == ATTEMPTS || Files.exists(path)) {
          throw e;
        }
      }
    }
  }

  private Dataset preprocess(SourceFile source, Dataset dataset) throws IOException {
    @Nullable Dataset result;
    try {
      result = recipe.preprocess(source, dataset);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      SourceFailedException ofFile = SourceFailedException.in(e);
      if (ofFile != null) {
        throw ofFile;
      }
      throw failed("preprocess " + source.url(), e);
    }
    if (result == null) {
      throw failed("preprocess " + source.url(), "it returned null");
    }
    return stacked(source, result);
  }

  private Dataset stacked(SourceFile source, Dataset dataset) {
    Dataset result = dataset;
    for (Axis axis : stackAxes) {
      result = stack(source.url(), result, axis.name(), axis.value(source.position(axis.name())));
    }
    return result;
  }

  /** Adds the dimension of a stack axis, with {@code key} as its coordinate. */
  private static Dataset stack(String url, Dataset dataset, String dimension, Object key) {
    Schema schema = dataset.schema();
    Optional<Dimension> before = schema.findDimension(dimension);
    boolean hasVariable =
        schema.findVariable(dimension).isPresent() || schema.unreadable().containsKey(dimension);
    if (before.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot stack %s along '%s': after preprocess it has that dimension already, of length %d, with%s coordinate. Use concat instead of stack."
              .formatted(url, dimension, before.get().length(), hasVariable ? " a" : "out"));
    }
    if (hasVariable) {
      throw new IllegalArgumentException(
          "Cannot stack %s along '%s': after preprocess it has a variable of that name already. Drop or rename it in preprocess."
              .formatted(url, dimension));
    }
    if (key instanceof LocalDateTime time) {
      return dataset.expandWith(dimension, time);
    }
    return key instanceof Number number
        ? dataset.expandWith(dimension, number)
        : dataset.expandWith(dimension, key.toString());
  }

  /** Returns an error that blames {@code cause} on the recipe's code. */
  IllegalArgumentException failed(String what, Throwable cause) {
    String message = cause.getMessage();
    String reason =
        cause instanceof IllegalArgumentException && message != null
            ? message.replaceAll("\\.$", "")
            : cause.toString();
    IllegalArgumentException error = failed(what, reason);
    error.initCause(cause);
    return error;
  }

  private IllegalArgumentException failed(String what, String reason) {
    return new IllegalArgumentException(
        "Cannot %s: %s. Correct preprocess in %s."
            .formatted(what, reason, recipe.getClass().getName()));
  }

  /** Returns the index of file {@code ordinal}. Leaves the file closed. */
  FileIndex index(long ordinal) throws IOException {
    Dataset dataset = open(ordinal);
    FileIndex index =
        IndexDataset.of(shape, combination, ordinal, url(ordinal), dataset, size(url(ordinal)));
    closeBeyond(0);
    return index.withVersion(version(url(ordinal)));
  }

  private long size(String url) throws IOException {
    return ofFile(() -> Files.size(sources.find(url)));
  }

  private String version(String url) throws IOException {
    return ofFile(() -> sources.version(url));
  }

  private interface Asking<T> {
    T ask() throws IOException;
  }

  private static <T> T ofFile(Asking<T> asking) throws IOException {
    try {
      return asking.ask();
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  /** Returns whether the recipe lets a run go on without files that cannot be read. */
  boolean toleratesFailures() {
    return combination.onFailure() != OnFailure.FAIL;
  }

  /** Returns the index of file {@code ordinal}, or why the file cannot be read. */
  RangeIndex.Tried tryIndex(long ordinal) throws IOException {
    try {
      return new RangeIndex.Tried(index(ordinal), null);
    } catch (SourceFailedException e) {
      closeBeyond(0);
      return failed(ordinal, String.valueOf(e.getMessage()));
    }
  }

  /** Returns file {@code ordinal} as one that cannot be read, since a store lists it so. */
  RangeIndex.Tried listed(long ordinal) throws IOException {
    return failed(ordinal, "It could not be read when the store was baked.");
  }

  private RangeIndex.Tried failed(long ordinal, String reason) throws IOException {
    Dataset keys = stacked(files.file(ordinal), new NoVariables());
    FileIndex known = IndexDataset.ofKeys(shape, combination, ordinal, keys);
    return new RangeIndex.Tried(null, new FailedFile(ordinal, reason, known));
  }

  /** A file of which nothing is known. */
  private record NoVariables() implements Dataset {
    @Override
    public Schema schema() {
      return Schema.of(List.of(), List.of(), Attributes.NONE);
    }

    @Override
    public Block read(String variable, Region region) {
      throw new IllegalArgumentException("There is no variable '%s'.".formatted(variable));
    }
  }

  private void closeBeyond(int most) throws IOException {
    Iterator<Opened> oldest = open.values().iterator();
    long bytes = open.values().stream().mapToLong(Opened::bytes).sum();
    while (open.size() > most || (open.size() > 1 && bytes > mostBytes)) {
      Opened closing = oldest.next();
      oldest.remove();
      bytes -= closing.bytes();
      closing.file().close();
    }
  }

  @Override
  public void close() throws IOException {
    closeBeyond(0);
    buffers.close();
    sources.close();
  }
}
