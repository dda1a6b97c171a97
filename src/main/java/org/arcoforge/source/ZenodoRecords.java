package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records of Zenodo, in its own JSON and in that of InvenioRDM. */
final class ZenodoRecords {
  private static final Pattern LANDING = Pattern.compile(".*/records?/([0-9]+)(?:[/?#].*)?");

  private final Calls calls;
  private final String host;
  private final String id;

  /**
   * A record.
   *
   * @param host {@code zenodo.org} or {@code sandbox.zenodo.org}
   * @param id of a version, or of all versions together
   */
  ZenodoRecords(Calls calls, String host, String id) {
    this.calls = calls;
    this.host = host;
    this.id = id;
  }

  /** Returns the record; the latest version if the identifier is that of all versions. */
  ResolvedRecord resolve() throws IOException {
    JsonValue record = find();
    String version = id(record);
    JsonValue metadata = record.get("metadata");
    String doi = firstText(record.get("doi"), record.get("pids").get("doi").get("identifier"));
    return new ResolvedRecord(
        reference(version),
        host,
        version,
        metadata.get("version").textOrNone(),
        doi,
        conceptDoi(record, doi),
        firstText(metadata.get("title"), record.get("title")),
        license(metadata),
        newer(record, version),
        files(record, version));
  }

  private String reference(String version) {
    return (host.startsWith("sandbox.") ? "zenodo-sandbox:" : "zenodo:") + version;
  }

  private String api(String path) {
    return "https://" + host + "/api/records/" + path;
  }

  private JsonValue find() throws IOException {
    Api.Answer answer = calls.ask(api(id));
    if (answer.status() != 404) {
      JsonValue record = calls.json(answer).object();
      if (!id(record).equals(id)) {
        return requireVersion(record);
      }
      return concept(record).equals(id) ? requireVersion(calls.json(latest(id))) : record;
    }
    Optional<JsonValue> latest = calls.find(latest(id));
    if (latest.isPresent()) {
      return requireVersion(latest.get());
    }
    Optional<String> landed = landing();
    if (landed.isEmpty()) {
      return calls.json(answer);
    }
    return requireVersion(calls.json(api(landed.get())));
  }

  private String latest(String of) {
    return api(of + "/versions/latest");
  }

  /** Returns the identifier to which the DOI of this one leads, if it is another. */
  private Optional<String> landing() throws IOException {
    if (!host.equals("zenodo.org")) {
      return Optional.empty();
    }
    Api.Answer page = calls.ask("https://doi.org/10.5281/zenodo." + id, "text/html");
    Matcher landing = LANDING.matcher(page.url());
    return landing.matches() && !landing.group(1).equals(id)
        ? Optional.of(landing.group(1))
        : Optional.empty();
  }

  /** Returns {@code record}, which must be this one or a version of it. */
  private JsonValue requireVersion(JsonValue record) throws IOException {
    String found = id(record.object());
    if (!found.equals(id) && !concept(record).equals(id)) {
      throw calls.failure(
          "%s answered with record %s, which is no version of it. Check the identifier."
              .formatted(api(id), found));
    }
    return record;
  }

  private static String id(JsonValue record) throws IOException {
    return record.get("id").id();
  }

  private static String concept(JsonValue record) throws IOException {
    String concept = record.get("conceptrecid").idOrNone();
    return concept.isEmpty() ? record.get("parent").get("id").idOrNone() : concept;
  }

  private static String firstText(JsonValue first, JsonValue second) throws IOException {
    String text = first.textOrNone();
    return text.isEmpty() ? second.textOrNone() : text;
  }

  private static String conceptDoi(JsonValue record, String doi) throws IOException {
    String given =
        firstText(
            record.get("conceptdoi"),
            record.get("parent").get("pids").get("doi").get("identifier"));
    String concept = concept(record);
    boolean own = doi.matches("(?i)10\\.(5281|5072)/zenodo\\.[0-9]+");
    return given.isEmpty() && own && !concept.isEmpty()
        ? doi.substring(0, doi.lastIndexOf('.') + 1) + concept
        : given;
  }

  private static String license(JsonValue metadata) throws IOException {
    JsonValue license = metadata.get("license");
    if (license.isText()) {
      return License.spdx(license.text(), "");
    }
    if (license.isAbsent() && metadata.get("rights").isArray()) {
      List<JsonValue> rights = metadata.get("rights").items();
      if (rights.isEmpty()) {
        return "";
      }
      license = rights.get(0);
    }
    return License.spdx(license.get("id").textOrNone(), license.get("url").textOrNone());
  }

  private String newer(JsonValue record, String version) throws IOException {
    boolean last = record.get("versions").get("is_latest").flag(true);
    JsonValue relations = record.get("metadata").get("relations").get("version");
    if (relations.isArray() && !relations.items().isEmpty()) {
      last &= relations.items().get(0).get("is_last").flag(true);
    }
    if (last) {
      return "";
    }
    Api.Answer latest = calls.ask(latest(version));
    // The identifier of all versions says at least that there is one.
    String newer = latest.status() == 200 ? id(calls.json(latest)) : concept(record);
    return newer.equals(version) || newer.isEmpty() ? "" : reference(newer);
  }

  private List<ResolvedFile> files(JsonValue record, String version) throws IOException {
    JsonValue files = record.get("files");
    List<ResolvedFile> found = entries(files, version);
    String right = accessRight(record);
    boolean open = right.isEmpty() || right.equals("open");
    long count = files.isObject() ? files.get("count").sizeOrUnknown() : -1;
    boolean enabled = !files.isObject() || files.get("enabled").flag(true);
    boolean whole = found.isEmpty() ? !open : count < 0 || count == found.size();
    if (enabled && !whole) {
      found = entries(calls.json(api(version + "/files")).object(), version);
    }
    if (found.isEmpty()) {
      throw calls.failure(
          open
              ? "record %s has no files, only metadata. Check the identifier.".formatted(version)
              : "the access right of record %s is '%s'%s, and it shows no files. Ask its authors for access."
                  .formatted(version, right, embargoEnd(record)));
    }
    if (count > found.size()) {
      throw calls.failure(
          "%s lists %d files of %d. Try again later."
              .formatted(api(version + "/files"), found.size(), count));
    }
    return found;
  }

  private static String accessRight(JsonValue record) throws IOException {
    String right =
        firstText(record.get("metadata").get("access_right"), record.get("access").get("status"));
    String files = record.get("access").get("files").textOrNone();
    return right.isEmpty() && !files.equals("public") ? files : right;
  }

  private static String embargoEnd(JsonValue record) throws IOException {
    String end =
        firstText(
            record.get("metadata").get("embargo_date"),
            record.get("access").get("embargo").get("until"));
    return end.isEmpty() ? "" : " until " + end;
  }

  private List<ResolvedFile> entries(JsonValue files, String version) throws IOException {
    JsonValue entries = files.isObject() ? files.get("entries") : files;
    List<ResolvedFile> found = new ArrayList<>();
    if (entries.isObject()) {
      for (Map.Entry<String, JsonValue> entry : entries.members().entrySet()) {
        JsonValue value = entry.getValue().object();
        found.add(file(value, value.requireFileName(entry.getKey()), version));
      }
    } else if (!entries.isAbsent()) {
      for (JsonValue entry : entries.items()) {
        JsonValue name = entry.get("key").isAbsent() ? entry.get("filename") : entry.get("key");
        found.add(file(entry, name.fileName(), version));
      }
    }
    return found;
  }

  private ResolvedFile file(JsonValue entry, String name, String version) throws IOException {
    JsonValue size = entry.get("size").isAbsent() ? entry.get("filesize") : entry.get("size");
    JsonValue checksum = entry.get("checksum");
    // The other form of the URL, that of the API, does not honour ranges.
    String url = "https://%s/records/%s/files/%s".formatted(host, version, UrlPath.encode(name));
    return new ResolvedFile(
        name, size.sizeOrUnknown(), Calls.checksum(checksum, checksum.textOrNone()), url);
  }
}
