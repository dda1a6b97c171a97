package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.arcoforge.fetch.Urls;
import org.arcoforge.store.Stores;
import org.arcoforge.transfer.AccessCheck;
import org.arcoforge.transfer.AccessReport;
import org.arcoforge.transfer.AccessReport.Outcome;
import org.arcoforge.transfer.AccessReport.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "access",
    description =
        "Find out what you may do at a place: write, list, read and delete a tiny store of its own.")
final class AccessCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "URI",
      description = "Where stores are to be, such as gs://bucket/folder; or a Zarr store.")
  private String uri;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  AccessCommand() {
    this.spec = CommandSpec.create();
    this.uri = "";
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    AccessReport report =
        AccessCheck.run(Stores.open(uri, access.access()), UUID.randomUUID().toString());
    if (json) {
      out.println(json(report));
    } else {
      print(out, report);
    }
    return report.isOk() ? 0 : 1;
  }

  private void print(PrintWriter out, AccessReport report) {
    out.println(Urls.shown(uri));
    for (Step step : report.steps()) {
      String said =
          switch (step.outcome()) {
            case OK -> step.name().equals("login") ? who(report) : "ok";
            case FAILED -> "failed: " + step.message();
            case NOT_WANTED -> "no: " + step.message();
          };
      out.printf("%-8s %s%n", step.name(), said);
    }
    report.left().forEach(object -> out.printf("left     %s%n", object));
  }

  private static String who(AccessReport report) {
    return report
        .identity()
        .map(
            identity ->
                identity.name() + identity.until().map(until -> ", until " + until).orElse(""))
        .orElse("");
  }

  private String json(AccessReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("place", Urls.shown(uri));
    report
        .identity()
        .ifPresent(
            identity -> {
              root.put("identity", identity.name());
              identity.until().ifPresent(until -> root.put("until", until.toString()));
            });
    ArrayNode steps = root.putArray("steps");
    for (Step step : report.steps()) {
      ObjectNode object = steps.addObject().put("name", step.name());
      object.put("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
      if (step.outcome() != Outcome.OK) {
        object.put("message", step.message());
      }
    }
    ArrayNode left = root.putArray("left");
    report.left().forEach(left::add);
    root.put("ok", report.isOk());
    return root.toPrettyString();
  }
}
