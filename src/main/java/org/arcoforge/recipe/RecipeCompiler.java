package org.arcoforge.recipe;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles the sources of recipes into jars that are kept. The name of a jar is the digest of all
 * that its content depends on, so it never changes, and processes that make it at the same time
 * only repeat each other's work.
 */
final class RecipeCompiler {
  private static final Logger LOG = LoggerFactory.getLogger(RecipeCompiler.class);
  private static final long NO_TIME = 315_532_800_000L;

  private RecipeCompiler() {}

  /** Returns where the user's jars are kept, from {@code XDG_CACHE_HOME} or below the home. */
  static Path cacheOf(Map<String, String> environment, String home) {
    String given = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = given.isBlank() ? Path.of(home, ".cache") : Path.of(given);
    return base.resolve("arcoforge").resolve("recipes");
  }

  /**
   * Returns the jar of {@code sources}, which are in one folder, from {@code cache} or newly made.
   *
   * @param compiler null if this Java has none
   * @throws IllegalArgumentException if they do not compile, with the compiler's own text
   */
  static Path compile(
      String reference, List<Path> sources, Path cache, @Nullable JavaCompiler compiler)
      throws IOException {
    String classPath = System.getProperty("java.class.path", "");
    Path jar = cache.resolve(digest(sources, classPath) + ".jar");
    if (Files.exists(jar)) {
      return jar;
    }
    if (compiler == null) {
      throw Recipes.cannot(
          reference,
          "Java in %s has no compiler. Use a JDK, or name a class on the class path"
              .formatted(System.getProperty("java.home")));
    }
    Files.createDirectories(cache);
    Path classes = Files.createTempDirectory(cache, "classes-");
    Path unfinished = Files.createTempFile(cache, "unfinished-", ".jar");
    try {
      compile(reference, sources, classPath, classes, compiler);
      pack(classes, unfinished);
      Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
      return jar;
    } finally {
      Files.deleteIfExists(unfinished);
      delete(classes);
    }
  }

  private static void compile(
      String reference, List<Path> sources, String classPath, Path classes, JavaCompiler compiler)
      throws IOException {
    StringWriter text = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-Xlint:all,-processing,-serial,-classfile,-path,-options",
            "-proc:none",
            "-g",
            "-classpath",
            classPath,
            // Else sources are looked for on the class path, and are not part of the digest.
            "-sourcepath",
            classes.toString(),
            "-d",
            classes.toString());
    boolean done;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      done =
          compiler
              .getTask(text, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
    }
    if (!done) {
      throw Recipes.cannot(reference, "it does not compile:\n" + text.toString().strip());
    }
    if (!text.toString().isBlank()) {
      LOG.warn("Recipe {}:\n{}", reference, text.toString().strip());
    }
  }

  private static String digest(List<Path> sources, String classPath) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    Package ours = Recipes.class.getPackage();
    add(digest, String.valueOf(ours.getImplementationVersion()));
    add(digest, System.getProperty("java.version", ""));
    for (Path source : sources) {
      add(digest, source.getFileName().toString());
      byte[] content = Files.readAllBytes(source);
      add(digest, Integer.toString(content.length));
      digest.update(content);
    }
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      add(digest, entry);
      Path path = Path.of(entry);
      if (!entry.isEmpty() && Files.exists(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files.filter(Files::isRegularFile).sorted().forEach(file -> addIdentity(digest, file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addIdentity(MessageDigest digest, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      add(digest, file + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the class path at %s.".formatted(file), e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (Stream<Path> walk = Files.walk(classes);
        OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        JarEntry entry =
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/'));
        entry.setTime(NO_TIME);
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Returns the names of the classes in {@code jar} that are in no other, sorted. */
  static List<String> topLevelClasses(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("package-info") && !name.endsWith("module-info"))
          .sorted()
          .toList();
    }
  }
}
