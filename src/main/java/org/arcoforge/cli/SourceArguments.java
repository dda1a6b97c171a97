package org.arcoforge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.StoreAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say how source files are found and fetched. */
final class SourceArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where fetched files are kept. Default: arcoforge/sources under XDG_CACHE_HOME or"
              + " ~/.cache. With gs:// or s3://, machines share them there, too.")
  private @Nullable String cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      description =
          "What the cache may take, such as 50GB; the files used least recently go first, but never"
              + " one that a run needs. Default: no limit.")
  private @Nullable String cacheSize;

  @Option(
      names = "--limit",
      paramLabel = "HOST=N[/M]",
      description =
          "Ask HOST for at most N files at a time, with M requests a minute. Default: 2/60 for"
              + " Zenodo and Figshare, 4 for others.")
  private List<String> limits = new ArrayList<>();

  @Mixin private AccessArguments access = new AccessArguments();

  /**
   * Returns the options for files relative to {@code folder}; to the working directory if it is
   * empty.
   */
  SourceOptions options(String folder) {
    SourceOptions options =
        new SourceOptions(
            Path.of(folder).toAbsolutePath().normalize().toString(),
            folder().toString(),
            "",
            "",
            cacheSize == null ? 0 : bytes(cacheSize),
            access(),
            limits,
            cache != null && isShared(cache) ? cache : "",
            false);
    try {
      return options.checked();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Puts values in the places of placeholders. */
  void expand(Placeholders names) {
    try {
      cache = cache == null ? null : names.expand("--cache", cache);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Returns how servers and stores are reached. */
  StoreAccess access() {
    return access.access();
  }

  /**
   * Returns whether the cache is in a bucket, so that the folder is but the first place to look.
   */
  private static boolean isShared(String cache) {
    return cache.matches("(gs|s3)://.*");
  }

  /**
   * Returns the folder of the cache.
   *
   * @throws ParameterException if it is in a bucket
   */
  Path localFolder() {
    if (cache != null && isShared(cache)) {
      throw wrong(
          "Cannot list or clean cache %s: it is in a bucket. Give the folder of this machine, or remove its objects with the bucket's own tools."
              .formatted(cache));
    }
    return folder();
  }

  /** Returns the folder of this machine where fetched files are kept. */
  Path folder() {
    Path folder = cache == null || isShared(cache) ? defaultFolder() : Path.of(cache);
    return folder.toAbsolutePath().normalize();
  }

  /** Returns the folder where files are kept unless a user says where. */
  static Path defaultFolder() {
    return defaultCache(System.getenv(), System.getProperty("user.home", ""));
  }

  static Path defaultCache(Map<String, String> environment, String home) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base))
        .resolve("arcoforge")
        .resolve("sources");
  }

  private long bytes(String text) {
    try {
      return ByteText.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong("Invalid value for option '--cache-size': " + e.getMessage());
    }
  }

  private ParameterException wrong(@Nullable String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
