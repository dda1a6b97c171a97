package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A version of a record in a repository, with its files.
 *
 * @param reference pinned to the version, such as {@code zenodo:7072512} or {@code figshare:123.v2}
 * @param repository its host, such as {@code zenodo.org}
 * @param id in the repository
 * @param version as the repository has it; empty if it has none
 * @param doi of this version; empty if there is none
 * @param conceptDoi of all versions together; empty if there is none
 * @param license an SPDX identifier if known, else what the repository says; empty if nothing
 * @param newer the pinned reference of a newer version; empty if there is none
 * @param files in the order of their names, of which no two are equal
 */
public record ResolvedRecord(
    String reference,
    String repository,
    String id,
    String version,
    String doi,
    String conceptDoi,
    String title,
    String license,
    String newer,
    List<ResolvedFile> files) {
  private static final int SHOWN_NAMES = 3;

  public ResolvedRecord {
    files = files.stream().sorted(Comparator.comparing(ResolvedFile::name)).toList();
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).name().equals(files.get(i - 1).name())) {
        throw new IllegalArgumentException(
            "it has two files named %s. Give the URLs of its files instead."
                .formatted(files.get(i).name()));
      }
    }
  }

  /** Returns the file of exactly this name. */
  public Optional<ResolvedFile> find(String name) {
    int low = 0;
    int high = files.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = files.get(middle).name().compareTo(name);
      if (order == 0) {
        return Optional.of(files.get(middle));
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the file of exactly this name, also if the repository has only a link to it.
   *
   * @throws IOException if there is none, or it is restricted
   */
  public ResolvedFile get(String name) throws IOException {
    Optional<ResolvedFile> file = find(name);
    if (file.isEmpty()) {
      throw notFound(name);
    }
    if (file.get().access() == ResolvedFile.Access.RESTRICTED) {
      throw new IOException(
          "Cannot read %s of %s: %s restricts who may download it. Ask its authors for access."
              .formatted(name, reference, repository));
    }
    return file.get();
  }

  /**
   * Returns the files whose names {@code matches} takes, in the order of their names.
   *
   * @throws IOException if one of them is restricted, or the repository has only a link to it
   */
  public List<ResolvedFile> matching(Predicate<String> matches) throws IOException {
    List<ResolvedFile> found = new ArrayList<>();
    for (ResolvedFile file : files) {
      if (!matches.test(file.name())) {
        continue;
      }
      if (file.access() == ResolvedFile.Access.LINK) {
        throw new IOException(
            "Cannot read %s of %s: %s has only a link, to %s, and no checksum. Name this file alone, or leave it out."
                .formatted(file.name(), reference, repository, file.url()));
      }
      found.add(get(file.name()));
    }
    return found;
  }

  /** Returns the error that there is no file {@code name}, with the names most like it. */
  public IOException notFound(String name) {
    if (files.isEmpty()) {
      return new IOException(
          "Cannot find %s in %s: it has no files. Check the record.".formatted(name, reference));
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    String names =
        files.stream()
            .map(ResolvedFile::name)
            .sorted(
                Comparator.<String>comparingInt(n -> distance(n.toLowerCase(Locale.ROOT), wanted))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(SHOWN_NAMES)
            .collect(Collectors.joining(", "));
    return new IOException(
        "Cannot find %s in %s: it has %s, such as %s. Check the name."
            .formatted(
                name, reference, files.size() == 1 ? "1 file" : files.size() + " files", names));
  }

  /** Returns how many characters to insert, delete or replace to make {@code b} of {@code a}. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** Returns the record without its files. */
  ResolvedRecord withoutFiles() {
    return new ResolvedRecord(
        reference, repository, id, version, doi, conceptDoi, title, license, newer, List.of());
  }

  /** Returns the record with {@code conceptDoi} if it has none. */
  ResolvedRecord orConceptDoi(String conceptDoi) {
    return this.conceptDoi.isEmpty() && !doi.equalsIgnoreCase(conceptDoi)
        ? new ResolvedRecord(
            reference, repository, id, version, doi, conceptDoi, title, license, newer, files)
        : this;
  }
}
