package org.arcoforge.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads logins of a {@code .netrc} file, as ftp(1) describes it. */
final class Netrc {
  private Netrc() {}

  /**
   * Returns {@code user:password} of the first entry for {@code host}, else of the default entry
   * before it.
   *
   * @throws FetchException if there is none
   */
  static String login(Path file, String host) throws IOException {
    if (!Files.isReadable(file)) {
      throw FetchException.permanent(
          "Cannot log in at %s: there is no readable %s. Make it, or name another with the environment variable NETRC."
              .formatted(host, file),
          0);
    }
    List<String> words = words(Files.readAllLines(file));
    for (int i = 0; i < words.size(); i++) {
      boolean named =
          words.get(i).equals("machine")
              && i + 1 < words.size()
              && words.get(i + 1).equalsIgnoreCase(host);
      if (named || words.get(i).equals("default")) {
        return login(words, named ? i + 2 : i + 1, file, host);
      }
    }
    throw none(file, host);
  }

  private static String login(List<String> words, int from, Path file, String host)
      throws FetchException {
    String user = "";
    String password = "";
    for (int i = from; i + 1 < words.size(); i += 2) {
      switch (words.get(i)) {
        case "login" -> user = words.get(i + 1);
        case "password" -> password = words.get(i + 1);
        case "account" -> {}
        default -> i = words.size();
      }
    }
    if (user.isEmpty()) {
      throw none(file, host);
    }
    return user + ":" + password;
  }

  private static FetchException none(Path file, String host) {
    return FetchException.permanent(
        "Cannot log in at %s: %s has no login for it. Add a line: machine %s login USER password PASSWORD."
            .formatted(host, file, host),
        0);
  }

  /** Returns the words, without comments and without the text of macros. */
  private static List<String> words(List<String> lines) {
    List<String> words = new ArrayList<>();
    boolean macro = false;
    for (String line : lines) {
      String text = line.strip();
      macro = (macro && !text.isEmpty()) || text.startsWith("macdef");
      if (!macro && !text.startsWith("#")) {
        for (String word : text.split("\\s+", -1)) {
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
    }
    return words;
  }
}
