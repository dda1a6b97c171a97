package org.arcoforge.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds source files on this machine's disk. */
public final class SourceFiles {
  private final Path folder;

  /**
   * Makes a finder.
   *
   * @param folder what relative URLs are relative to
   */
  public SourceFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns where the file at {@code url} is on disk: a {@code file:} URL, an absolute path, or a
   * path relative to the folder.
   *
   * @throws IOException if it is not there, or is not a file
   * @throws IllegalArgumentException if the URL is of another kind
   */
  public Path find(String url) throws IOException {
    Path path = locate(url);
    if (!Files.exists(path)) {
      throw new IOException(
          "Cannot find source file %s: there is no %s. Check the recipe's URL and its folder, %s."
              .formatted(url, path, folder));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "Cannot read source file %s: %s is not a file. Check the recipe's URL."
              .formatted(url, path));
    }
    if (!Files.isReadable(path)) {
      throw new IOException(
          "Cannot read source file %s: no permission to read %s.".formatted(url, path));
    }
    return path;
  }

  /**
   * Returns where the file at {@code url} is on disk if it is there.
   *
   * @throws IllegalArgumentException if the URL is of another kind
   */
  public Path locate(String url) {
    try {
      if (url.startsWith("file:")) {
        return pathOfUri(url);
      }
      Path path = folder.resolve(url).normalize();
      if (url.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") && !Files.exists(path)) {
        throw new IllegalArgumentException(
            "Cannot fetch %s: only files on this machine can be read, not '%s:'. Download the files and give their paths."
                .formatted(url, url.substring(0, url.indexOf(':'))));
      }
      return path;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot find source file %s: it is not a path (%s).".formatted(url, e.getReason()), e);
    }
  }

  private static Path pathOfUri(String url) {
    try {
      return Path.of(URI.create(url)).normalize();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot find source file %s: %s. Write it like file:///absolute/path, with %%20 for a space, or give the path."
              .formatted(url, e.getMessage()),
          e);
    }
  }
}
