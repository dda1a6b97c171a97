package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arcoforge.catalog.StoreEntry;
import org.arcoforge.catalog.StoreUrls;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.StoreOutline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "entry", description = "Print what catalog.yaml is to say of a finished store.")
final class CatalogEntryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "URI of a Zarr store.")
  private String store;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "That of the recipe. Default: the name of the store, without .zarr.")
  private @Nullable String id;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it. Default: the store's attribute title, or the id.")
  private @Nullable String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the public will find the store, if not at the https form of its own URI.")
  private @Nullable String url;

  @Option(names = "--offline", description = "Do not see whether the public can read the URL.")
  private boolean offline;

  @Option(
      names = "--allow-scratch",
      description = "Take a URL whose objects are deleted after days.")
  private boolean allowScratch;

  @Option(
      names = "--expiring",
      paramLabel = "BUCKET=DAYS",
      description =
          "Refuse a URL in BUCKET, whose objects are deleted after so many DAYS."
              + " Default: gs://leap-scratch=7.")
  private List<String> expiring = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  CatalogEntryCommand() {
    this.spec = CommandSpec.create();
    this.store = "";
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() throws IOException {
    StoreAccess as = access.access();
    String published = published(as);
    refuseScratch(published);
    StoreOutline outline = CatalogSnippetCommand.outline(store, as);
    String label = id == null ? label(store) : id;
    String title =
        name == null
            ? outline.attributes().text("title").filter(t -> !t.isBlank()).orElse(label)
            : name;
    Optional<Boolean> isPublic = offline ? Optional.empty() : isPublic(published, as);
    StoreEntry entry = StoreEntry.of(outline, label, title, published, isPublic);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(entry).toPrettyString());
    } else {
      out.print(entry.yaml());
      out.flush();
    }
    return 0;
  }

  private String published(StoreAccess as) {
    if (url != null) {
      if (!url.matches("(?i)(https?|gs)://[^/\\s]+/\\S+")) {
        throw new ParameterException(
            spec.commandLine(),
            "Invalid value for option '--url': '%s' (write it like https://host/path)."
                .formatted(url));
      }
      return url;
    }
    if (!Stores.isRemote(store)) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot make an entry of %s: the public does not reach it. Say with --url where it will be."
              .formatted(store));
    }
    return PythonLines.endpoint(store, as)
        .filter(server -> store.startsWith("s3://"))
        .map(server -> server.replaceFirst("/+$", "") + "/" + store.substring("s3://".length()))
        .orElseGet(() -> StoreUrls.everybodys(store));
  }

  private void refuseScratch(String published) {
    ExpiringBuckets buckets;
    try {
      buckets = ExpiringBuckets.parse(expiring);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    Optional<String> reason = buckets.reason(StoreUrls.bucket(published));
    if (reason.isPresent() && !allowScratch) {
      throw new IllegalArgumentException(
          "Cannot make an entry of %s: %s. Copy the store to where it stays, or say --allow-scratch."
              .formatted(published, reason.get()));
    }
  }

  private static String label(String store) {
    String path = store.replaceFirst("[?#].*$", "").replaceFirst("[/\\\\]+$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
        .replaceFirst("\\.zarr$", "");
  }

  /** Asks as anybody would; says so if nobody can be asked yet. */
  private Optional<Boolean> isPublic(String published, StoreAccess as) throws IOException {
    String http = StoreUrls.http(published);
    StoreAccess anybody = new StoreAccess(List.of(), as.hosts(), as.mirrors(), List.of());
    try (FetchedWeb web = new FetchedWeb(anybody)) {
      if (web.get(http + "/.zmetadata").isPresent() || web.get(http + "/zarr.json").isPresent()) {
        return Optional.of(true);
      }
      warn("nothing is at " + http + " yet");
    } catch (AccessDeniedException e) {
      return Optional.of(false);
    } catch (IOException e) {
      warn(String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
    }
    return Optional.empty();
  }

  private void warn(String reason) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("warning: %s. The entry does not say whether the store is public.%n", reason);
    err.flush();
  }

  private static ObjectNode json(StoreEntry entry) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("id", entry.id()).put("name", entry.name()).put("url", entry.url());
    root.putObject("xarray_open_kwargs").put("engine", "zarr");
    entry.isPublic().ifPresent(value -> root.put("public", value));
    root.put("geospatial", entry.geospatial());
    entry.lastUpdated().ifPresent(value -> root.put("last_updated", value));
    return root;
  }
}
