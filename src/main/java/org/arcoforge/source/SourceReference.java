package org.arcoforge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a recipe calls a source file, taken apart at each {@code !/}: a file, or a member of an
 * archive, of an archive in an archive, and so on.
 *
 * @param base the file, or the outermost archive
 * @param members the path of the member in each archive, the outermost first; none for a file
 */
record SourceReference(String base, List<String> members) {
  private static final String SEPARATOR = "!/";

  SourceReference {
    members = List.copyOf(members);
  }

  /**
   * Takes a reference apart.
   *
   * @throws IllegalArgumentException if a part is empty
   */
  static SourceReference parse(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, from)) {
      parts.add(text.substring(from, at));
      from = at + SEPARATOR.length();
    }
    parts.add(text.substring(from));
    if (parts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "Cannot find source file %s: a part of it is empty. Write an archive and its member like data.zip!/folder/file.nc."
              .formatted(text));
    }
    return new SourceReference(parts.get(0), parts.subList(1, parts.size()));
  }

  /** Returns what the first {@code depth} members lead to. */
  SourceReference first(int depth) {
    return new SourceReference(base, members.subList(0, depth));
  }

  SourceReference member(String path) {
    List<String> more = new ArrayList<>(members);
    more.add(path);
    return new SourceReference(base, more);
  }

  /** Returns the members as a lock file has them. */
  String memberText() {
    return String.join(SEPARATOR, members);
  }

  /** Returns whether {@code url} is to be fetched from a server. */
  static boolean isRemote(String url) {
    return isBucket(url) || url.toLowerCase(Locale.ROOT).matches("(?s)(https?|ftp)://.*");
  }

  /** Returns whether {@code url} is of a bucket. */
  static boolean isBucket(String url) {
    return url.startsWith("gs://") || url.startsWith("s3://");
  }

  @Override
  public String toString() {
    return members.isEmpty() ? base : base + SEPARATOR + memberText();
  }
}
