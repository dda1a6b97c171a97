package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.arcoforge.fetch.Urls;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.pipeline.VerifyStore;
import org.arcoforge.pipeline.VerifyStore.Findings;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Decode every chunk of a store; with a recipe, compare every value.")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "URI of a Zarr store.")
  private String store;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description = "Compare every value with the source files of this recipe.")
  private @Nullable String recipe;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Mixin private RunOptions options;

  @Mixin private ReportArguments report;

  VerifyCommand() {
    this.spec = CommandSpec.create();
    this.store = "";
    this.options = new RunOptions();
    this.report = new ReportArguments();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    report.require(store);
    Store opened = Stores.open(store, options.access());
    Findings decoded = VerifyStore.decode(opened, options.threads(), values -> {});
    @Nullable Findings compared = null;
    if (recipe != null) {
      try (RecipeRun run = options.start(recipe, spec.commandLine().getErr())) {
        compared = VerifyStore.compare(run.job(store, TargetMode.NEW), opened, values -> {});
      }
    }
    LinkedHashSet<String> all = new LinkedHashSet<>(decoded.faults());
    if (compared != null) {
      all.addAll(compared.faults());
    }
    List<String> faults = List.copyOf(all);
    Map<String, Integer> failed = VerifyStore.failedFiles(opened);
    if (json) {
      out.println(json(decoded, compared, failed, faults));
    } else {
      faults.forEach(out::println);
      out.printf(
          Locale.ROOT,
          "%s: decoded %s and %s%s%s. %s%n",
          store,
          Count.of(decoded.chunks(), "chunk"),
          Count.of(decoded.values(), "value"),
          compared == null
              ? ""
              : "; compared " + Count.of(compared.values(), "value") + " with the source files",
          failed.entrySet().stream()
              .map(f -> "; " + Count.of(f.getValue(), "source file") + " " + f.getKey())
              .findFirst()
              .orElse(""),
          faults.isEmpty() ? "No fault found." : Count.of(faults.size(), "fault") + " found.");
    }
    report.write(store, options.access(), json ? spec.commandLine().getErr() : out);
    return faults.isEmpty() ? 0 : 1;
  }

  private String json(
      Findings decoded,
      @Nullable Findings compared,
      Map<String, Integer> failed,
      List<String> faults) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("store", Urls.shown(store));
    root.put("chunksDecoded", decoded.chunks());
    root.put("valuesDecoded", decoded.values());
    if (compared != null) {
      root.put("valuesCompared", compared.values());
    }
    failed.forEach((word, count) -> root.put(word + "Files", count));
    ArrayNode array = root.putArray("faults");
    faults.forEach(array::add);
    return root.toPrettyString();
  }
}
