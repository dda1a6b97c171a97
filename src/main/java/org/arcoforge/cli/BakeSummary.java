package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * What a user sees of a finished run.
 *
 * @param repair whether the store was to be repaired
 * @param seconds of the whole command
 * @param peakBytes of this process; 0 if others did the work
 */
record BakeSummary(
    String target, boolean repair, BakeResult result, double seconds, long peakBytes) {
  /** How many files that cannot be read are listed with their reasons. */
  private static final int MOST_FILES = 20;

  /**
   * Prints it.
   *
   * @param access how the store was reached
   */
  void print(PrintWriter out, StoreAccess access) {
    if (repair && result.repairedFiles() == 0) {
      out.printf("Nothing to repair in %s: %s.%n", target, still());
      print(result.failedFiles(), out);
      return;
    }
    if (repair) {
      out.printf(
          "Repaired %s: took in %s; %s%n%n",
          target, Count.of(result.repairedFiles(), "file"), still() + ".");
    } else {
      out.printf("Baked %s%n%n", target);
    }
    ArrayTable.print(out, result.metadata().arrays());
    out.println();
    out.printf(
        "read     %s in %s%s%n",
        ByteText.of(result.sourceBytes()),
        Count.of(result.progress().files(), "file"),
        result.progress().bytesFetched() > 0
            ? ", fetched " + ByteText.of(result.progress().bytesFetched())
            : "");
    out.printf(
        "wrote    %s of arrays as %s in %s%n",
        ByteText.of(result.progress().arrayBytesWritten()),
        ByteText.of(result.progress().storedBytesWritten()),
        Count.of(result.chunks(), "chunk"));
    StringBuilder phases = new StringBuilder();
    result
        .phaseSeconds()
        .forEach(
            (phase, time) -> phases.append(String.format(Locale.ROOT, "%s %.1f s, ", phase, time)));
    out.printf(Locale.ROOT, "time     %s%.1f s in all%n", phases, seconds);
    String predicted = "predicted at most " + ByteText.of(result.predictedPeakBytes());
    out.printf(
        "memory   %s%n",
        peakBytes == 0
            ? predicted + " for each worker"
            : ByteText.of(peakBytes) + " at the peak; " + predicted);
    print(result.failedFiles(), out);
    result.notices().forEach(out::println);
    PythonLines.print(out, target, access);
  }

  private String still() {
    if (result.failedFiles().isEmpty()) {
      return "no source file is skipped or filled";
    }
    String words = TreatedFile.words(result.failedFiles().get(0).treated());
    return "%s still cannot be read (%s)"
        .formatted(Count.of(result.failedFiles().size(), "file"), words);
  }

  /** Prints the first of files that cannot be read, each with its reason. */
  static void print(List<TreatedFile> files, PrintWriter out) {
    for (TreatedFile file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      out.printf("%-8s %s: %s%n", TreatedFile.words(file.treated()), file.url(), file.reason());
    }
    if (files.size() > MOST_FILES) {
      out.printf("         and %s more%n", Count.of(files.size() - MOST_FILES, "file"));
    }
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("store", target);
    ArrayNode arrays = root.putArray("arrays");
    for (ArrayMetadata array : result.metadata().arrays()) {
      arrays.add(ArrayTable.json(array));
    }
    root.put("files", result.progress().files());
    root.put("sourceBytes", result.sourceBytes());
    root.put("units", result.progress().units());
    root.put("chunks", result.chunks());
    root.put("arrayBytes", result.progress().arrayBytesWritten());
    root.put("storedBytes", result.progress().storedBytesWritten());
    ObjectNode phases = root.putObject("phaseSeconds");
    result.phaseSeconds().forEach(phases::put);
    root.put("seconds", seconds);
    if (peakBytes > 0) {
      root.put("peakMemoryBytes", peakBytes);
    }
    root.put("predictedPeakMemoryBytes", result.predictedPeakBytes());
    root.set("failedFiles", FailedFilesJson.array(result.failedFiles()));
    if (repair) {
      root.put("repairedFiles", result.repairedFiles());
    }
    ArrayNode notices = root.putArray("notices");
    result.notices().forEach(notices::add);
    return root.toPrettyString();
  }
}
