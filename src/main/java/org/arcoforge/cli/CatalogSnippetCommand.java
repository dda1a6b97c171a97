package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.StoreOutline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "snippet",
    description =
        "Print the lines of Python that open a finished store, as LEAP's catalog shows them.")
final class CatalogSnippetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "URI of a Zarr store.")
  private String store;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  CatalogSnippetCommand() {
    this.spec = CommandSpec.create();
    this.store = "";
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() throws IOException {
    StoreAccess as = access.access();
    outline(store, as);
    List<String> lines = PythonLines.ofCatalog(store, as);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("store", store);
      root.put("python", String.join("\n", lines) + "\n");
      out.println(root.toPrettyString());
    } else {
      lines.forEach(out::println);
    }
    return 0;
  }

  /** Reads a store that must be finished. */
  static StoreOutline outline(String uri, StoreAccess access) throws IOException {
    Store opened = Stores.open(uri, access);
    return StoreOutline.read(opened.toString(), key -> opened.get(new StoreKey(key)));
  }
}
