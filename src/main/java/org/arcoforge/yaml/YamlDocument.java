package org.arcoforge.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;

/** YAML documents: text of at most 4 MiB that holds one document, each key once in its mapping. */
public final class YamlDocument {
  private static final int MOST_BYTES = 4 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlDocument() {}

  /**
   * Returns the root of the document in a text; a {@code NULL} node if there is nothing in it.
   *
   * @param source what the text is from, for messages
   * @throws IllegalArgumentException if it is not one document, or too large
   */
  public static YamlNode parse(String text, String source) {
    String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    if (body.length() > MOST_BYTES) {
      throw tooLarge(source);
    }
    requirePrintable(body, source);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    try {
      return new Composer(source, new Yaml(options).parse(new StringReader(body)).iterator())
          .document();
    } catch (MarkedYAMLException e) {
      throw refused(source, e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          "Cannot read %s: %s. Correct the YAML.".formatted(source, e.getMessage()), e);
    }
  }

  /**
   * Returns the root of the document in a file in UTF-8.
   *
   * @throws IllegalArgumentException as {@link #parse} does, or if bytes are not UTF-8
   */
  public static YamlNode read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "Cannot read %s: it is a folder. Name a file.".formatted(file));
    }
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = input.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw tooLarge(file.toString());
    }
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    boolean failed = decoder.decode(left, text, true).isError();
    String read = text.flip().toString();
    if (failed) {
      throw refused(
          file.toString(),
          read,
          read.length(),
          "bytes are not UTF-8 text",
          "Save the file in UTF-8");
    }
    return parse(read, file.toString());
  }

  private static void requirePrintable(String text, String source) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point)) {
        throw refused(
            source,
            text,
            i,
            "the character U+%04X is not allowed".formatted(point),
            "Remove it, or write it as an escape in double quotes");
      }
    }
  }

  private static IllegalArgumentException tooLarge(String source) {
    return new IllegalArgumentException(
        "Cannot read %s: it has more than %,d bytes, the most that is read of YAML. Give a smaller file."
            .formatted(source, MOST_BYTES));
  }

  private static IllegalArgumentException refused(String source, MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    String problem = e.getProblem();
    String context = e.getContext();
    String what = context == null ? problem : context + ", " + problem;
    String remedy =
        what.contains("TAB")
            ? "Indent with spaces"
            : "Correct the YAML there, or put the text in quotes";
    return Refusal.at(source, mark, what.strip(), remedy);
  }

  private static IllegalArgumentException refused(
      String source, String text, int at, String what, String remedy) {
    String before = text.substring(0, at);
    int lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    int line = (int) before.lines().count() + (lineStart == before.length() ? 1 : 0);
    return Refusal.at(source, line, before.codePointCount(lineStart, at) + 1, what, remedy);
  }
}
