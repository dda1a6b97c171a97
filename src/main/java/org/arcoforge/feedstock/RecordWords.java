package org.arcoforge.feedstock;

import org.arcoforge.source.ResolvedRecord;

/**
 * What a record says of itself, as the template's placeholders want it.
 *
 * @param title on one line, without markup
 * @param archive the name of the repository
 * @param doi empty if there is none
 * @param license empty if there is none
 */
record RecordWords(String title, String archive, String doi, String license) {
  private static final String TITLE = "<title>";
  private static final String ARCHIVE = "<archive>";
  private static final String DOI = "<DOI>";
  private static final String LICENSE = "<SPDX identifier, such as CC-BY-4.0>";

  static RecordWords of(ResolvedRecord record) {
    return new RecordWords(
        plain(record.title()),
        archive(record.repository()),
        plain(record.doi()),
        plain(record.license()));
  }

  /** Takes markup away, which placeholders would be taken for. */
  private static String plain(String text) {
    return text.replaceAll("<[^<>]*>", "").replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  private static String archive(String host) {
    if (host.endsWith("zenodo.org")) {
      return "Zenodo";
    }
    return host.endsWith("figshare.com") ? "Figshare" : plain(host);
  }

  /** Fills what is in double quotes. */
  String inYaml(String text) {
    String titled = filled(text, TITLE, quoted(title));
    String from = filled(filled(titled, ARCHIVE, quoted(archive)), DOI, quoted(doi));
    return filled(from, LICENSE, quoted(license));
  }

  /** Fills what is in backquotes. */
  String inMarkdown(String text) {
    return filled(text, "`" + TITLE + "`", title.replaceAll("([\\\\`*_<>\\[\\]])", "\\\\$1"));
  }

  /** Fills what is in {@code code} tags. */
  String inJavadoc(String text) {
    String entities =
        title
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "&#64;")
            .replace("\\", "&#92;")
            .replace("*/", "*&#47;");
    return filled(text, "{@code " + TITLE + "}", entities);
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** What is not known stays a placeholder. */
  private static String filled(String text, String placeholder, String value) {
    return value.isEmpty() ? text : text.replace(placeholder, value);
  }
}
