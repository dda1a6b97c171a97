package org.arcoforge.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arcoforge.fetch.Mirrors;
import org.jspecify.annotations.Nullable;

/** Tells where source files are, from what recipes call them. */
final class Locations {
  private final Path folder;
  private final Mirrors mirrors;
  private final String lockPath;
  private @Nullable SourceLock lock;

  Locations(SourceOptions options) {
    this.folder = Path.of(options.folder());
    this.mirrors = Mirrors.parse(options.access().mirrors());
    this.lockPath = options.lock();
  }

  /**
   * Returns the base of {@code reference}.
   *
   * @throws IllegalArgumentException if it is neither a URL nor a path
   * @throws IOException if it is a file of this machine and not there, or not in the lock file
   */
  Origin find(SourceReference reference) throws IOException {
    String base = reference.base();
    if (!isLocal(base) && !lockPath.isEmpty()) {
      Optional<LockedFile> locked = lock().find(reference.toString());
      if (locked.isPresent()) {
        LockedFile file = locked.get();
        return new Origin.Remote(file.url(), file.size(), file.checksum(), true);
      }
    }
    if (RecordReference.isRecord(base)) {
      throw new IOException(
          "Cannot find source file %s: it is not in %s. Make that anew with arcoforge resolve."
              .formatted(reference, lockPath.isEmpty() ? "a lock file" : "lock file " + lockPath));
    }
    if (SourceReference.isRemote(base)) {
      return new Origin.Remote(DownloadHosts.rewrite(base), -1, null, false);
    }
    return new Origin.Local(require(reference.toString(), base), "");
  }

  /**
   * Takes apart what a recipe calls a file. What stands in for a record or a path by a mirror is
   * put in its place.
   */
  SourceReference parse(String source) {
    String mirrored = mirrored(source);
    // A path may look like an archive and a member.
    return isLocal(mirrored) && !mirrored.contains("!/")
        ? new SourceReference(mirrored, List.of())
        : parsed(mirrored);
  }

  private SourceReference parsed(String mirrored) {
    SourceReference reference = SourceReference.parse(mirrored);
    return isLocal(mirrored) && Files.exists(path(mirrored))
        ? new SourceReference(mirrored, List.of())
        : reference;
  }

  /** Takes apart a glob. */
  SourceReference parseGlob(String glob) {
    return SourceReference.parse(mirrored(glob));
  }

  private String mirrored(String source) {
    return SourceReference.isRemote(source) ? source : mirrors.apply(source);
  }

  private SourceLock lock() throws IOException {
    if (lock == null) {
      lock = SourceLock.read(Path.of(lockPath));
    }
    return lock;
  }

  static boolean isLocal(String base) {
    return !SourceReference.isRemote(base) && !RecordReference.isRecord(base);
  }

  private Path require(String source, String base) throws IOException {
    Path path = path(base);
    if (!Files.exists(path)) {
      throw new IOException(
          "Cannot find source file %s: there is no %s. Check the URL, and the folder that it is relative to, %s."
              .formatted(source, path, folder));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "Cannot read source file %s: %s is not a file. Check the URL.".formatted(source, path));
    }
    if (!Files.isReadable(path)) {
      throw new IOException(
          "Cannot read source file %s: no permission to read %s.".formatted(source, path));
    }
    return path;
  }

  /**
   * Returns the path that {@code base} says: a {@code file:} URL, an absolute path, or a path
   * relative to the folder.
   *
   * @throws IllegalArgumentException if it is of another kind
   */
  Path path(String base) {
    try {
      if (base.startsWith("file:")) {
        return pathOfUri(base);
      }
      Path path = folder.resolve(base).normalize();
      if (base.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*") && !Files.exists(path)) {
        throw new IllegalArgumentException(
            "Cannot fetch %s: '%s:' is not known. Use https:, http:, ftp:, gs:, s3:, file:, zenodo:, figshare:, dataverse:, doi:, or a path."
                .formatted(base, base.substring(0, base.indexOf(':'))));
      }
      return path;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot find source file %s: it is not a path (%s).".formatted(base, e.getReason()), e);
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
