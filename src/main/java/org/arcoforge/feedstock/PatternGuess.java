package org.arcoforge.feedstock;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.arcoforge.source.ResolvedFile;
import org.arcoforge.source.ResolvedRecord;

/** A first guess at the files of a recipe, by the names that a record has. */
final class PatternGuess {
  private static final Pattern DATA =
      Pattern.compile("(?is).*\\.((?:nc|nc3|nc4|cdf|netcdf|h5|he5|hdf5)(?:\\.(?:gz|bz2|xz))?)");
  private static final Pattern ARCHIVE =
      Pattern.compile("(?is).*\\.(zip|tar|tgz|tar\\.(?:gz|bz2|xz))");
  private static final String ALONG_TIME = "\n.concat(\"time\")";
  private static final Pattern YEAR = Pattern.compile("(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])");

  private PatternGuess() {}

  /**
   * Returns an expression of Java for {@code FilePattern}, on one line or several, without
   * indentation. Several files follow one another along {@code time}: names seldom tell, and where
   * there is no such dimension, {@code plan} says which there are. Empty if nothing in the record
   * can be read, as far as names tell.
   */
  static Optional<String> of(ResolvedRecord record) {
    List<String> names = record.files().stream().map(ResolvedFile::name).toList();
    List<String> data = names.stream().filter(DATA.asMatchPredicate()).toList();
    List<String> archives = names.stream().filter(ARCHIVE.asMatchPredicate()).toList();
    if (data.size() == 1) {
      return Optional.of(call("single", record, data.get(0)));
    }
    if (!data.isEmpty()) {
      return Optional.of(
          yearly(record, data).orElseGet(() -> matching(record, data, DATA, "") + ALONG_TIME));
    }
    if (!archives.isEmpty()) {
      return Optional.of(matching(record, archives, ARCHIVE, "!/**/*.nc") + ALONG_TIME);
    }
    return Optional.empty();
  }

  private static String matching(
      ResolvedRecord record, List<String> names, Pattern kind, String members) {
    if (names.size() == 1 && isPlain(names.get(0))) {
      return call("matching", record, names.get(0) + members);
    }
    boolean folders = names.stream().anyMatch(name -> name.contains("/"));
    return call("matching", record, (folders ? "**/*." : "*.") + ending(names, kind) + members);
  }

  /** Returns the ending that most names have, which is the group of {@code kind}. */
  private static String ending(List<String> names, Pattern kind) {
    return names.stream()
        .map(name -> kind.matcher(name).replaceFirst("$1"))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** Returns a pattern for names that differ in one year, of which none is left out. */
  private static Optional<String> yearly(ResolvedRecord record, List<String> names) {
    String first = names.get(0);
    Matcher year = YEAR.matcher(first);
    while (year.find()) {
      String before = first.substring(0, year.start());
      String after = first.substring(year.end());
      Pattern same = Pattern.compile(Pattern.quote(before) + "([0-9]{4})" + Pattern.quote(after));
      TreeSet<Integer> years = new TreeSet<>();
      for (String name : names) {
        Matcher matcher = same.matcher(name);
        if (matcher.matches()) {
          years.add(Integer.valueOf(matcher.group(1)));
        }
      }
      if (years.size() == names.size() && years.last() - years.first() == years.size() - 1) {
        return Optional.of(
            call("of", record, braced(before) + "{time:yyyy}" + braced(after))
                + "\n.concat(\"time\", Keys.yearly(%d, %d))"
                    .formatted(years.first(), years.last()));
      }
    }
    return Optional.empty();
  }

  private static String call(String method, ResolvedRecord record, String name) {
    String url = record.reference() + "/" + name;
    return "FilePattern.%s(\"%s\")"
        .formatted(method, url.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String braced(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  /** Whether a name stands for itself in a glob. */
  private static boolean isPlain(String name) {
    return !name.matches("(?s).*[*?\\[{}].*");
  }
}
