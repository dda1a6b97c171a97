package org.arcoforge.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.arcoforge.fetch.Checksum;
import org.jspecify.annotations.Nullable;

/** The JSON of a lock file. Members that are empty or not known are left out. */
final class LockDocument {
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER =
      // Non-ASCII text as escapes: the only way in which a lone surrogate survives.
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Set<String> MEMBERS = Set.of("lockVersion", "records", "globs", "files");
  private static final Set<String> RECORD_MEMBERS =
      Set.of(
          "reference",
          "repository",
          "id",
          "version",
          "doi",
          "conceptDoi",
          "title",
          "license",
          "newer");
  private static final Set<String> FILE_MEMBERS =
      Set.of("source", "record", "name", "member", "size", "checksum", "url");

  private LockDocument() {}

  static String write(SourceLock lock) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      json.writeStartObject();
      json.writeNumberField("lockVersion", VERSION);
      json.writeArrayFieldStart("records");
      for (ResolvedRecord record : lock.records()) {
        write(json, record);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("globs");
      for (Map.Entry<String, List<String>> glob : lock.globs().entrySet()) {
        json.writeArrayFieldStart(glob.getKey());
        for (String source : glob.getValue()) {
          json.writeString(source);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("files");
      for (LockedFile file : lock.files()) {
        write(json, file);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  private static void write(JsonGenerator json, ResolvedRecord record) throws IOException {
    json.writeStartObject();
    json.writeStringField("reference", record.reference());
    write(json, "repository", record.repository());
    write(json, "id", record.id());
    write(json, "version", record.version());
    write(json, "doi", record.doi());
    write(json, "conceptDoi", record.conceptDoi());
    write(json, "title", record.title());
    write(json, "license", record.license());
    write(json, "newer", record.newer());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, LockedFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", file.source());
    write(json, "record", file.record());
    write(json, "name", file.name());
    write(json, "member", file.member());
    if (file.size() >= 0) {
      json.writeNumberField("size", file.size());
    }
    @Nullable Checksum checksum = file.checksum();
    write(json, "checksum", checksum == null ? "" : checksum.toString());
    json.writeStringField("url", file.url());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  static SourceLock parse(String text, String label) throws IOException {
    JsonValue document =
        JsonValue.parse(text, reason -> failure(label, "it is " + reason, null)).object();
    JsonValue version = document.get("lockVersion");
    if (version.size() != VERSION) {
      throw failure(
          label,
          "its version is %d, and only version %d is known".formatted(version.size(), VERSION),
          null);
    }
    requireMembers(document, MEMBERS);
    List<ResolvedRecord> records = new ArrayList<>();
    for (JsonValue record : document.get("records").items()) {
      records.add(record(record));
    }
    Map<String, List<String>> globs = new TreeMap<>();
    for (Map.Entry<String, JsonValue> glob : document.get("globs").members().entrySet()) {
      List<String> sources = new ArrayList<>();
      for (JsonValue source : glob.getValue().items()) {
        sources.add(source.text());
      }
      globs.put(glob.getKey(), sources);
    }
    List<LockedFile> files = new ArrayList<>();
    for (JsonValue file : document.get("files").items()) {
      files.add(file(file));
    }
    try {
      return SourceLock.of(records, globs, files);
    } catch (IllegalArgumentException e) {
      throw failure(label, "it does not agree with itself: " + e.getMessage(), e);
    }
  }

  private static ResolvedRecord record(JsonValue record) throws IOException {
    requireMembers(record, RECORD_MEMBERS);
    return new ResolvedRecord(
        record.get("reference").name(),
        record.get("repository").textOrNone(),
        record.get("id").textOrNone(),
        record.get("version").textOrNone(),
        record.get("doi").textOrNone(),
        record.get("conceptDoi").textOrNone(),
        record.get("title").textOrNone(),
        record.get("license").textOrNone(),
        record.get("newer").textOrNone(),
        List.of());
  }

  private static LockedFile file(JsonValue file) throws IOException {
    requireMembers(file, FILE_MEMBERS);
    JsonValue checksum = file.get("checksum");
    try {
      return new LockedFile(
          file.get("source").name(),
          file.get("record").textOrNone(),
          file.get("name").textOrNone(),
          file.get("member").textOrNone(),
          file.get("size").sizeOrUnknown(),
          checksum.isAbsent() ? null : Checksum.parse(checksum.text()),
          file.get("url").name());
    } catch (IllegalArgumentException e) {
      IOException thrown = file.wrong("a file, " + e.getMessage());
      thrown.initCause(e);
      throw thrown;
    }
  }

  /** A lock of another version might have members without which it means another thing. */
  private static void requireMembers(JsonValue object, Set<String> known) throws IOException {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        throw member.getValue().wrong("known");
      }
    }
  }

  static IOException failure(String label, String reason, @Nullable Throwable cause) {
    String sentence = reason.endsWith(".") ? reason : reason + ".";
    IOException failure =
        new IOException(
            "Cannot read lock file %s: %s Run `arcoforge resolve` again."
                .formatted(label, sentence));
    return cause == null ? failure : (IOException) failure.initCause(cause);
  }
}
