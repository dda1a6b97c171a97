package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.config.Placeholders;
import org.arcoforge.pipeline.TargetMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say what is written where, and what becomes of what is there. */
final class TargetArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "URI",
      description = "The store to write: a path, gs://bucket/name.zarr or s3://bucket/name.zarr.")
  private String target = "";

  @Option(names = "--overwrite", description = "Replace a store that is there.")
  private boolean overwrite;

  @Option(
      names = "--resume",
      description = "Go on where the same run was stopped; where nothing is, start.")
  private boolean resume;

  @Option(
      names = "--expiring",
      paramLabel = "BUCKET=DAYS",
      description = ExpiringBuckets.DESCRIPTION)
  private List<String> expiring = new ArrayList<>();

  /** Puts values in the places of placeholders. */
  void expand(Placeholders names) {
    try {
      target = names.expand("--target", target);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the URI of the store to write. */
  String uri() {
    return target;
  }

  /**
   * Returns what to do with what is there.
   *
   * @param repair whether the command is also told to repair a store
   * @throws ParameterException if it is told more than one thing
   */
  TargetMode mode(boolean repair) {
    Map<String, TargetMode> modes = new LinkedHashMap<>();
    if (overwrite) {
      modes.put("--overwrite", TargetMode.OVERWRITE);
    }
    if (resume) {
      modes.put("--resume", TargetMode.RESUME);
    }
    if (repair) {
      modes.put("--repair", TargetMode.REPAIR);
    }
    if (modes.size() > 1) {
      throw wrong(
          "%s exclude each other: give one of them."
              .formatted(String.join(" and ", modes.keySet())));
    }
    return modes.values().stream().findFirst().orElse(TargetMode.NEW);
  }

  /**
   * Warns if the target is in a bucket that deletes objects after some days. A trial with a part of
   * the files need not stay.
   *
   * @throws ParameterException if a value of the option is not one
   */
  void warn(boolean trial, PrintWriter err) {
    try {
      Optional<String> warning = ExpiringBuckets.parse(expiring).warning(target);
      if (!trial) {
        warning.ifPresent(err::println);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
