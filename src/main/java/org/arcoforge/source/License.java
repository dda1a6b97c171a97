package org.arcoforge.source;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names licenses. */
final class License {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile("cc-(by(?:-nc)?(?:-nd|-sa)?)-([1-4]\\.[05])");
  private static final Pattern CREATIVE_COMMONS_PAGE =
      Pattern.compile("creativecommons\\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/([1-4]\\.[05])");
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("cc0", "CC0-1.0"),
          Map.entry("cc0-1.0", "CC0-1.0"),
          Map.entry("cc-zero", "CC0-1.0"),
          Map.entry("mit", "MIT"),
          Map.entry("mit-license", "MIT"),
          Map.entry("apache-2.0", "Apache-2.0"),
          Map.entry("apache2.0", "Apache-2.0"),
          Map.entry("bsd-2-clause", "BSD-2-Clause"),
          Map.entry("bsd-3-clause", "BSD-3-Clause"),
          Map.entry("gpl-2.0", "GPL-2.0-only"),
          Map.entry("gpl-2.0+", "GPL-2.0-or-later"),
          Map.entry("gpl-2.0-only", "GPL-2.0-only"),
          Map.entry("gpl-2.0-or-later", "GPL-2.0-or-later"),
          Map.entry("gpl-3.0", "GPL-3.0-only"),
          Map.entry("gpl-3.0+", "GPL-3.0-or-later"),
          Map.entry("gpl-3.0-only", "GPL-3.0-only"),
          Map.entry("gpl-3.0-or-later", "GPL-3.0-or-later"),
          Map.entry("odbl-1.0", "ODbL-1.0"),
          Map.entry("odc-by-1.0", "ODC-By-1.0"),
          Map.entry("pddl-1.0", "PDDL-1.0"),
          Map.entry("etalab-2.0", "etalab-2.0"));

  private License() {}

  /**
   * Returns the SPDX identifier of a license; if it is not known, its name.
   *
   * @param name as the repository has it, such as {@code CC BY 4.0}
   * @param url of its text; may be empty
   */
  static String spdx(String name, String url) {
    String key = name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    Matcher named = CREATIVE_COMMONS.matcher(key);
    if (named.matches()) {
      return creativeCommons(named);
    }
    String known = OTHERS.get(key);
    if (known != null) {
      return known;
    }
    Matcher page = CREATIVE_COMMONS_PAGE.matcher(url.toLowerCase(Locale.ROOT));
    if (page.find()) {
      return creativeCommons(page);
    }
    return url.contains("creativecommons.org/publicdomain/zero/1.0") ? "CC0-1.0" : name.strip();
  }

  private static String creativeCommons(Matcher found) {
    return "CC-" + found.group(1).toUpperCase(Locale.ROOT) + "-" + found.group(2);
  }
}
