package org.arcoforge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.source.SourceOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say how source files are found and fetched. */
final class SourceArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--mirror",
      paramLabel = "FROM=TO",
      description =
          "Fetch what starts with FROM, such as https://zenodo.org or zenodo:7072512/, from TO: another"
              + " URL or a folder. May be given several times.")
  private List<String> mirrors = new ArrayList<>();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where fetched files are kept. Default: arcoforge/sources under XDG_CACHE_HOME or"
              + " ~/.cache.")
  private @Nullable String cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      description =
          "What the cache may take, such as 50GB; the files used least recently go first, but never"
              + " one that a run needs. Default: no limit.")
  private @Nullable String cacheSize;

  @Option(
      names = "--auth",
      paramLabel = "HOST=KIND",
      description =
          "How to log in at HOST: bearer:NAME, basic:NAME (user:password) or header:HEADER:NAME,"
              + " where NAME is an environment variable that holds the secret, or netrc.")
  private List<String> credentials = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "HOST=N[/M]",
      description =
          "Ask HOST for at most N files at a time, with M requests a minute. Default: 2/60 for"
              + " Zenodo and Figshare, 4 for others.")
  private List<String> limits = new ArrayList<>();

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
            mirrors,
            credentials,
            limits);
    try {
      return options.checked();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Returns the folder of the cache. */
  Path folder() {
    Path folder =
        cache == null
            ? defaultCache(System.getenv(), System.getProperty("user.home", ""))
            : Path.of(cache);
    return folder.toAbsolutePath().normalize();
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
