package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.arcoforge.fetch.Urls;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.read.DataFile;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.SourceFiles;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.SourceRun;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    description = "Show what is in a file, an archive, a record of a repository, or a Zarr store.")
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "URI",
      description =
          "A file (a path or a URL), a member of an archive (data.zip!/a.nc), a record (zenodo:7072512),"
              + " or a Zarr store.")
  private String uri;

  @Option(
      names = "--group",
      paramLabel = "PATH",
      defaultValue = "",
      description = "The group of the file to show. Default: the root.")
  private String group;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private SourceArguments sources;

  InspectCommand() {
    this.spec = CommandSpec.create();
    this.uri = "";
    this.group = "";
    this.sources = new SourceArguments();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SourceOptions options = sources.options("");
    Optional<Path> folder = SourceFiles.folder(options, uri);
    if (folder.isPresent()) {
      inspectStore(Stores.open(folder.get().toString(), options.access()), out);
      return 0;
    }
    if (mayBeStore()) {
      Store store = Stores.open(uri, options.access());
      if (uri.endsWith(".zarr") || ZarrReader.isStore(store)) {
        inspectStore(store, out);
        return 0;
      }
    }
    try (SourceRun run = SourceRun.start(options)) {
      if (ResolveSources.isWholeRecord(uri)) {
        inspectRecord(run, out);
      } else {
        inspectSource(run, out);
      }
    }
    return 0;
  }

  /** Returns whether a remote URI may be a store: of a web server's, its name must look so. */
  private boolean mayBeStore() {
    String name = uri.replaceFirst("[?#].*$", "").replaceFirst("/$", "").replaceFirst("^.*/", "");
    return uri.matches("(?s)(gs|s3)://[^!]*")
        || (uri.matches("(?is)https?://[^!]*") && (name.endsWith(".zarr") || !name.contains(".")));
  }

  private void inspectRecord(SourceRun run, PrintWriter out) throws IOException {
    try (ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
      RecordListing listing = new RecordListing(resolve.record(uri));
      if (json) {
        out.println(listing.json().toPrettyString());
      } else {
        listing.print(out);
      }
    }
  }

  private void inspectSource(SourceRun run, PrintWriter out) throws IOException {
    SourceOptions found =
        RecipeRun.resolve(run, FilePattern.single(uri), spec.commandLine().getErr());
    try (SourceFiles files = new SourceFiles(found)) {
      Optional<Map<String, Long>> members = files.members(uri);
      if (members.isPresent()) {
        listMembers(members.get(), out);
        return;
      }
      try (FileChannel channel = files.channel(uri);
          DataFile file = DataFile.open(channel, uri)) {
        Schema schema = file.dataset(group).schema();
        if (json) {
          out.println(json(file, channel.size(), schema).toPrettyString());
        } else {
          print(out, file, channel.size(), schema);
        }
      }
    }
  }

  private void listMembers(Map<String, Long> members, PrintWriter out) {
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("uri", Urls.shown(uri));
      ObjectNode sizes = root.putObject("members");
      members.forEach(sizes::put);
      out.println(root.toPrettyString());
      return;
    }
    out.printf("%s: archive of %s%n", Urls.shown(uri), Count.of(members.size(), "file"));
    members.forEach(
        (name, size) ->
            out.printf("  %s  %s%n", name, size < 0 ? "of unknown size" : ByteText.of(size)));
    out.printf("Write %s!/ and a name to mean one of them.%n", Urls.shown(uri));
  }

  private void print(PrintWriter out, DataFile file, long bytes, Schema schema) {
    out.printf("%s: %s, %s%n", Urls.shown(uri), file.format(), ByteText.of(bytes));
    if (!file.groups().isEmpty()) {
      out.printf("groups: %s (show one with --group)%n", String.join(", ", file.groups()));
    }
    out.println("dimensions:");
    for (Dimension dimension : schema.dimensions()) {
      out.printf(
          "  %s = %,d%s%n",
          dimension.name(), dimension.length(), dimension.unlimited() ? " (unlimited)" : "");
    }
    out.println("variables:");
    for (Variable variable : schema.variables()) {
      out.printf(
          "  %s %s(%s)  %s%s%n",
          variable.type(),
          variable.name(),
          String.join(", ", variable.dimensions()),
          size(schema, variable),
          storage(variable));
      print(out, "      ", variable.attributes());
    }
    schema
        .unreadable()
        .forEach((name, reason) -> out.printf("  %s cannot be read: %s%n", name, reason));
    if (!schema.attributes().isEmpty()) {
      out.println("attributes:");
      print(out, "  ", schema.attributes());
    }
  }

  private static String size(Schema schema, Variable variable) {
    long elements = schema.all(variable).size();
    return variable.type().isFixedSize()
        ? ByteText.of(elements * variable.type().byteSize())
        : Count.of(elements, "string");
  }

  private static String storage(Variable variable) {
    List<String> parts = new ArrayList<>();
    if (variable.storage().isChunked()) {
      parts.add(
          variable.storage().chunk().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" × ", "chunks (", ")")));
    }
    parts.addAll(variable.storage().filters());
    return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
  }

  private static void print(PrintWriter out, String indent, Attributes attributes) {
    attributes.forEach((name, value) -> out.printf("%s%s: %s%n", indent, name, value));
  }

  private void inspectStore(Store store, PrintWriter out) throws IOException {
    if (!group.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot show group '%s' of %s: it is a Zarr store or a directory, and only groups of files can be shown. Give the address of the group."
              .formatted(group, uri));
    }
    GroupMetadata metadata = ZarrReader.open(store).metadata();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("uri", Urls.shown(uri));
      root.put("format", format(metadata));
      ArrayNode arrays = root.putArray("arrays");
      for (ArrayMetadata array : metadata.arrays()) {
        ObjectNode node = ArrayTable.json(array);
        node.set("attributes", json(array.attributes()));
        arrays.add(node);
      }
      root.set("attributes", json(metadata.attributes()));
      out.println(root.toPrettyString());
      return;
    }
    out.printf("%s: %s%n%n", Urls.shown(uri), format(metadata));
    ArrayTable.print(out, metadata.arrays());
    for (ArrayMetadata array : metadata.arrays()) {
      if (!array.attributes().isEmpty()) {
        out.printf("%n%s%n", array.name());
        print(out, "  ", array.attributes());
      }
    }
    if (!metadata.attributes().isEmpty()) {
      out.printf("%nattributes%n");
      print(out, "  ", metadata.attributes());
    }
  }

  private static String format(GroupMetadata metadata) {
    return switch (metadata.format()) {
      case V2 -> "Zarr 2";
      case V3 -> "Zarr 3";
    };
  }

  private ObjectNode json(DataFile file, long bytes, Schema schema) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("uri", Urls.shown(uri));
    root.put("format", file.format());
    root.put("bytes", bytes);
    ArrayNode groups = root.putArray("groups");
    file.groups().forEach(groups::add);
    ArrayNode dimensions = root.putArray("dimensions");
    for (Dimension dimension : schema.dimensions()) {
      dimensions
          .addObject()
          .put("name", dimension.name())
          .put("length", dimension.length())
          .put("unlimited", dimension.unlimited());
    }
    ArrayNode variables = root.putArray("variables");
    for (Variable variable : schema.variables()) {
      ObjectNode node = variables.addObject();
      node.put("name", variable.name()).put("type", variable.type().toString());
      ArrayNode names = node.putArray("dimensions");
      variable.dimensions().forEach(names::add);
      ArrayNode chunk = node.putArray("nativeChunk");
      variable.storage().chunk().forEach(chunk::add);
      ArrayNode filters = node.putArray("filters");
      variable.storage().filters().forEach(filters::add);
      node.set("attributes", json(variable.attributes()));
    }
    ObjectNode unreadable = root.putObject("unreadable");
    schema.unreadable().forEach(unreadable::put);
    root.set("attributes", json(schema.attributes()));
    return root;
  }

  private static ObjectNode json(Attributes attributes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    attributes.forEach(
        (name, value) -> {
          if (value instanceof AttributeValue.Text text) {
            node.put(name, text.value());
          } else if (value instanceof AttributeValue.Texts texts) {
            ArrayNode array = node.putArray(name);
            texts.values().forEach(array::add);
          } else if (value instanceof AttributeValue.Numbers numbers) {
            ArrayNode array = node.putArray(name);
            numbers.values().forEach(n -> array.addPOJO(n));
          }
        });
    return node;
  }
}
