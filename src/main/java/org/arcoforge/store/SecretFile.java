package org.arcoforge.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that has a secret: what is said of it never quotes what is in it. */
final class SecretFile {
  private SecretFile() {}

  /**
   * Reads a file, but no pipe or device, which might never end, and no more than {@code most}
   * bytes.
   *
   * @throws IOException without what is in it
   */
  static byte[] read(String what, String file, int most) throws IOException {
    Path path;
    try {
      path = Path.of(file);
      if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
        throw new IOException(
            "Cannot read the %s from %s: it is no file, but a pipe or a device. Write it to a file."
                .formatted(what, file));
      }
    } catch (InvalidPathException e) {
      throw new IOException(
          "Cannot read the %s from %s: this is no path. Check it.".formatted(what, file), e);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw unreadable(what, file, e);
    }
  }

  /** Returns the error for a file that cannot be read. */
  static IOException unreadable(String what, String file, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "there is no such file. Check its path.";
    } else if (e instanceof AccessDeniedException) {
      reason = "this user may not read it. Change its permissions.";
    } else if (isDirectory(file)) {
      reason = "it is a directory. Give the file in it.";
    } else {
      reason = "it cannot be read (%s). Check the disk.".formatted(e.getClass().getSimpleName());
    }
    return new IOException("Cannot read the %s from %s: %s".formatted(what, file, reason), e);
  }

  private static boolean isDirectory(String file) {
    try {
      return Files.isDirectory(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
