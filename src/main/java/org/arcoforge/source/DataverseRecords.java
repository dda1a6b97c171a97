package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Datasets of installations of Dataverse. */
final class DataverseRecords {
  private static final String DATASET = "/api/datasets/:persistentId/";

  private final Calls calls;
  private final String host;
  private final String persistentId;

  /**
   * A dataset.
   *
   * @param host with a port if it is not the usual one
   * @param persistentId such as {@code doi:10.7910/DVN/ABCDEF}
   */
  DataverseRecords(Calls calls, String host, String persistentId) {
    this.calls = calls;
    this.host = host;
    this.persistentId = persistentId;
  }

  /** Whether the host is a Dataverse that has the dataset. */
  boolean isThere() {
    try {
      return calls.json(url(DATASET)).get("data").get("latestVersion").isObject();
    } catch (IOException e) {
      // A server that is no Dataverse may answer its questions in any way.
      return false;
    }
  }

  /**
   * Returns the dataset; nothing if there is none.
   *
   * @param version such as {@code 1.2}; empty for the latest that is published
   */
  Optional<ResolvedRecord> find(String version) throws IOException {
    Optional<JsonValue> answer = calls.find(url(DATASET));
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    JsonValue data = answer.get().object().get("data").object();
    JsonValue latest = data.get("latestVersion").object();
    if (latest.get("versionState").textOrNone().equals("DRAFT")) {
      latest = version(":latest-published");
    }
    String latestNumber = number(latest);
    JsonValue found = version.isEmpty() || version.equals(latestNumber) ? latest : version(version);
    String number = number(found);
    if (!version.isEmpty() && !version.equals(number)) {
      throw calls.failure(
          "%s has version %s in place of %s. Check the version."
              .formatted(url(DATASET + "versions/" + version), number, version));
    }
    return Optional.of(record(found, number, number.equals(latestNumber) ? "" : latestNumber));
  }

  private ResolvedRecord record(JsonValue found, String number, String newer) throws IOException {
    String given = found.get("datasetPersistentId").textOrNone();
    if (!given.isEmpty() && !given.equalsIgnoreCase(persistentId)) {
      throw calls.failure(
          "%s answered with dataset %s. Check the identifier.".formatted(url(DATASET), given));
    }
    if (found.get("versionState").textOrNone().equals("DEACCESSIONED")) {
      throw calls.failure(
          "version %s was withdrawn from %s. Use another version.".formatted(number, host));
    }
    List<ResolvedFile> files = new ArrayList<>();
    for (JsonValue file : found.get("files").items()) {
      files.add(file(file));
    }
    if (files.isEmpty()) {
      throw calls.failure(
          "version %s has no files, only metadata. Check the identifier.".formatted(number));
    }
    return new ResolvedRecord(
        reference(number),
        host,
        persistentId,
        number,
        persistentId.startsWith("doi:") ? persistentId.substring(4) : "",
        "",
        title(found),
        license(found),
        newer.isEmpty() ? "" : reference(newer),
        files);
  }

  private JsonValue version(String version) throws IOException {
    return calls.json(url(DATASET + "versions/" + version)).object().get("data").object();
  }

  private static String number(JsonValue version) throws IOException {
    return version.get("versionNumber").size() + "." + version.get("versionMinorNumber").size();
  }

  private String reference(String number) {
    return "dataverse:%s/%s.v%s".formatted(host, persistentId, number);
  }

  private String url(String path) {
    return url(path, persistentId);
  }

  private String url(String path, String id) {
    return "https://" + host + path + "?persistentId=" + UrlPath.encodeQuery(id);
  }

  private static String title(JsonValue version) throws IOException {
    JsonValue fields = version.get("metadataBlocks").get("citation").get("fields");
    if (!fields.isAbsent()) {
      for (JsonValue field : fields.items()) {
        if (field.get("typeName").textOrNone().equals("title")) {
          return field.get("value").textOrNone();
        }
      }
    }
    return "";
  }

  private static String license(JsonValue version) throws IOException {
    JsonValue license = version.get("license");
    String name = license.isText() ? license.text() : license.get("name").textOrNone();
    return name.isEmpty() || name.equals("NONE")
        ? version.get("termsOfUse").textOrNone()
        : License.spdx(name, license.get("uri").textOrNone());
  }

  private ResolvedFile file(JsonValue file) throws IOException {
    JsonValue data = file.get("dataFile").object();
    JsonValue directory = file.get("directoryLabel");
    String folder = directory.requireFileName(directory.textOrNone());
    // What came as a table was rewritten; the size and the name of what came have names of their
    // own, while the checksum is of what came in any case.
    boolean table =
        data.get("tabularData").flag(false) || !data.get("originalFileFormat").isAbsent();
    JsonValue original = data.get("originalFileName");
    JsonValue name = table && !original.isAbsent() ? original : file.get("label");
    JsonValue size = data.get(table ? "originalFileSize" : "filesize");
    JsonValue checksum = data.get("checksum");
    JsonValue value = checksum.isAbsent() ? data.get("md5") : checksum.get("value");
    String type = checksum.isAbsent() ? "MD5" : checksum.get("type").text();
    String digits = value.textOrNone();
    return new ResolvedFile(
        folder.isEmpty() ? name.fileName() : folder + "/" + name.fileName(),
        size.sizeOrUnknown(),
        digits.isEmpty() ? null : Calls.checksum(value, type + ":" + digits),
        fileUrl(data, table),
        file.get("restricted").flag(false)
            ? ResolvedFile.Access.RESTRICTED
            : ResolvedFile.Access.OPEN);
  }

  private String fileUrl(JsonValue data, boolean table) throws IOException {
    String id = data.get("persistentId").textOrNone();
    String url =
        id.isEmpty()
            ? "https://%s/api/access/datafile/%s".formatted(host, data.get("id").id())
            : url("/api/access/datafile/:persistentId/", id);
    return url + (table ? (id.isEmpty() ? "?" : "&") + "format=original" : "");
  }
}
