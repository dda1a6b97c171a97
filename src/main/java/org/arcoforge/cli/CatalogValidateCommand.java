package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arcoforge.catalog.CheckFeedstock;
import org.arcoforge.catalog.CheckedFeedstock;
import org.arcoforge.catalog.Finding;
import org.arcoforge.catalog.Finding.Severity;
import org.arcoforge.catalog.Web;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description =
        "Check meta.yaml and catalog.yaml as LEAP's catalog does, and stricter; load the recipes and"
            + " open the stores that they name.")
final class CatalogValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "A feedstock's folder, one of its files, or the URL of one. Default: the working directory.")
  private List<String> paths = new ArrayList<>();

  @Option(names = "--offline", description = "Do not open the stores.")
  private boolean offline;

  @Option(
      names = "--expiring",
      paramLabel = "BUCKET=DAYS",
      description =
          "Refuse stores in BUCKET, whose objects are deleted after so many DAYS; 0: take them."
              + " Default: gs://leap-scratch=7.")
  private List<String> expiring = new ArrayList<>();

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  CatalogValidateCommand() {
    this.spec = CommandSpec.create();
    this.access = new AccessArguments();
  }

  /** What was found of one path. */
  private record Checked(String path, List<Finding> findings, int stores, int opened) {
    List<Finding> all(Severity severity) {
      return findings.stream().filter(finding -> finding.severity() == severity).toList();
    }
  }

  @Override
  public Integer call() throws IOException {
    ExpiringBuckets buckets = buckets();
    List<Checked> checked = new ArrayList<>();
    try (FetchedWeb web = new FetchedWeb(access.access())) {
      for (String path : paths.isEmpty() ? List.of(".") : paths) {
        checked.add(check(path, offline ? Optional.empty() : Optional.of(web), buckets));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(checked).toPrettyString());
    } else {
      checked.forEach(each -> print(out, each));
    }
    return checked.stream().allMatch(each -> each.all(Severity.FAULT).isEmpty()) ? 0 : 1;
  }

  private ExpiringBuckets buckets() {
    try {
      return ExpiringBuckets.parse(expiring);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static Checked check(String path, Optional<Web> web, ExpiringBuckets buckets)
      throws IOException {
    CheckedFeedstock feedstock = CheckFeedstock.run(path, web, buckets::reason);
    List<Finding> findings = new ArrayList<>(feedstock.findings());
    findings.addAll(ListedRecipes.check(feedstock));
    return new Checked(path, findings, feedstock.stores(), feedstock.opened());
  }

  private void print(PrintWriter out, Checked checked) {
    checked.findings().forEach(out::println);
    List<Finding> faults = checked.all(Severity.FAULT);
    List<Finding> warnings = checked.all(Severity.WARNING);
    String unopened =
        offline && checked.stores() > 0
            ? " " + Count.of(checked.stores(), "store") + " not opened (--offline)."
            : "";
    out.printf(
        "%s: %s%s.%s%n",
        checked.path(),
        faults.isEmpty() ? "No fault found" : Count.of(faults.size(), "fault") + " found",
        warnings.isEmpty() ? "" : ", " + Count.of(warnings.size(), "warning"),
        checked.opened() > 0 ? " " + Count.of(checked.opened(), "store") + " opened." : unopened);
  }

  private ObjectNode json(List<Checked> checked) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("offline", offline);
    ArrayNode feedstocks = root.putArray("feedstocks");
    for (Checked each : checked) {
      ObjectNode feedstock = feedstocks.addObject();
      feedstock.put("path", each.path());
      feedstock.put("stores", each.stores());
      feedstock.put("storesOpened", each.opened());
      add(feedstock.putArray("faults"), each.all(Severity.FAULT));
      add(feedstock.putArray("warnings"), each.all(Severity.WARNING));
    }
    return root;
  }

  private static void add(ArrayNode array, List<Finding> findings) {
    for (Finding finding : findings) {
      array
          .addObject()
          .put("file", finding.source())
          .put("line", finding.line())
          .put("path", finding.path())
          .put("text", finding.text());
    }
  }
}
