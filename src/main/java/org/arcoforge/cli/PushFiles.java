package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.NaturalOrder;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.SourceRun;

/** Finds the files that the arguments of a push mean. */
final class PushFiles {
  private static final String SCHEME = "(?s)[A-Za-z][A-Za-z0-9+.-]+:.*";
  private static final String MEMBER = "!/";

  private final SourceRun run;
  private final Path folder;
  private final PrintWriter err;
  private final List<PushFile> found = new ArrayList<>();
  private final Map<String, PushFile> byIdentity = new HashMap<>();

  private PushFiles(SourceRun run, PrintWriter err) {
    this.run = run;
    this.folder = Path.of(run.options().folder());
    this.err = err;
  }

  /**
   * Returns the files that {@code arguments} name or match, in the natural order of their names.
   * Paths are relative to the folder of the run. Only what needs it is asked for: globs of records
   * and of archives.
   *
   * @param err told what there is to know of records
   * @throws IllegalArgumentException if one is not there, matches nothing, or is named twice
   */
  static List<PushFile> find(List<String> arguments, SourceRun run, PrintWriter err)
      throws IOException {
    PushFiles files = new PushFiles(run, err);
    for (String argument : arguments) {
      files.add(argument);
    }
    files.found.sort(Comparator.comparing(PushFile::name, new NaturalOrder()));
    return List.copyOf(files.found);
  }

  private void add(String argument) throws IOException {
    if (argument.isBlank()) {
      throw cannot(argument, "it is no name. Leave it out");
    }
    if (isUrl(argument)) {
      requireNoPassword(argument);
      if (isGlob(argument)) {
        match(argument);
      } else {
        addUrl(argument, argument);
      }
      return;
    }
    if (argument.startsWith("file:") || exists(argument) || !isGlob(argument)) {
      addLocal(argument, argument);
    } else {
      match(argument);
    }
  }

  /** Returns whether something is a URL, but not of a file of this machine. */
  private boolean isUrl(String argument) {
    return argument.matches(SCHEME) && !argument.startsWith("file:") && !exists(argument);
  }

  /** Of a server only names in archives can be matched: what else looks like a glob is its own. */
  private static boolean isGlob(String argument) {
    int member = argument.indexOf(MEMBER);
    boolean server = argument.toLowerCase(Locale.ROOT).matches("(?s)(https?|ftp):.*");
    String text =
        !server ? argument : member < 0 ? "" : argument.substring(member + MEMBER.length());
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  private static void requireNoPassword(String url) {
    if (url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*@.*")) {
      throw new IllegalArgumentException(
          "Cannot push %s: it has a login, which the recipe would keep. Take it out, and use --auth."
              .formatted(url.replaceFirst("(?s)://[^/?#]*@.*", "://…")));
    }
  }

  private void match(String glob) throws IOException {
    // The axis lets there be more than one file; its name does not matter.
    FilePattern pattern = FilePattern.matching(glob).concat("file");
    SourceOptions options = RecipeRun.resolve(run, pattern, err);
    FilePattern matched = ResolveSources.resolved(pattern, options);
    for (long i = 0; i < matched.count(); i++) {
      String url = matched.file(i).url();
      if (isUrl(url)) {
        addUrl(glob, url);
      } else {
        addLocal(glob, url);
      }
    }
  }

  private void addUrl(String argument, String url) {
    add(new PushFile(argument, url, url), url);
  }

  private void addLocal(String argument, String name) throws IOException {
    int member = name.indexOf(MEMBER);
    boolean whole = member < 0 || exists(name);
    String base = whole ? name : name.substring(0, member);
    String members = whole ? "" : name.substring(member);
    Path path = path(argument, base);
    if (Files.isDirectory(path)) {
      throw cannot(
          argument,
          "it is a directory. Give its files, such as '%s/*.nc'"
              .formatted(argument.replaceFirst("/+$", "")));
    }
    if (!Files.exists(path)) {
      throw cannot(argument, "there is no %s. Check the name".formatted(path));
    }
    if (!Files.isRegularFile(path)) {
      throw cannot(argument, "it is not a file. Give a file");
    }
    String text = path + members;
    String url = text.equals(text.strip()) ? text : path.toUri() + members;
    add(new PushFile(argument, text, url), path.toRealPath() + members);
  }

  private void add(PushFile file, String identity) {
    PushFile before = byIdentity.putIfAbsent(identity, file);
    if (before != null) {
      throw new IllegalArgumentException(
          "Cannot push %s twice: it is meant by %s and by %s. Leave out one."
              .formatted(identity, named(before), named(file)));
    }
    found.add(file);
  }

  private static String named(PushFile file) {
    return isGlob(file.argument()) && !file.name().endsWith(file.argument())
        ? "%s, as %s,".formatted(file.argument(), file.name())
        : file.argument();
  }

  private boolean exists(String name) {
    try {
      return Files.exists(folder.resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns the absolute path of what is called {@code name}. */
  private Path path(String argument, String name) throws IOException {
    Path path;
    try {
      boolean isUri = name.startsWith("file:") && !exists(name);
      path = isUri ? Path.of(URI.create(name)) : folder.resolve(name);
    } catch (InvalidPathException e) {
      throw cannot(argument, "it is not a path (%s). Check the name".formatted(e.getReason()));
    } catch (IllegalArgumentException e) {
      throw cannot(
          argument,
          "%s. Write it like file:///absolute/path, with %%20 for a space, or give the path"
              .formatted(e.getMessage()));
    }
    Path above = path.getParent();
    Path last = path.getFileName();
    if (above == null || last == null || above.equals(above.normalize())) {
      return path.normalize();
    }
    // What is behind a link decides what is above it.
    return Files.exists(path) ? above.toRealPath().resolve(last).normalize() : path;
  }

  private static IllegalArgumentException cannot(String argument, String reason) {
    return new IllegalArgumentException("Cannot push %s: %s.".formatted(argument, reason));
  }
}
