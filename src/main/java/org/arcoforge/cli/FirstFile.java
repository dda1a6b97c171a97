package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Schema;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.read.DataFile;
import org.arcoforge.source.SourceFiles;
import org.arcoforge.source.SourceRun;

/** What the first file of a push holds, and what the options of the push must fit to. */
record FirstFile(String name, String group, Schema schema) {

  /**
   * Reads the header of {@code file}.
   *
   * @param group its group; empty for the root
   * @param err told what there is to know of records
   */
  static FirstFile read(PushFile file, String group, SourceRun run, PrintWriter err)
      throws IOException {
    try (SourceFiles files =
            new SourceFiles(RecipeRun.resolve(run, FilePattern.single(file.url()), err));
        FileChannel channel = files.channel(file.url());
        DataFile data = DataFile.open(channel, file.name())) {
      return new FirstFile(file.name(), group, data.dataset(group).schema());
    }
  }

  /**
   * Checks how {@code count} files are to be combined.
   *
   * @param concat empty if nothing is said
   */
  void requireConcat(String concat, int count) {
    if (concat.isEmpty() && count > 1) {
      throw new IllegalArgumentException(
          "Cannot push %s without --concat: the first, %s, %s.%s"
              .formatted(Count.of(count, "file"), place(), dimensions(), suggestion()));
    }
    if (!concat.isEmpty() && schema.findDimension(concat).isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot push along '%s': %s %s. %s"
              .formatted(
                  concat,
                  place(),
                  dimensions(),
                  schema.dimensions().isEmpty()
                      ? "Write a recipe that stacks the files."
                      : "Name one of these, or write a recipe that stacks the files."));
    }
    if (!concat.isEmpty()) {
      requireAxis(concat);
    }
  }

  private void requireAxis(String concat) {
    try {
      FilePattern.single(name).concat(concat);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot push along '%s' of %s: %s Write a recipe that renames it."
              .formatted(concat, place(), e.getMessage()),
          e);
    }
  }

  /** Checks that there are {@code chunked} dimensions. */
  void requireDimensions(Collection<String> chunked) {
    for (String dimension : chunked) {
      if (schema.findDimension(dimension).isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot chunk along '%s': %s %s. Name one of these with --chunk."
                .formatted(dimension, place(), dimensions()));
      }
    }
  }

  private String place() {
    return group.isEmpty() ? name : "group %s of %s".formatted(group, name);
  }

  private String dimensions() {
    if (schema.dimensions().isEmpty()) {
      return "has no dimensions";
    }
    return schema.dimensions().stream()
        .map(
            dimension ->
                "%s = %d%s"
                    .formatted(
                        dimension.name(),
                        dimension.length(),
                        dimension.unlimited() ? " (unlimited)" : ""))
        .collect(Collectors.joining(", ", "has dimensions ", ""));
  }

  private String suggestion() {
    return likely()
        .map(
            " Say along which of them the files follow one another, such as --concat %s."
                ::formatted)
        .orElse(" Give one file, or write a recipe that stacks the files.");
  }

  /** Returns the dimension along which files are most likely to follow one another. */
  private Optional<String> likely() {
    List<Dimension> dimensions = schema.dimensions();
    return dimensions.stream()
        .filter(Dimension::unlimited)
        .findFirst()
        .or(() -> dimensions.stream().filter(d -> d.name().equalsIgnoreCase("time")).findFirst())
        .or(() -> dimensions.stream().findFirst())
        .map(Dimension::name);
  }
}
