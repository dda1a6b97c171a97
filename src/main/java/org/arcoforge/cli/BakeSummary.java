package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * What a user sees of a finished run.
 *
 * @param seconds of the whole command
 * @param peakBytes of this process
 */
record BakeSummary(String target, BakeResult result, double seconds, long peakBytes) {

  void print(PrintWriter out) {
    out.printf("Baked %s%n%n", target);
    ArrayTable.print(out, result.metadata().arrays());
    out.println();
    out.printf(
        "read     %s in %s%n",
        ByteText.of(result.sourceBytes()), Count.of(result.progress().files(), "file"));
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
    out.printf(
        "memory   %s at the peak; predicted at most %s%n",
        ByteText.of(peakBytes), ByteText.of(result.predictedPeakBytes()));
    result.notices().forEach(out::println);
    out.printf(
        "%nOpen it in Python:%n  import xarray as xr%n  ds = xr.open_dataset(\"%s\", engine=\"zarr\", chunks={})%n",
        target);
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
    root.put("peakMemoryBytes", peakBytes);
    root.put("predictedPeakMemoryBytes", result.predictedPeakBytes());
    ArrayNode notices = root.putArray("notices");
    result.notices().forEach(notices::add);
    return root.toPrettyString();
  }
}
