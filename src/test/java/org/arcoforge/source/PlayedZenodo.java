package org.arcoforge.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.arcoforge.fetch.PlayedServer;

/** Plays zenodo.org on a server of this machine: its answers, and its files. */
final class PlayedZenodo {
  private final PlayedServer server;
  private final Map<String, PlayedServer.Route> files = new LinkedHashMap<>();

  PlayedZenodo(PlayedServer server) {
    this.server = server;
  }

  /** What makes runs ask this and not zenodo.org. */
  String mirror() {
    return "https://zenodo.org=" + server.url("/zenodo.org");
  }

  /** Puts a record there, the latest version. Returns what it is asked by. */
  PlayedServer.Route record(String id, Map<String, byte[]> contents) {
    return record(id, contents, true);
  }

  PlayedServer.Route record(String id, Map<String, byte[]> contents, boolean latest) {
    StringJoiner list = new StringJoiner(",");
    contents.forEach(
        (name, bytes) -> {
          list.add(
              "{\"key\": \"%s\", \"size\": %d, \"checksum\": \"%s\"}"
                  .formatted(name, bytes.length, PackedBytes.md5(bytes)));
          String path = "/zenodo.org/records/%s/files/%s".formatted(id, name.replace(" ", "%20"));
          files.put(id + "/" + name, server.serve(path, bytes));
        });
    return server.serve(
        "/zenodo.org/api/records/" + id,
        PackedBytes.text(
            """
            {"id": %s, "conceptrecid": "1", "doi": "10.5281/zenodo.%s",
             "metadata": {"title": "T", "version": "v", "access_right": "open",
              "relations": {"version": [{"is_last": %s}]}},
             "files": [%s]}
            """
                .formatted(id, id, latest, list)));
  }

  PlayedServer.Route file(String recordAndName) {
    PlayedServer.Route route = files.get(recordAndName);
    if (route == null) {
      throw new IllegalArgumentException("There is no file " + recordAndName);
    }
    return route;
  }

  /** The bytes of all files that travelled. */
  long bodyBytes() {
    return files.values().stream().mapToLong(PlayedServer.Route::bodyBytes).sum();
  }
}
