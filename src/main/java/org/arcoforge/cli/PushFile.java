package org.arcoforge.cli;

import java.nio.file.Path;

/**
 * A file to push.
 *
 * @param argument what names or matches it on the command line
 * @param name its absolute path, or its URL
 * @param url what a recipe calls it, wherever that is
 */
record PushFile(String argument, String name, String url) {
  /** Returns the name for people: relative to {@code folder} where that is shorter. */
  String shown(Path folder) {
    if (!name.startsWith("/")) {
      return name;
    }
    String relative = folder.relativize(Path.of(name)).toString();
    return relative.length() < name.length() ? relative : name;
  }
}
