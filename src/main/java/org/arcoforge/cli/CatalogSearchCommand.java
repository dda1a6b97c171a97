package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.arcoforge.catalog.Catalog;
import org.arcoforge.catalog.CatalogPage;
import org.arcoforge.catalog.CatalogPage.PageStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    description = "Find datasets in a catalog: those in whose text all words occur.")
final class CatalogSearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "WORDS",
      description = "What must occur in title, description, tags or names of stores.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--catalog",
      paramLabel = "FILE|URL",
      description = "A catalog's JSON, or a feedstock. Default: LEAP's catalog.")
  private String catalog = Catalog.LEAP;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  CatalogSearchCommand() {
    this.spec = CommandSpec.create();
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() throws IOException {
    Catalog read;
    try (FetchedWeb web = new FetchedWeb(access.access())) {
      read = Catalog.read(catalog, web);
    }
    List<String> each =
        words.stream().flatMap(word -> List.of(word.strip().split("\\s+")).stream()).toList();
    List<CatalogPage> found = read.search(each);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(found).toPrettyString());
    } else if (found.isEmpty()) {
      out.printf("Nothing found in %s of %s%n", Count.of(read.pages().size(), "dataset"), catalog);
    } else {
      found.forEach(page -> print(out, page));
      out.printf("%,d of %s%n", found.size(), Count.of(read.pages().size(), "dataset"));
    }
    return 0;
  }

  private static void print(PrintWriter out, CatalogPage page) {
    out.println(page.title());
    line(out, "tags", String.join(", ", page.tags()));
    line(out, "licence", page.license());
    line(out, "from", page.repository());
    for (PageStore store : page.stores()) {
      line(out, "store", store.name().isEmpty() ? store.id() : store.name());
      line(out, "", store.url());
    }
    out.println();
  }

  private static void line(PrintWriter out, String name, String text) {
    if (!text.isEmpty()) {
      out.printf("  %-8s %s%n", name, text);
    }
  }

  private ObjectNode json(List<CatalogPage> found) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("catalog", catalog);
    ArrayNode pages = root.putArray("found");
    for (CatalogPage page : found) {
      ObjectNode each = pages.addObject();
      each.put("title", page.title()).put("description", page.description());
      page.tags().forEach(each.putArray("tags")::add);
      each.put("license", page.license()).put("repository", page.repository());
      ArrayNode stores = each.putArray("stores");
      for (PageStore store : page.stores()) {
        stores.addObject().put("id", store.id()).put("name", store.name()).put("url", store.url());
      }
    }
    return root;
  }
}
