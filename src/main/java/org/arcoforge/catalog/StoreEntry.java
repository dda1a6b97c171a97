package org.arcoforge.catalog;

import java.util.Optional;
import org.arcoforge.zarr.StoreOutline;

/**
 * What a catalog says of one store.
 *
 * @param isPublic empty if nobody knows
 * @param lastUpdated as the store says; empty if it does not
 */
public record StoreEntry(
    String id,
    String name,
    String url,
    Optional<Boolean> isPublic,
    boolean geospatial,
    Optional<String> lastUpdated) {
  private static final String TIMESTAMP = "pangeo_forge_build_timestamp";

  /** Returns the entry of a finished store. */
  public static StoreEntry of(
      StoreOutline store, String id, String name, String url, Optional<Boolean> isPublic) {
    return new StoreEntry(
        id, name, url, isPublic, Geospatial.is(store), store.attributes().text(TIMESTAMP));
  }

  /** Returns the block {@code stores:} of {@code catalog.yaml}. Texts are in quotes. */
  public String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("stores:\n");
    yaml.append("  - id: %s\n".formatted(quoted(id)));
    yaml.append("    name: %s\n".formatted(quoted(name)));
    yaml.append("    url: %s\n".formatted(quoted(url)));
    yaml.append("    xarray_open_kwargs:\n      engine: zarr\n");
    isPublic.ifPresent(value -> yaml.append("    public: %s\n".formatted(value)));
    yaml.append("    geospatial: %s\n".formatted(geospatial));
    lastUpdated.ifPresent(value -> yaml.append("    last_updated: %s\n".formatted(quoted(value))));
    return yaml.toString();
  }

  /** Returns a text as YAML reads it back: in double quotes, with escapes. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
              } else if (isPlain(point)) {
                quoted.appendCodePoint(point);
              } else {
                quoted.append(
                    point > 0xFFFF ? "\\U%08X".formatted(point) : "\\u%04X".formatted(point));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
