package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.fetch.Urls;
import org.arcoforge.store.Identity;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;
import org.arcoforge.transfer.CopyResult;
import org.arcoforge.transfer.CopyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "copy",
    description =
        "Copy a whole Zarr store, byte by byte. What a copy that was stopped has copied is not copied again.")
final class CopyCommand implements Callable<Integer> {
  /** Which part of the heap objects may take; clients hold them a second time. */
  private static final int HEAP_PART = 4;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SRC", description = "URI of a Zarr store.")
  private String source;

  @Parameters(index = "1", paramLabel = "DST", description = "URI of the copy.")
  private String destination;

  @Option(names = "--overwrite", description = "Replace another Zarr store that is there.")
  private boolean overwrite;

  @Option(
      names = "--expiring",
      paramLabel = "BUCKET=DAYS",
      description = ExpiringBuckets.DESCRIPTION)
  private List<String> expiring = new ArrayList<>();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  CopyCommand() {
    this.spec = CommandSpec.create();
    this.source = "";
    this.destination = "";
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long start = System.nanoTime();
    warn(err);
    StoreAccess as = access.access();
    Store from = Stores.open(source, as);
    Store to = Stores.open(destination, as);
    for (Store store : new Store[] {from, to}) {
      ending(store.toString(), store.identity(), Clock.systemUTC()).ifPresent(err::println);
    }
    err.flush();
    CopyResult result;
    try (CopyDisplay display = new CopyDisplay(err)) {
      long memory = Runtime.getRuntime().maxMemory() / HEAP_PART;
      result = CopyStore.run(from, to, overwrite, memory, display::show);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (json) {
      out.println(json(result, seconds));
    } else {
      print(out, result, seconds);
    }
    return 0;
  }

  private void warn(PrintWriter err) {
    try {
      ExpiringBuckets.parse(expiring).warning(destination).ifPresent(err::println);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns what to say of credentials that end, if these do. */
  static Optional<String> ending(String store, Identity identity, Clock clock) {
    return identity
        .until()
        .map(
            until -> {
              Instant now = clock.instant();
              long minutes = Duration.between(now, until).toMinutes();
              return "The credentials for %s (%s) end at %s, %s."
                  .formatted(
                      store,
                      identity.name(),
                      until.truncatedTo(ChronoUnit.SECONDS),
                      until.isAfter(now)
                          ? "in " + Count.of(minutes, "minute")
                          : "which is in the past");
            });
  }

  private void print(PrintWriter out, CopyResult result, double seconds) {
    if (result.wasThere()) {
      out.printf("Nothing to copy: %s is equal to %s%n%n", destination, Urls.shown(source));
    } else {
      out.printf("Copied %s to %s%n%n", Urls.shown(source), destination);
    }
    long objects = result.objects() - result.objectsThere();
    long bytes = result.bytes() - result.bytesThere();
    out.printf("copied   %s in %s%n", ByteText.of(bytes), Count.of(objects, "object"));
    if (result.objectsThere() > 0) {
      out.printf(
          "there    %s in %s, equal%n",
          ByteText.of(result.bytesThere()), Count.of(result.objectsThere(), "object"));
    }
    if (result.missingChunks() > 0) {
      out.printf(
          "missing  %s, which have the fill value%n", Count.of(result.missingChunks(), "chunk"));
    }
    if (result.objectsDeleted() > 0) {
      out.printf(
          "deleted  %s of the store that was there%n", Count.of(result.objectsDeleted(), "object"));
    }
    out.printf(Locale.ROOT, "time     %.1f s", seconds);
    if (bytes > 0) {
      out.printf(", %s/s", ByteText.of((long) (bytes / Math.max(0.001, seconds))));
    }
    out.println();
    PythonLines.print(out, destination, access.access());
  }

  private String json(CopyResult result, double seconds) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("source", Urls.shown(source));
    root.put("store", destination);
    root.put("objects", result.objects());
    root.put("bytes", result.bytes());
    root.put("objectsThere", result.objectsThere());
    root.put("bytesThere", result.bytesThere());
    root.put("missingChunks", result.missingChunks());
    root.put("objectsDeleted", result.objectsDeleted());
    root.put("seconds", seconds);
    return root.toPrettyString();
  }
}
