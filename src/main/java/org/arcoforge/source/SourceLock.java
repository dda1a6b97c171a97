package org.arcoforge.source;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the source files of a recipe were resolved to, as kept in {@code sources.lock.json}.
 * Immutable. Equal locks are written as the same bytes.
 */
public final class SourceLock {
  private final SortedMap<String, ResolvedRecord> records;
  private final SortedMap<String, List<String>> globs;
  private final SortedMap<String, LockedFile> files;

  private SourceLock(
      SortedMap<String, ResolvedRecord> records,
      SortedMap<String, List<String>> globs,
      SortedMap<String, LockedFile> files) {
    this.records = Collections.unmodifiableSortedMap(records);
    this.globs = Collections.unmodifiableSortedMap(globs);
    this.files = Collections.unmodifiableSortedMap(files);
  }

  /**
   * Returns a lock.
   *
   * @param records those that {@code files} are from; their files are left out
   * @param globs the sources that each glob of the recipe stands for, in their order
   * @param files the source files, in any order; those of this machine are not locked
   * @throws IllegalArgumentException if a record or a source is there twice, or a record or source
   *     that is referred to is not there
   */
  public static SourceLock of(
      Collection<ResolvedRecord> records,
      Map<String, List<String>> globs,
      Collection<LockedFile> files) {
    SortedMap<String, ResolvedRecord> recordsByReference = new TreeMap<>();
    for (ResolvedRecord record : records) {
      require(
          recordsByReference.put(record.reference(), record.withoutFiles()) == null,
          "record %s is there twice",
          record.reference());
    }
    SortedMap<String, LockedFile> filesBySource = new TreeMap<>();
    for (LockedFile file : files) {
      require(
          filesBySource.put(file.source(), file) == null,
          "source file %s is there twice",
          file.source());
      require(
          file.record().isEmpty() || recordsByReference.containsKey(file.record()),
          "source file %s is of record %s, which is not there",
          file.source(),
          file.record());
    }
    SortedMap<String, List<String>> sortedGlobs = new TreeMap<>();
    globs.forEach(
        (glob, sources) -> {
          for (String source : sources) {
            require(
                filesBySource.containsKey(source)
                    || Locations.isLocal(SourceReference.parse(source).base()),
                "glob %s has source file %s, which is not there",
                glob,
                source);
          }
          sortedGlobs.put(glob, List.copyOf(sources));
        });
    return new SourceLock(recordsByReference, sortedGlobs, filesBySource);
  }

  @FormatMethod
  private static void require(boolean legal, @FormatString String reason, Object... values) {
    if (!legal) {
      throw new IllegalArgumentException(
          "Cannot lock source files: %s.".formatted(reason.formatted(values)));
    }
  }

  /** Returns the records, without their files, in the order of their references. */
  public List<ResolvedRecord> records() {
    return new ArrayList<>(records.values());
  }

  /** Returns the sources that each glob stands for. */
  public Map<String, List<String>> globs() {
    return globs;
  }

  /** Returns the files in the order of their sources. */
  public List<LockedFile> files() {
    return new ArrayList<>(files.values());
  }

  /** Returns what the recipe calls {@code source}, whole, with members. */
  public Optional<LockedFile> find(String source) {
    return Optional.ofNullable(files.get(source));
  }

  /** Returns the lock as JSON in ASCII, ended by a line feed. */
  public String toJson() {
    return LockDocument.write(this);
  }

  /**
   * Reads what {@link #toJson} gives.
   *
   * @param label what errors call the document
   * @throws IOException if {@code text} is not that, whole
   */
  public static SourceLock parse(String text, String label) throws IOException {
    return LockDocument.parse(text, label);
  }

  /**
   * Reads a lock file.
   *
   * @throws IOException if it is not there, cannot be read, or is damaged
   */
  public static SourceLock read(Path path) throws IOException {
    String text;
    try {
      text = Files.readString(path);
    } catch (CharacterCodingException e) {
      throw LockDocument.failure(path.toString(), "it is not UTF-8 text", e);
    } catch (NoSuchFileException e) {
      throw LockDocument.failure(path.toString(), "it is not there", e);
    } catch (IOException e) {
      throw LockDocument.failure(path.toString(), e.toString(), e);
    }
    return parse(text, path.toString());
  }

  /**
   * Writes a lock file whole, or leaves what was there. Its folder must exist.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path path) throws IOException {
    Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        Files.write(temporary, toJson().getBytes(StandardCharsets.US_ASCII));
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot write lock file %s: %s. Check its folder and the free space of its disk."
              .formatted(path, e),
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceLock lock
        && records.equals(lock.records)
        && globs.equals(lock.globs)
        && files.equals(lock.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return "%d files of %d records".formatted(files.size(), records.size());
  }
}
