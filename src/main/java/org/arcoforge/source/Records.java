package org.arcoforge.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which files records of repositories have. Asks for each record once. */
final class Records {
  private static final Pattern ZENODO = Pattern.compile("zenodo(-sandbox)?:([0-9]+)");
  private static final Pattern FIGSHARE =
      Pattern.compile("figshare:(c\\.)?([0-9]+)(?:\\.v[0-9]+)?");
  private static final Pattern DATAVERSE =
      Pattern.compile("dataverse:([^/]+)/(.+?)(?:\\.v([0-9]+\\.[0-9]+))?", Pattern.DOTALL);

  /**
   * A file of a record, or the record alone.
   *
   * @param file as the reference has it; empty if the record alone is meant
   */
  record Located(ResolvedRecord record, String file) {}

  private final Api api;
  private final Map<String, Optional<ResolvedRecord>> known = new ConcurrentHashMap<>();

  Records(Api api) {
    this.api = api;
  }

  /**
   * Returns the record that {@code reference}, which names no file, means.
   *
   * @throws IOException if it cannot be resolved
   * @throws IllegalArgumentException if it is no reference to a record
   */
  ResolvedRecord resolve(String reference) throws IOException {
    for (RecordReference.Split split : RecordReference.parse(reference).splits()) {
      if (split.file().isEmpty()) {
        return find(split.record()).orElseThrow(() -> missing(List.of(split)));
      }
    }
    throw new IllegalArgumentException(
        "Cannot resolve %s: it names a file. Give the record alone.".formatted(reference));
  }

  /**
   * Returns the record of {@code url} and the name of the file in it. Where they cannot be told
   * apart by their shape, the shortest record that there is.
   *
   * @throws IOException if the record cannot be resolved; whether it has the file is not looked at
   * @throws IllegalArgumentException if it is no reference to a record
   */
  Located locate(String url) throws IOException {
    List<RecordReference.Split> splits = RecordReference.parse(url).splits();
    for (RecordReference.Split split : splits) {
      Optional<ResolvedRecord> record = find(split.record());
      if (record.isPresent()) {
        return new Located(record.get(), split.file());
      }
    }
    throw missing(splits);
  }

  private static IOException missing(List<RecordReference.Split> splits) {
    RecordReference.Split last = splits.get(splits.size() - 1);
    String others = splits.size() == 1 ? "" : ", nor %d shorter".formatted(splits.size() - 1);
    return new IOException(
        "Cannot resolve %s: no repository knows this identifier%s. Check it."
            .formatted(last.record(), others));
  }

  /** Returns the record, if its identifier is known. */
  private Optional<ResolvedRecord> find(String reference) throws IOException {
    Optional<ResolvedRecord> seen = known.get(reference);
    if (seen != null) {
      return seen;
    }
    Calls calls = new Calls(api, reference);
    Optional<ResolvedRecord> found;
    try {
      found = ask(calls, reference);
    } catch (IllegalArgumentException e) {
      IOException thrown = calls.failure(String.valueOf(e.getMessage()));
      thrown.initCause(e);
      throw thrown;
    }
    known.put(reference, found);
    return found;
  }

  private static Optional<ResolvedRecord> ask(Calls calls, String reference) throws IOException {
    Matcher zenodo = ZENODO.matcher(reference);
    if (zenodo.matches()) {
      String host = zenodo.group(1) == null ? "zenodo.org" : "sandbox.zenodo.org";
      return Optional.of(new ZenodoRecords(calls, host, zenodo.group(2)).resolve());
    }
    Matcher figshare = FIGSHARE.matcher(reference);
    if (figshare.matches()) {
      long version = FigshareApi.version(reference);
      return Optional.of(
          figshare.group(1) == null
              ? FigshareRecords.article(calls, figshare.group(2), version)
              : FigshareRecords.collection(calls, figshare.group(2), version));
    }
    Matcher dataverse = DATAVERSE.matcher(reference);
    if (dataverse.matches()) {
      String version = dataverse.group(3) == null ? "" : dataverse.group(3);
      return new DataverseRecords(calls, dataverse.group(1), dataverse.group(2)).find(version);
    }
    return new DoiRecords(calls, reference.substring("doi:".length())).find();
  }
}
