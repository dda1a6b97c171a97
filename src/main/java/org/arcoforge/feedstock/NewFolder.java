package org.arcoforge.feedstock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes a folder as a whole: all of its files are there, or none. */
final class NewFolder {
  private static final int SHOWN = 3;

  private NewFolder() {}

  /**
   * Makes sure that a folder can be written.
   *
   * @throws IOException if something other than {@code .git} is there
   */
  static void check(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "Cannot make feedstock %s: it is a file. Name a new folder.".formatted(folder));
    }
    List<String> there =
        list(folder).stream()
            .map(path -> path.getFileName().toString())
            .filter(name -> !name.equals(".git"))
            .sorted()
            .toList();
    if (!there.isEmpty()) {
      throw new IOException(
          "Cannot make feedstock %s: the folder is not empty, it has %s%s. Name a new folder."
              .formatted(
                  folder,
                  String.join(", ", there.subList(0, Math.min(SHOWN, there.size()))),
                  there.size() > SHOWN ? " and more" : ""));
    }
  }

  /**
   * Writes texts by their paths. Those that start with {@code #!} can be executed.
   *
   * @throws IOException as of {@link #check}, or if it cannot be written
   */
  static void write(Path folder, Map<String, String> files) throws IOException {
    check(folder);
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IOException(
          "Cannot make feedstock %s: it is the root of the disk. Name a new folder."
              .formatted(folder));
    }
    Files.createDirectories(parent);
    Path unfinished = parent.resolve(".arcoforge-" + UUID.randomUUID());
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = unfinished.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        if (file.getValue().startsWith("#!")) {
          makeExecutable(path);
        }
      }
      if (Files.exists(folder)) {
        fill(folder, unfinished);
      } else {
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(unfinished);
    }
  }

  /** Moves all into a folder that a shell may be in, so that it stays the same one. */
  private static void fill(Path folder, Path unfinished) throws IOException {
    List<Path> moved = new ArrayList<>();
    boolean whole = false;
    try {
      for (Path entry : list(unfinished)) {
        Path to = folder.resolve(entry.getFileName());
        Files.move(entry, to, StandardCopyOption.ATOMIC_MOVE);
        moved.add(to);
      }
      whole = true;
    } finally {
      if (!whole) {
        for (Path path : moved) {
          delete(path);
        }
      }
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      if (permissions.contains(PosixFilePermission.GROUP_READ)) {
        permissions.add(PosixFilePermission.GROUP_EXECUTE);
      }
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      view.setPermissions(permissions);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> tree = Files.walk(path)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
