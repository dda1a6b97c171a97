package org.arcoforge.feedstock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the template, which are beside the classes: in their jar, or in their folder. */
final class TemplateFiles {
  private static final String FOLDER = "/feedstock-template/";

  private TemplateFiles() {}

  /** Returns the texts of all files by their paths, with slashes. */
  static Map<String, String> read() throws IOException {
    URL readme = TemplateFiles.class.getResource(FOLDER + "README.md");
    if (readme == null) {
      throw new FileNotFoundException(
          "Cannot find the template of feedstocks: this build of ARCO Forge lacks it. Build it anew.");
    }
    return beside(readme);
  }

  /** Returns the files beside a README in a folder, or in a folder of a jar. */
  static Map<String, String> beside(URL readme) throws IOException {
    return readme.openConnection() instanceof JarURLConnection jar
        ? fromJar(jar)
        : fromFolder(readme);
  }

  private static Map<String, String> fromJar(JarURLConnection connection) throws IOException {
    Map<String, String> files = new TreeMap<>();
    connection.setUseCaches(false);
    String folder = connection.getEntryName().replaceFirst("[^/]*$", "");
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            files.put(
                entry.getName().substring(folder.length()),
                new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return files;
  }

  private static Map<String, String> fromFolder(URL readme) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path folder;
    try {
      folder = Path.of(readme.toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : found) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      files.put(path, Files.readString(file));
    }
    return files;
  }
}
