package org.arcoforge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of a repository, or a file of one, as recipes write it: {@code
 * zenodo:7072512/CASM_SM_2002.nc}. The name of the file is not percent-encoded.
 *
 * @param splits the ways to read it, the shortest record first. There are several only where the
 *     slashes of the identifier cannot be told from those of the file's name.
 */
record RecordReference(List<Split> splits) {
  /**
   * A way to read a reference.
   *
   * @param record without the file and its slash
   * @param file empty if the record alone is meant
   */
  record Split(String record, String file) {}

  private static final Pattern SCHEME =
      Pattern.compile("(?:zenodo|zenodo-sandbox|figshare|doi|dataverse):.*", Pattern.DOTALL);

  /** References whose record has one shape. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "("
              + String.join(
                  "|",
                  "zenodo(?:-sandbox)?:[1-9][0-9]{0,17}",
                  "figshare:(?:c\\.)?[1-9][0-9]{0,17}(?:\\.v[1-9][0-9]{0,8})?",
                  "doi:10\\.(?:5281|5072)/(?i:zenodo)\\.[0-9]+",
                  "doi:10\\.[0-9.]+/(?:[^/]*\\.)?(?i:figshare)\\.(?:c\\.)?[0-9]+(?:\\.v[0-9]+)?",
                  "(?:dataverse:[^/]+/)?doi:10\\.7910/(?i:DVN)/[^/]+",
                  "(?:dataverse:[^/]+/)?doi:10\\.5683/(?i:SP[0-9]*)/[^/]+")
              + ")(?:/(.*))?",
          Pattern.DOTALL);

  /** The beginning of references whose record may have any number of slashes. */
  private static final Pattern OPEN =
      Pattern.compile(
          "((?:dataverse:[A-Za-z0-9.-]+(?::[0-9]+)?/)?doi:10\\.[0-9.]+/"
              + "|dataverse:[A-Za-z0-9.-]+(?::[0-9]+)?/hdl:[^/]+/)([^/].*)",
          Pattern.DOTALL);

  /** A Dataverse record that names its version. */
  private static final Pattern PINNED = Pattern.compile(".+\\.v[0-9]+\\.[0-9]+");

  /** More slashes than the suffix of any identifier has. */
  private static final int MAX_SUFFIX_SEGMENTS = 4;

  RecordReference {
    splits = List.copyOf(splits);
  }

  /** Whether {@code url} is a reference to a record or to a file of one. */
  static boolean isRecord(String url) {
    return SCHEME.matcher(url).matches();
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RecordReference parse(String url) {
    Matcher shape = SHAPE.matcher(url);
    if (shape.matches()) {
      String file = shape.group(2) == null ? "" : shape.group(2);
      return new RecordReference(List.of(new Split(shape.group(1), file)));
    }
    Matcher open = OPEN.matcher(url);
    if (open.matches()) {
      return new RecordReference(splits(open.group(1), open.group(2)));
    }
    throw new IllegalArgumentException(
        "Cannot read '%s': it names no record. Write it like zenodo:7072512/file.nc, figshare:123.v2/file.nc, doi:10.5281/zenodo.7072512/file.nc or dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF/file.nc."
            .formatted(url));
  }

  private static List<Split> splits(String start, String rest) {
    String[] segments = rest.split("/", -1);
    List<Split> pinned = new ArrayList<>();
    List<Split> others = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < Math.min(segments.length, MAX_SUFFIX_SEGMENTS); i++) {
      end += (i == 0 ? 0 : 1) + segments[i].length();
      if (segments[i].isEmpty()) {
        break;
      }
      String record = start + rest.substring(0, end);
      Split split = new Split(record, end == rest.length() ? "" : rest.substring(end + 1));
      boolean names = start.startsWith("dataverse:") && PINNED.matcher(segments[i]).matches();
      (names ? pinned : others).add(split);
    }
    pinned.addAll(others);
    return pinned;
  }
}
