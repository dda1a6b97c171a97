package org.arcoforge.pattern;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One input of a recipe: its URL, and its key on each axis of the pattern. */
public final class SourceFile implements Serializable {
  /** A key on an axis; {@code date} is null unless the keys are dates. */
  record Key(String axis, int position, String text, @Nullable LocalDateTime date)
      implements Serializable {}

  private final long ordinal;
  private final String url;
  private final List<Key> keys;

  SourceFile(long ordinal, String url, List<Key> keys) {
    this.ordinal = ordinal;
    this.url = url;
    this.keys = List.copyOf(keys);
  }

  /** Returns its number in the pattern, from 0; the last axis declared counts fastest. */
  public long ordinal() {
    return ordinal;
  }

  /** Returns where it is, as the recipe says it: a URL, or a path relative to the recipe. */
  public String url() {
    return url;
  }

  /** Returns the names of the axes, in the order declared; none for a single file. */
  public List<String> axes() {
    return keys.stream().map(Key::axis).toList();
  }

  /**
   * Returns the text of the key on {@code axis}, as {@link Keys#text(int)} gives it.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public String key(String axis) {
    return find(axis).text();
  }

  /** Returns the position of the key on {@code axis}, from 0. */
  public int position(String axis) {
    return find(axis).position();
  }

  /**
   * Returns the date of the key on {@code axis}: the start of its year, month or day.
   *
   * @throws IllegalArgumentException if there is no such axis or its keys are not dates
   */
  public LocalDateTime date(String axis) {
    Key key = find(axis);
    if (key.date() == null) {
      throw new IllegalArgumentException(
          "Cannot take the date of %s: key '%s' on axis '%s' is not a date. Use key(\"%s\")."
              .formatted(url, key.text(), axis, axis));
    }
    return key.date();
  }

  /**
   * Returns the text that the first group of {@code regex} matches in the URL, where it matches
   * first; without a group, the text of the whole match. So {@code match("_v([0-9]+)")} of {@code
   * soil_v2.nc} is {@code 2}.
   *
   * @param regex see {@link Pattern}
   * @throws IllegalArgumentException if it is not a regex, or matches nothing
   */
  public String match(String regex) {
    return match(url, regex);
  }

  /** Refuses what can be no URL. */
  static void checkUrl(String url) {
    if (url.isBlank() || !url.equals(url.strip())) {
      throw new IllegalArgumentException(
          "Cannot use URL '%s': it is blank, or starts or ends with a space.".formatted(url));
    }
  }

  static String match(String url, String regex) {
    Matcher matcher;
    try {
      matcher = Pattern.compile(regex).matcher(url);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Cannot match '%s' in %s: %s at %d. Correct the regex."
              .formatted(regex, url, e.getDescription(), e.getIndex()),
          e);
    }
    @Nullable String found =
        matcher.find() ? matcher.group(Math.min(1, matcher.groupCount())) : null;
    if (found == null) {
      throw new IllegalArgumentException(
          "Cannot match '%s' in %s: it is not there. Correct the regex.".formatted(regex, url));
    }
    return found;
  }

  private Key find(String axis) {
    return keys.stream()
        .filter(key -> key.axis().equals(axis))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find axis '%s' of %s: there are %s.".formatted(axis, url, axes())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceFile f
        && ordinal == f.ordinal
        && url.equals(f.url)
        && keys.equals(f.keys);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ordinal, url);
  }

  @Override
  public String toString() {
    return url;
  }
}
