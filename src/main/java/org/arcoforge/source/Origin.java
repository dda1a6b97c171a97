package org.arcoforge.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.fetch.Checksum;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a file, or of the outermost archive of a member, come from. */
sealed interface Origin {

  /**
   * A file on this machine.
   *
   * @param cached the key under which it is in the cache; empty if it is elsewhere
   */
  record Local(Path path, String cached) implements Origin {

    /** Returns a key for what is made of its content. */
    String key() throws IOException {
      return cached.isEmpty()
          ? SourceCache.key(
              "local",
              path.toRealPath().toString(),
              String.valueOf(Files.size(path)),
              Files.getLastModifiedTime(path).toString())
          : cached;
    }
  }

  /**
   * A file on a server.
   *
   * @param size in bytes; -1 if it is not known
   * @param checksum null if it is not known
   * @param locked whether size and checksum are from a lock file that the recipe came with
   */
  record Remote(String url, long size, @Nullable Checksum checksum, boolean locked)
      implements Origin {}
}
