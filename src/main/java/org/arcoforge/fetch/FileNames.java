package org.arcoforge.fetch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What servers call their files. */
final class FileNames {
  private static final Pattern EXTENDED =
      Pattern.compile("(?i)(?:^|;)\\s*filename\\*\\s*=\\s*([A-Za-z0-9-]+)'[^']*'([^;\\s]+)");
  private static final Pattern QUOTED =
      Pattern.compile("(?i)(?:^|;)\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern BARE =
      Pattern.compile("(?i)(?:^|;)\\s*filename\\s*=\\s*([^;\\s\"]+)");

  private FileNames() {}

  /** Returns the name in Content-Disposition (RFC 6266), else of the URL's path; may be empty. */
  static String of(Reply reply) {
    String name = disposition(reply.header("content-disposition"));
    return name.isEmpty() ? Urls.lastSegment(reply.url()) : name;
  }

  static String disposition(String header) {
    Matcher extended = EXTENDED.matcher(header);
    if (extended.find() && extended.group(1).equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      return withoutFolders(Urls.decoded(extended.group(2)));
    }
    Matcher quoted = QUOTED.matcher(header);
    if (quoted.find()) {
      return withoutFolders(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher bare = BARE.matcher(header);
    return bare.find() ? withoutFolders(bare.group(1)) : "";
  }

  private static String withoutFolders(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
