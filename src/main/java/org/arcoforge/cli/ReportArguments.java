package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.arcoforge.config.Placeholders;
import org.arcoforge.fetch.Urls;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.report.RunFacts;
import org.arcoforge.report.StoreReport;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that asks for a report of the store. */
final class ReportArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write a report of the finished store into this folder: report.html with checks and a"
              + " picture of each variable, report.json, and summary.md.")
  private @Nullable String folder;

  /** Puts values in the places of placeholders. */
  void expand(Placeholders names) {
    if (folder != null) {
      try {
        folder = names.expand("--report", folder);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Makes sure, before a run, that a report can be written, if one is asked for.
   *
   * @param store what the report will be of
   * @throws IOException if it cannot
   * @throws ParameterException if the folder is no path, or in the store
   */
  void require(String store) throws IOException {
    if (folder == null) {
      return;
    }
    Path path = path(folder);
    if (!Stores.isRemote(store) && !store.startsWith("file:") && isWithin(path, store)) {
      throw wrong(
          "Cannot write a report to %s: it is in the store %s. Name another folder."
              .formatted(folder, store));
    }
    StoreReport.requireWritable(path);
  }

  private static boolean isWithin(Path path, String store) {
    try {
      return path.toAbsolutePath()
          .normalize()
          .startsWith(Path.of(store).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Writes the report of what a run did, if one is asked for, and says where it is.
   *
   * @param recipe as the user names it; empty if there is none
   * @throws IOException if the report cannot be written; the store is finished all the same
   */
  void write(String recipe, BakeSummary summary, StoreAccess access, PrintWriter out)
      throws IOException {
    write(summary.target(), access, facts(recipe, summary), " The store is finished.", out);
  }

  /** Writes the report of a store that was there, if one is asked for, and says where it is. */
  void write(String store, StoreAccess access, PrintWriter out) throws IOException {
    write(store, access, null, "", out);
  }

  private void write(
      String store, StoreAccess access, @Nullable RunFacts run, String end, PrintWriter out)
      throws IOException {
    if (folder == null) {
      return;
    }
    String shown = Urls.shown(store);
    try {
      Path path = path(folder);
      StoreReport.read(Stores.open(store, access), shown, tool(), run).write(path);
      out.printf("%nReport: %s%n", path.resolve(StoreReport.PAGE));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw new IOException(
          "Cannot write the report of %s to %s: %s.%s".formatted(shown, folder, reason(e), end), e);
    }
  }

  private static String reason(Throwable error) {
    if (error instanceof FileSystemException e) {
      return "%s (%s)"
          .formatted(
              e.getFile(), e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
    }
    boolean expected =
        error instanceof IOException
            || error instanceof UncheckedIOException
            || error instanceof IllegalArgumentException;
    return expected && error.getMessage() != null
        ? error.getMessage().replaceFirst("\\.$", "")
        : "internal error, " + error;
  }

  private String tool() {
    return spec == null ? "ARCO Forge" : String.join(" ", spec.root().version());
  }

  private static RunFacts facts(String recipe, BakeSummary summary) {
    BakeResult result = summary.result();
    List<RunFacts.FailedFile> failed =
        result.failedFiles().stream()
            .map(
                file ->
                    new RunFacts.FailedFile(
                        Urls.shown(file.url()), file.reason(), TreatedFile.words(file.treated())))
            .toList();
    return new RunFacts(
        recipe,
        result.progress().files(),
        result.sourceBytes(),
        result.progress().bytesFetched(),
        result.progress().arrayBytesWritten(),
        result.progress().storedBytesWritten(),
        result.phaseSeconds(),
        summary.seconds(),
        summary.peakBytes(),
        result.predictedPeakBytes(),
        List.copyOf(result.notices()),
        failed);
  }

  private Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong("Invalid value for option '--report': %s.".formatted(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
