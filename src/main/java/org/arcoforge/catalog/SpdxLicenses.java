package org.arcoforge.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The identifiers of licenses that are pages of spdx.org, to which the catalog's site links.
 *
 * @param deprecated by identifier
 */
record SpdxLicenses(Map<String, Boolean> deprecated) {
  private static final String RESOURCE = "spdx-licenses.txt";

  /** Short names that people write, of licenses that have a version. */
  private static final Map<String, String> USUAL =
      Map.of(
          "ccby", "CC-BY-4.0",
          "ccbysa", "CC-BY-SA-4.0",
          "ccbync", "CC-BY-NC-4.0",
          "cc0", "CC0-1.0",
          "apache", "Apache-2.0",
          "apachelicense", "Apache-2.0",
          "apacheversion20", "Apache-2.0",
          "apachelicense20", "Apache-2.0",
          "gpl", "GPL-3.0-or-later",
          "bsd", "BSD-3-Clause");

  static SpdxLicenses load() {
    InputStream resource =
        Objects.requireNonNull(SpdxLicenses.class.getResourceAsStream(RESOURCE), RESOURCE);
    Map<String, Boolean> deprecated = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> deprecated.put(line.replaceFirst("^-", ""), line.startsWith("-")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SpdxLicenses(deprecated);
  }

  boolean has(String license) {
    return deprecated.containsKey(license);
  }

  boolean isDeprecated(String license) {
    return deprecated.getOrDefault(license, false);
  }

  /** Returns the identifier that is likely meant. */
  Optional<String> nearest(String written) {
    String plain = written.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    Optional<String> usual = Optional.ofNullable(USUAL.get(plain));
    TreeSet<String> current = new TreeSet<>(deprecated.keySet());
    current.removeIf(this::isDeprecated);
    return usual
        .or(() -> Spelling.nearest(written, current))
        .or(() -> Spelling.nearest(written, deprecated.keySet()));
  }
}
