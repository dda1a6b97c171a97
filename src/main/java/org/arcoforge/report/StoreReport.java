package org.arcoforge.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.arcoforge.store.Store;
import org.jspecify.annotations.Nullable;

/** A report of a finished store: {@code report.html}, {@code report.json}, {@code summary.md}. */
public final class StoreReport {
  /** The page for people: whole, without scripts and without anything from elsewhere. */
  public static final String PAGE = "report.html";

  private static final String DATA = "report.json";
  private static final String SUMMARY = "summary.md";

  private final ReportContent content;

  private StoreReport(ReportContent content) {
    this.content = content;
  }

  /**
   * Reads metadata and samples of the values of {@code store}: of each variable the first and the
   * last record, within limits that the report states; of coordinates all values. One chunk is in
   * memory at a time.
   *
   * @param uri how people call the store
   * @param tool name and version of the program
   * @param run what the run that wrote the store knows; null if it is not known
   * @throws IOException if it is no store, or its metadata cannot be read; a chunk that cannot be
   *     decoded is said in the report
   */
  public static StoreReport read(Store store, String uri, String tool, @Nullable RunFacts run)
      throws IOException {
    return new StoreReport(ReportContent.read(store, uri, tool, run, ReadLimits.usual()));
  }

  /**
   * Makes sure that a report can be put into {@code folder}; makes nothing yet.
   *
   * @throws IOException if it cannot
   */
  public static void requireWritable(Path folder) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new IOException(
          "Cannot write a report to %s: %s is a file. Name a folder.".formatted(folder, there));
    }
    if (!Files.isWritable(there)) {
      throw new IOException(
          "Cannot write a report to %s: no permission in %s. Name another folder."
              .formatted(folder, there));
    }
    for (String name : new String[] {PAGE, DATA, SUMMARY}) {
      if (Files.isDirectory(folder.resolve(name))) {
        throw new IOException(
            "Cannot write a report to %s: %s in it is a folder. Name another folder."
                .formatted(folder, name));
      }
    }
  }

  /** Writes the files, each whole, and the folder if it is missing; those there are replaced. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve(DATA), ReportJson.document(content));
    write(folder.resolve(SUMMARY), SummaryText.of(content));
    write(folder.resolve(PAGE), new ReportPage(content).document());
  }

  private static void write(Path file, String text) throws IOException {
    Path whole = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      // Half a surrogate pair, which attributes may have, becomes a question mark.
      Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
