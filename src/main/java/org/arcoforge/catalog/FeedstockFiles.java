package org.arcoforge.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.arcoforge.yaml.YamlDocument;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/**
 * The documents of a feedstock. LEAP's tools merge them: where both have a key, that of {@code
 * meta.yaml} counts.
 *
 * @param catalog the root of {@code catalog.yaml}, a mapping
 * @param meta the root of {@code meta.yaml}, a mapping
 * @param folder that of {@code meta.yaml}, if it is on this machine
 * @param metaIsElsewhere whether {@code meta.yaml} is where the catalog says, and was not read
 */
record FeedstockFiles(
    Optional<YamlNode> catalog,
    Optional<YamlNode> meta,
    Optional<Path> folder,
    boolean metaIsElsewhere) {
  static final String META_URL = "ncviewjs:meta_yaml_url";
  static final String PLAIN_META_URL = "meta_yaml_url";

  /** Where LEAP's tools look for the URL of meta.yaml, in their order. */
  private static final List<String> META_URLS = List.of(PLAIN_META_URL, META_URL);

  private static final int MOST_BYTES = 64 << 20;
  private static final String META = "meta.yaml";
  private static final String CATALOG = "catalog.yaml";

  /** Reads documents; those that cannot be read are faults. */
  private record Reader(Optional<Web> web, Findings findings) {

    Optional<YamlNode> read(Path file) {
      try {
        return mapping(YamlDocument.read(file));
      } catch (IllegalArgumentException e) {
        return unreadable(file.toString(), reason(file.toString(), e));
      } catch (NoSuchFileException e) {
        return unreadable(file.toString(), "Cannot read it: there is no such file.");
      } catch (AccessDeniedException e) {
        return unreadable(file.toString(), "Cannot read it: no permission.");
      } catch (IOException e) {
        return unreadable(file.toString(), "Cannot read it: %s.".formatted(e.getMessage()));
      }
    }

    Optional<YamlNode> fetch(String url) {
      if (web.isEmpty()) {
        return unreadable(url, "Cannot fetch it with --offline. Give a folder or a file.");
      }
      try {
        Optional<byte[]> bytes = web.get().get(url);
        if (bytes.isEmpty()) {
          return unreadable(url, "Cannot fetch it: the server has no such document.");
        }
        return mapping(YamlDocument.parse(utf8(bytes.get()), url));
      } catch (IllegalArgumentException e) {
        return unreadable(url, reason(url, e));
      } catch (CharacterCodingException e) {
        return unreadable(url, "Cannot read it: it is not UTF-8 text.");
      } catch (AccessDeniedException e) {
        return unreadable(url, "Cannot fetch it: the server wants a login. Say who with --auth.");
      } catch (IOException e) {
        return unreadable(url, String.valueOf(e.getMessage()));
      }
    }

    /** The source stands before each finding. */
    private static String reason(String source, IllegalArgumentException e) {
      return String.valueOf(e.getMessage())
          .replace("Cannot read " + source + ":", "Cannot read it:");
    }

    private Optional<YamlNode> mapping(YamlNode root) {
      if (root.kind() != Kind.MAPPING) {
        findings.fault(
            root, "the document is %s. Write keys and values.".formatted(Fields.described(root)));
        return Optional.empty();
      }
      return Optional.of(root);
    }

    private Optional<YamlNode> unreadable(String source, String text) {
      findings.unreadable(source, text);
      return Optional.empty();
    }
  }

  /** Returns a document of this machine, or of a web server; empty if there is none. */
  static Optional<byte[]> bytes(String source, Web web) throws IOException {
    if (isUrl(source)) {
      return web.get(StoreUrls.raw(source));
    }
    try (InputStream file = Files.newInputStream(Path.of(source))) {
      byte[] bytes = file.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(
            "Cannot read %s: it has more than %,d bytes. Give a smaller file."
                .formatted(source, MOST_BYTES));
      }
      return Optional.of(bytes);
    } catch (InvalidPathException e) {
      throw new IOException("Cannot read %s: %s.".formatted(source, e.getReason()), e);
    }
  }

  private static boolean isUrl(String source) {
    return source.matches("(?i)https?://.*");
  }

  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /**
   * Reads what a path or a URL means.
   *
   * @param web empty if nothing is to be fetched
   * @return empty if there is nothing to check
   */
  static Optional<FeedstockFiles> load(String path, Optional<Web> web, Findings findings) {
    Reader reader = new Reader(web, findings);
    if (isUrl(path)) {
      String url = StoreUrls.raw(path);
      return reader.fetch(url).map(root -> of(root, url, reader));
    }
    if (path.matches("(?i)[a-z][a-z0-9+.-]+://.*")) {
      findings.unreadable(path, "Cannot read it. Give a folder, a file, or an http or https URL.");
      return Optional.empty();
    }
    try {
      return load(Path.of(path), reader);
    } catch (InvalidPathException e) {
      findings.unreadable(path, "Cannot read it: %s.".formatted(e.getReason()));
      return Optional.empty();
    }
  }

  private static Optional<FeedstockFiles> load(Path path, Reader reader) {
    if (!Files.isDirectory(path)) {
      Optional<YamlNode> root = reader.read(path);
      return root.map(node -> of(node, path, reader));
    }
    Optional<Path> folder =
        Stream.of(path, path.resolve("feedstock"))
            .filter(each -> Files.exists(each.resolve(META)) || Files.exists(each.resolve(CATALOG)))
            .findFirst();
    if (folder.isEmpty()) {
      reader.findings.unreadable(
          path.toString(),
          "Cannot find a feedstock: neither the folder nor feedstock/ in it has meta.yaml or catalog.yaml. Name the folder that has.");
      return Optional.empty();
    }
    Path meta = folder.get().resolve(META);
    Path catalog = folder.get().resolve(CATALOG);
    if (!Files.exists(meta)) {
      return reader.read(catalog).map(node -> of(node, catalog.toString(), reader));
    }
    Optional<YamlNode> first =
        Files.exists(catalog) ? reader.read(catalog) : Optional.<YamlNode>empty();
    Optional<YamlNode> second = reader.read(meta);
    return first.isEmpty() && second.isEmpty()
        ? Optional.empty()
        : Optional.of(new FeedstockFiles(first, second, folder, second.isEmpty()));
  }

  /** Of a file that was named itself, only that is checked. */
  private static FeedstockFiles of(YamlNode root, Path file, Reader reader) {
    if (isCatalog(root, file.toString())) {
      return of(root, file.toString(), new Reader(Optional.empty(), reader.findings));
    }
    Path parent = file.toAbsolutePath().getParent();
    return new FeedstockFiles(
        Optional.empty(), Optional.of(root), Optional.ofNullable(parent), false);
  }

  /** Reads the meta.yaml that a catalog.yaml names, too. */
  private static FeedstockFiles of(YamlNode root, String source, Reader reader) {
    if (!isCatalog(root, source)) {
      return new FeedstockFiles(Optional.empty(), Optional.of(root), Optional.empty(), false);
    }
    Optional<YamlNode> url =
        META_URLS.stream()
            .flatMap(key -> root.find(key).stream())
            .filter(node -> node.kind() == Kind.STRING && !node.text().isBlank())
            .findFirst();
    Optional<YamlNode> meta =
        reader.web.isEmpty()
            ? Optional.empty()
            : url.flatMap(node -> reader.fetch(StoreUrls.raw(node.text())));
    return new FeedstockFiles(
        Optional.of(root), meta, Optional.empty(), url.isPresent() && meta.isEmpty());
  }

  private static boolean isCatalog(YamlNode root, String source) {
    boolean meta = source.endsWith(META);
    return source.endsWith(CATALOG)
        || (!meta
            && Stream.concat(META_URLS.stream(), Stream.of("stores"))
                .anyMatch(key -> root.find(key).isPresent()));
  }

  /** Returns the value that counts of a key of the merged documents. */
  Optional<YamlNode> find(String key) {
    return meta.flatMap(root -> root.find(key)).or(() -> catalog.flatMap(root -> root.find(key)));
  }

  /** Returns the documents that are there. */
  List<YamlNode> roots() {
    return Stream.concat(catalog.stream(), meta.stream()).toList();
  }
}
