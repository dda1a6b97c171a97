package org.arcoforge.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of members: how they are decoded, which are refused, and which are alike. */
final class MemberName {
  static final int MAX_BYTES = 4096;
  private static final int SHOWN_CHARS = 120;
  private static final int NAMED = 3;
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private MemberName() {}

  /** Decodes UTF-8, or {@code otherwise} if {@code bytes} are not valid UTF-8. */
  static String decode(byte[] bytes, Charset otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, otherwise);
    }
  }

  /**
   * Returns if {@code name} stays within the folder that an archive is taken apart in.
   *
   * @throws IOException that refuses the archive, if it does not
   */
  static void check(String name, String label) throws IOException {
    String fault = fault(name);
    if (fault != null) {
      throw Refusal.archive(label, "its member " + shown(name) + " " + fault, Refusal.HOSTILE);
    }
  }

  private static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "has an empty name";
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      return "has a name of " + bytes + " bytes, more than " + MAX_BYTES;
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return "has control characters in its name";
    }
    if (isAbsolute(name)) {
      return "has an absolute name";
    }
    for (String segment : SEPARATOR.split(name, -1)) {
      if (segment.equals("..")) {
        return "has '..' in its name";
      }
    }
    return null;
  }

  /**
   * Returns if the link {@code name} points to somewhere within the archive.
   *
   * @param folder whether {@code target} is relative to the folder of the link, else to the root
   * @throws IOException that refuses the archive, if it points outside
   */
  static void checkLink(String name, String target, boolean folder, String label)
      throws IOException {
    if (isAbsolute(target) || climbs(name, target, folder)) {
      throw Refusal.archive(
          label,
          "its member " + shown(name) + " is a link to " + shown(target) + ", outside the archive",
          Refusal.HOSTILE);
    }
  }

  private static boolean isAbsolute(String name) {
    return name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).matches();
  }

  private static boolean climbs(String name, String target, boolean folder) {
    int depth = folder ? -1 : 0;
    if (folder) {
      for (String segment : SEPARATOR.split(name, -1)) {
        depth += segment.isEmpty() || segment.equals(".") ? 0 : 1;
      }
    }
    for (String segment : SEPARATOR.split(target, -1)) {
      if (segment.equals("..")) {
        depth--;
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns {@code name} in quotes, with control characters escaped, shortened if it is long. */
  static String shown(String name) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < Math.min(name.length(), SHOWN_CHARS); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append(name.length() > SHOWN_CHARS ? "…'" : "'").toString();
  }

  /** Says that {@code name} is none of {@code members}, and which there are. */
  static IOException absent(String name, List<Member> members, String label) {
    if (members.isEmpty()) {
      return Refusal.member(name, label, "the archive has no members", "Check the URL");
    }
    String file = lastSegment(name);
    List<String> alike = some(members, n -> lastSegment(n).equalsIgnoreCase(file));
    if (alike.isEmpty()) {
      String stem = stem(file);
      alike = some(members, n -> !stem.isEmpty() && stem(lastSegment(n)).startsWith(stem));
    }
    String which = alike.isEmpty() ? "The first are " : "Similar are ";
    List<String> named = alike.isEmpty() ? some(members, n -> true) : alike;
    return Refusal.member(
        name,
        label,
        "it is none of the " + members.size() + " members",
        which + String.join(", ", named));
  }

  private static List<String> some(List<Member> members, Predicate<String> which) {
    return members.stream()
        .map(Member::name)
        .filter(which)
        .limit(NAMED)
        .map(MemberName::shown)
        .toList();
  }

  private static String lastSegment(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The letters that a file name begins with, in lower case. */
  private static String stem(String file) {
    int end = 0;
    while (end < file.length() && Character.isLetter(file.charAt(end))) {
      end++;
    }
    return file.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
