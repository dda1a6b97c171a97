package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.pipeline.Archive;

/**
 * A server that plays {@code https://data.example.org}, Zenodo, Figshare and DataCite; recipes in a
 * folder; and runs of commands that use them.
 */
final class Served implements Closeable {
  static final String DATA = "https://data.example.org";

  private static final Map<String, String> PLAYED =
      Map.of(
          DATA,
          "/data",
          "https://zenodo.org",
          "/zenodo",
          "https://api.figshare.com",
          "/figshare",
          "https://ndownloader.figshare.com",
          "/ndownloader",
          "https://api.datacite.org",
          "/datacite",
          "https://doi.org",
          "/doi");

  private final Path folder;
  private final PlayedServer server;

  Served(Path folder) throws IOException {
    this.folder = folder;
    this.server = PlayedServer.start();
  }

  PlayedServer server() {
    return server;
  }

  /** The bytes of a small netCDF file: three times, from {@code 3 * key} on. */
  byte[] wind(int key) throws IOException {
    Path file = Files.createTempFile(folder, "wind", ".nc");
    Winds.file(key, "m s-1").write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  /** As {@link #wind}, but of at least {@code length} bytes. */
  byte[] large(int key, int length) throws IOException {
    Path file = Files.createTempFile(folder, "large", ".nc");
    float[] values = new float[length / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 * key + i;
    }
    new Archive()
        .dimension("t", 1)
        .dimension("x", values.length)
        .variable("t", List.of("t"), new int[] {key})
        .variable("u", List.of("t", "x"), values)
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  /** Puts a file at a path of {@link #DATA}. */
  PlayedServer.Route serve(String path, byte[] bytes) {
    return server.serve("/data" + path, bytes);
  }

  /** Puts a record of Zenodo there, with these files. */
  void zenodo(int record, Map<String, byte[]> files) {
    zenodo(record, true, files);
  }

  void zenodo(int record, boolean last, Map<String, byte[]> files) {
    String entries =
        files.entrySet().stream()
            .map(
                file ->
                    "{\"key\": \"%s\", \"size\": %d, \"checksum\": \"md5:%s\"}"
                        .formatted(file.getKey(), file.getValue().length, md5(file.getValue())))
            .collect(Collectors.joining(", ", "[", "]"));
    server.serve(
        "/zenodo/api/records/" + record,
        """
        {"id": %d, "conceptrecid": "%d", "doi": "10.5281/zenodo.%d",
         "metadata": {"title": "Winds", "version": "1.%d", "license": {"id": "cc-by-4.0"},
          "relations": {"version": [{"is_last": %b}]}}, "files": %s}
        """
            .formatted(record, record / 10 * 10, record, record % 10, last, entries)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    files.forEach((name, bytes) -> server.serve(zenodoFile(record, name), bytes));
  }

  static String zenodoFile(int record, String name) {
    return "/zenodo/records/%d/files/%s".formatted(record, name);
  }

  PlayedServer.Route route(String path) {
    return server.answer(path);
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  static byte[] tarGz(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  /** The winds of keys 0 and 1 under names that {@code name} makes of them. */
  Map<String, byte[]> winds(String name) throws IOException {
    Map<String, byte[]> winds = new LinkedHashMap<>();
    for (int key = 0; key < 2; key++) {
      winds.put(name.formatted(key), wind(key));
    }
    return winds;
  }

  /**
   * Writes a recipe and returns its folder.
   *
   * @param files an expression of Java
   * @param more what is called on the target, such as {@code .chunk("x", 2)}
   */
  String recipe(String name, String files, String more) throws IOException {
    Path recipe = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        recipe.resolve("Recipe1.java"),
        """
        package %s;

        import java.util.List;
        import org.arcoforge.pattern.FilePattern;
        import org.arcoforge.pattern.Keys;
        import org.arcoforge.recipe.OnFailure;
        import org.arcoforge.recipe.Recipe;
        import org.arcoforge.recipe.Target;

        public final class Recipe1 implements Recipe {
          @Override
          public FilePattern files() {
            return %s;
          }

          @Override
          public Target target() {
            return Target.named("wind").chunk("t", 2)%s;
          }
        }
        """
            .formatted(name, files, more));
    return recipe.toString();
  }

  /** A recipe of the files of keys 0 and 1, in the URL of which the key is {@code {t}}. */
  String recipe(String name, String url) throws IOException {
    return recipe(name, pattern(url), "");
  }

  static String pattern(String url) {
    return "FilePattern.of(\"%s\").concat(\"t\", Keys.range(0, 1))".formatted(url);
  }

  static String single(String path) {
    return "FilePattern.single(\"%s\")".formatted(DATA + path);
  }

  static String matching(String glob) {
    return "FilePattern.matching(\"%s\").concat(\"t\")".formatted(glob);
  }

  /** Returns what a bake from files of this machine writes: the bytes of each file of the store. */
  Map<String, byte[]> baked(int... keys) throws IOException {
    Path local = Files.createDirectories(folder.resolve("local"));
    String list =
        java.util.Arrays.stream(keys)
            .mapToObj(key -> "\"../local/w" + key + ".nc\"")
            .collect(Collectors.joining(", "));
    for (int key : keys) {
      Files.write(local.resolve("w" + key + ".nc"), wind(key));
    }
    String recipe =
        recipe("fromlocal", "FilePattern.of(List.of(%s)).concat(\"t\")".formatted(list), "");
    Path store = folder.resolve("local-%s.zarr".formatted(list.hashCode()));
    CommandRun run = CommandRun.of("bake", recipe, "--target", store.toString(), "--overwrite");
    assertThat(run.code()).as(run.err()).isZero();
    return tree(store);
  }

  /** Returns the bytes of all files in a folder. */
  static Map<String, byte[]> tree(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return files;
  }

  static void assertSame(Map<String, byte[]> store, Map<String, byte[]> expected) {
    assertThat(store.keySet()).isNotEmpty().isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(store.get(name)).as(name).isEqualTo(bytes));
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Path store(String name) {
    return folder.resolve(name + ".zarr");
  }

  /** The options with which a command asks this server and no other. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--cache", cache().toString()));
    PLAYED.forEach((from, to) -> options.addAll(List.of("--mirror", from + "=" + server.url(to))));
    return options;
  }

  /** Runs a command that asks this server and no other. */
  CommandRun run(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of(arguments), options().stream()).toArray(String[]::new));
  }

  CommandRun bake(String recipe, String store, String... more) {
    return run(
        Stream.concat(
                Stream.of("bake", recipe, "--target", store(store).toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Bakes, and asserts that it succeeds. */
  CommandRun bakes(String recipe, String store, String... more) {
    CommandRun run = bake(recipe, store, more);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("arcoforge:").doesNotContain("Exception");
    return run;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
