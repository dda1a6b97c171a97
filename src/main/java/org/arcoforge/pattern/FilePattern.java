package org.arcoforge.pattern;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The source files of a recipe: one for each combination of the keys of its axes. Immutable, and
 * equal if made alike. A URL is computed when it is asked for, so a pattern of a million files is
 * small.
 *
 * <p>In a template, <code>{axis}</code> stands for the text of the key, {@code {axis:yyyyMM}} for a
 * date in a pattern of {@link java.time.format.DateTimeFormatter} (with English names), {@code
 * {axis:03d}} for an integer of at least three digits; <code>{{</code> and <code>}}</code> are
 * braces. A path without a scheme is relative to the recipe's folder.
 */
public final class FilePattern implements Serializable {
  private static final long MOST_FILES_COMPARED = 5_000_000;

  private final @Nullable Template template;
  private final List<String> urls;
  private final List<Axis> axes;
  private final String group;

  /** What is to be matched; null once it is known which files there are. */
  private final @Nullable Matching matching;

  private FilePattern(
      @Nullable Template template, List<String> urls, List<Axis> axes, String group) {
    this(template, urls, axes, group, null);
  }

  private FilePattern(
      @Nullable Template template,
      List<String> urls,
      List<Axis> axes,
      String group,
      @Nullable Matching matching) {
    this.template = template;
    this.urls = urls;
    this.axes = axes;
    this.group = group;
    this.matching = matching;
  }

  /**
   * Returns the files of a URL template, such as {@code "data/winds_{time:yyyy}.nc"}. Each
   * placeholder needs an axis of its name: see {@link #concat(String, Keys)}, {@link #stack(String,
   * Keys)}, {@link #merge}.
   *
   * @throws IllegalArgumentException if it is not a template
   */
  public static FilePattern of(String template) {
    SourceFile.checkUrl(template);
    return new FilePattern(Template.parse(template), List.of(), List.of(), "");
  }

  /**
   * Returns the files at {@code urls}, taken literally. Say along which dimension they follow one
   * another with {@link #concat(String)} or {@link #stack(String, String)}, or give axes whose
   * keys, the last axis fastest, match the list.
   *
   * @throws IllegalArgumentException if there is none or one stands twice
   */
  public static FilePattern of(List<String> urls) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("Cannot make a pattern of no files. List one or more.");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < urls.size(); i++) {
      SourceFile.checkUrl(urls.get(i));
      Integer before = seen.putIfAbsent(urls.get(i), i);
      if (before != null) {
        throw new IllegalArgumentException(
            "Cannot list %s twice: as file %d and file %d. Remove one."
                .formatted(urls.get(i), before, i));
      }
    }
    return new FilePattern(null, List.copyOf(urls), List.of(), "");
  }

  /** Returns the one file at {@code url}, taken literally. */
  public static FilePattern single(String url) {
    return of(List.of(url));
  }

  /**
   * Returns the files that {@code globs} match, such as {@code
   * "zenodo:14568024/*.tar.gz!/**\/*.nc"}: files of a record or of a folder, and members of
   * archives. Which they are is found out when a run starts: see {@link #resolved}. Those of one
   * glob are in the order of their names, numbers in them by value.
   *
   * <p>{@code *} is any text without '/', {@code **} any text, {@code ?} one character, {@code
   * [0-9]} one of those, {@code {a,b}} one of several texts. Say how the files combine as for a
   * list.
   */
  public static FilePattern matching(String... globs) {
    List.of(globs).forEach(SourceFile::checkUrl);
    return matching(Matching.of(List.of(globs)), "");
  }

  private static FilePattern matching(Matching matching, String group) {
    return new FilePattern(null, List.of(), List.of(), group, matching);
  }

  /** Returns the globs whose files are to be found; none if it is known which files there are. */
  public List<String> globs() {
    return matching == null ? List.of() : matching.globs();
  }

  /** Returns how many of the files that the globs match, in their order, matter to this. */
  public long mostMatches() {
    return matching == null ? Long.MAX_VALUE : matching.most();
  }

  /**
   * Returns this with the files that its globs match; itself if it has none.
   *
   * @param files the URLs of what a glob matches, in any order
   * @throws IllegalArgumentException if a glob matches none, or the files do not fit the axes
   */
  public FilePattern resolved(Function<String, List<String>> files) {
    return matching == null ? this : matching.resolved(files).group(group);
  }

  /**
   * Returns this with an axis along which the files follow one another.
   *
   * @param dimension the dimension in the files, and the placeholder in the URL
   * @throws IllegalArgumentException if there is such an axis already, the template does not use
   *     it, a format does not fit the keys, or two keys make the same URL
   */
  public FilePattern concat(String dimension, Keys keys) {
    return with(new Axis(dimension, Axis.Kind.CONCAT, keys));
  }

  /**
   * Returns this list of files, following one another along {@code dimension} in the order of the
   * list. Keys are the positions, from 0.
   *
   * @throws IllegalArgumentException if this has a template or an axis
   */
  public FilePattern concat(String dimension) {
    if (matching != null) {
      return matching(matching.concat(dimension), group);
    }
    if (template != null || !axes.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot concat %s along '%s' in list order: it is %s. Give the keys as well."
              .formatted(this, dimension, template != null ? "a template" : "on other axes too"));
    }
    return concat(dimension, Keys.range(0, urls.size() - 1));
  }

  /**
   * Returns this with an axis along which the files follow one another as with {@link
   * #concat(String, Keys)}, but lack the dimension. After preprocessing, all data variables get it
   * first, with the key as its coordinate: integers as int64, dates as times, texts as text.
   *
   * @param dimension the dimension to add, and the placeholder in the URL
   * @throws IllegalArgumentException as {@link #concat(String, Keys)}
   */
  public FilePattern stack(String dimension, Keys keys) {
    return with(new Axis(dimension, Axis.Kind.STACK, keys));
  }

  /**
   * Returns this list of files, following one another along {@code dimension}, which they lack, in
   * the order of the list. Keys are the texts that {@code regex} matches in the URLs; see {@link
   * #stack(String, Keys)}, {@link SourceFile#match}.
   *
   * @throws IllegalArgumentException if this has a template or an axis, or the regex matches
   *     nothing in a URL, blanks, or the same in two
   */
  public FilePattern stack(String dimension, String regex) {
    if (matching != null) {
      return matching(matching.stack(dimension, regex), group);
    }
    if (template != null || !axes.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot stack %s along '%s' by a regex: it is %s. Give the keys instead."
              .formatted(this, dimension, template != null ? "a template" : "on other axes too"));
    }
    Map<String, String> urlsByKey = new LinkedHashMap<>();
    for (String url : urls) {
      String key = SourceFile.match(url, regex);
      String before = urlsByKey.putIfAbsent(key, url);
      if (before != null || key.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot stack %s along '%s': '%s' matches '%s' there%s. Correct the regex."
                .formatted(url, dimension, regex, key, before == null ? "" : " and in " + before));
      }
    }
    return stack(dimension, Keys.of(List.copyOf(urlsByKey.keySet())));
  }

  /**
   * Returns this with an axis along which the files hold different variables.
   *
   * @param name the placeholder in the URL
   * @throws IllegalArgumentException as {@link #concat(String, Keys)}
   */
  public FilePattern merge(String name, List<String> keys) {
    return with(new Axis(name, Axis.Kind.MERGE, Keys.of(keys)));
  }

  private FilePattern with(Axis axis) {
    if (matching != null) {
      return matching(matching.with(axis), group);
    }
    if (axes.stream().anyMatch(a -> a.name().equals(axis.name()))) {
      throw new IllegalArgumentException(
          "Cannot add axis '%s' to %s: it is there already.".formatted(axis.name(), this));
    }
    if (template != null) {
      template.check(axis);
    }
    List<Axis> more = new ArrayList<>(axes);
    more.add(axis);
    return new FilePattern(template, urls, List.copyOf(more), group);
  }

  /**
   * Returns this with the netCDF-4 group that is read, such as {@code "forecast/surface"}; empty
   * for the root, which is the default.
   */
  public FilePattern group(String path) {
    return new FilePattern(template, urls, axes, path, matching);
  }

  /** Returns the netCDF-4 group that is read; empty for the root. */
  public String group() {
    return group;
  }

  /**
   * Returns the axes in the order declared; none for a single file.
   *
   * @throws IllegalArgumentException if the axes do not fit the URLs
   */
  public List<Axis> axes() {
    checkComplete();
    return axes;
  }

  /**
   * Returns the number of files, 1 or more.
   *
   * @throws IllegalArgumentException if the axes do not fit the URLs
   */
  public long count() {
    checkComplete();
    return Axis.combinations(axes);
  }

  /**
   * Returns file {@code ordinal}, from 0; the last axis declared counts fastest. Takes the same
   * time for each.
   *
   * @throws IllegalArgumentException if the axes do not fit the URLs
   * @throws IndexOutOfBoundsException if there is no such file
   */
  public SourceFile file(long ordinal) {
    Objects.checkIndex(ordinal, count());
    int[] positions = new int[axes.size()];
    long rest = ordinal;
    for (int a = positions.length - 1; a >= 0; a--) {
      positions[a] = (int) (rest % axes.get(a).size());
      rest /= axes.get(a).size();
    }
    List<SourceFile.Key> keys = new ArrayList<>();
    for (int a = 0; a < positions.length; a++) {
      Axis axis = axes.get(a);
      keys.add(
          new SourceFile.Key(
              axis.name(),
              positions[a],
              axis.key(positions[a]),
              axis.keys() instanceof DatedKeys dates ? dates.date(positions[a]) : null));
    }
    String url = template == null ? urls.get((int) ordinal) : template.render(axes, positions);
    return new SourceFile(ordinal, url, keys);
  }

  /**
   * Returns the pattern of the first {@code keep} keys of every axis of concat or stack, and of all
   * keys of every merge axis. Ordinals count anew.
   *
   * @throws IllegalArgumentException if {@code keep} is below 1 or the axes do not fit the URLs
   */
  public FilePattern prune(int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "Cannot prune %s to %d keys. Keep 1 or more.".formatted(this, keep));
    }
    if (matching != null) {
      return matching(matching.prune(keep), group);
    }
    checkComplete();
    List<Axis> fewer = new ArrayList<>();
    for (Axis axis : axes) {
      fewer.add(
          axis.isConcat() ? new Axis(axis.name(), axis.kind(), axis.keys().first(keep)) : axis);
    }
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      long rest = i;
      boolean isKept = true;
      for (int a = axes.size() - 1; a >= 0; a--) {
        isKept &= rest % axes.get(a).size() < fewer.get(a).size();
        rest /= axes.get(a).size();
      }
      if (isKept) {
        kept.add(urls.get(i));
      }
    }
    return new FilePattern(template, List.copyOf(kept), List.copyOf(fewer), group);
  }

  /**
   * Returns this, having checked all that can be wrong with it: that every placeholder has an axis,
   * that a list has as many files as the axes say, and that no two files have the same URL. The
   * latter is known from the template in the usual cases, and else found out by making all URLs, up
   * to five million. Nothing is checked where it is not known yet which files there are.
   *
   * @throws IllegalArgumentException if something is wrong
   */
  public FilePattern validated() {
    if (matching != null) {
      return this;
    }
    long count = count();
    if (template != null && !template.isUnambiguous(axes) && count <= MOST_FILES_COMPARED) {
      DistinctUrls.check(this, (int) count);
    }
    return this;
  }

  private void checkComplete() {
    if (matching != null) {
      throw new IllegalStateException(
          "Cannot list the files of %s: nobody has matched it yet. Use resolved first."
              .formatted(this));
    }
    if (template != null) {
      List<String> names = axes.stream().map(Axis::name).toList();
      Set<String> missing = new TreeSet<>(template.axes());
      missing.removeAll(names);
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot list the files of %s: no axis for placeholders %s, only %s. Add it with concat, stack or merge."
                .formatted(this, missing, names));
      }
    } else if (axes.isEmpty() ? urls.size() > 1 : Axis.combinations(axes) != urls.size()) {
      throw new IllegalArgumentException(
          "Cannot list the files of %s: %d files, but %d combinations of keys on axes %s. Add or correct axes with concat, stack or merge."
              .formatted(
                  this,
                  urls.size(),
                  Axis.combinations(axes),
                  axes.stream().map(Axis::name).toList()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilePattern p
        && Objects.equals(template, p.template)
        && urls.equals(p.urls)
        && axes.equals(p.axes)
        && group.equals(p.group)
        && Objects.equals(matching, p.matching);
  }

  @Override
  public int hashCode() {
    return Objects.hash(template, urls, axes, group, matching);
  }

  /** Returns the template, or what a list or the globs start with. */
  @Override
  public String toString() {
    Object named = matching == null ? template : matching;
    if (named != null) {
      return named.toString();
    }
    return urls.size() == 1 ? urls.get(0) : urls.get(0) + " and " + (urls.size() - 1) + " more";
  }
}
