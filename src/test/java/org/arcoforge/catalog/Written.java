package org.arcoforge.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A feedstock without fault, of which tests change a part. */
public final class Written {
  public static final String META =
      """
      title: "Winds, 1982-1985"
      description: >
        Monthly winds.
      recipes:
        - id: "winds"
          object: "winds.Winds"
      provenance:
        providers:
          - name: "PMEL"
            description: "Distributes them"
            roles: [producer, host]
            url: "https://pmel.noaa.gov/winds"
        license: "CC-BY-4.0"
        license_link:
          title: "Attribution"
          url: "https://creativecommons.org/licenses/by/4.0/"
      maintainers:
        - name: "A. Wind"
          github: "a-wind"
      """;

  public static final String CATALOG =
      """
      "ncviewjs:meta_yaml_url": "https://github.com/leap-stc/winds_feedstock/blob/main/feedstock/meta.yaml"
      thumbnail: "https://pmel.noaa.gov/winds.png"
      tags: [zarr, wind]
      links:
        - label: "Zenodo"
          url: "https://doi.org/10.5281/zenodo.1"
      stores:
        - id: "winds"
          name: "Winds"
          url: "https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr"
          xarray_open_kwargs:
            engine: zarr
          public: true
          geospatial: false
          last_updated: "2024-11-19T21:19:44Z"
      """;

  private Written() {}

  /** Writes it into a folder, with {@code from}, which one of both has once, replaced. */
  public static void write(Path folder, String from, String to) throws IOException {
    int times = (META + "\n" + CATALOG).split(java.util.regex.Pattern.quote(from), -1).length - 1;
    if (times != 1) {
      throw new IllegalArgumentException("'%s' is there %d times".formatted(from, times));
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("meta.yaml"), META.replace(from, to));
    Files.writeString(folder.resolve("catalog.yaml"), CATALOG.replace(from, to));
  }

  static CheckedFeedstock check(Path folder) {
    return CheckFeedstock.run(folder.toString(), Optional.empty(), Written::scratch);
  }

  static Optional<String> scratch(String url) {
    return url.startsWith("gs://leap-scratch/") ? Optional.of("it is scratch") : Optional.empty();
  }
}
