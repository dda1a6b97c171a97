package org.arcoforge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.arcoforge.zarr.ZarrFormat;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a push, as Java source. It names every file literally.
 *
 * @param name of the target; see {@link #name(String)}
 * @param urls of the files, in their order; one or more
 * @param concat the dimension along which the files follow one another; empty if there is none
 * @param group of the files; empty for the root
 * @param chunks lengths of chunks by dimension
 * @param format null for the usual one
 */
record PushRecipe(
    String name,
    List<String> urls,
    String concat,
    String group,
    Map<String, Long> chunks,
    @Nullable ZarrFormat format) {

  /** A method of more would become too long for Java's class files, and a class of many more. */
  static final int MOST_TOGETHER = 1000;

  private static final int MOST_OF_NAME = 60;
  private static final int LINE = 100;

  /** What the source means by its simple name. */
  private static final Set<String> TAKEN =
      Set.of(
          "List",
          "ArrayList",
          "FilePattern",
          "Recipe",
          "Target",
          "ZarrFormat",
          "Override",
          "Object",
          "String");

  PushRecipe {
    urls = List.copyOf(urls);
    chunks = new LinkedHashMap<>(chunks);
  }

  /** Returns a name for the recipe of the store at {@code target}: its last part, made valid. */
  static String name(String target) {
    String last = target.replaceFirst("[/\\\\]+$", "").replaceFirst("(?s)^.*[/\\\\:]", "");
    String valid =
        last.replaceFirst("(?i)\\.zarr$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceFirst("^[^a-z0-9]+", "");
    String some = valid.substring(0, Math.min(MOST_OF_NAME, valid.length()));
    String end = some.replaceFirst("[^a-z0-9]+$", "");
    return end.isEmpty() ? "data" : end;
  }

  String packageName() {
    String words = name.replaceAll("[^a-z0-9]+", "_");
    String start = words.matches("[0-9].*") ? "data_" + words : words;
    return SourceVersion.isKeyword(start) || start.equals("java") ? start + "_" : start;
  }

  String className() {
    String words =
        Stream.of(packageName().split("_", -1))
            .filter(word -> !word.isEmpty())
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    // Files of tests are not taken for recipes.
    boolean other = TAKEN.contains(words) || words.matches("(?s)Urls[0-9]+|.*Test");
    return other ? words + "Recipe" : words;
  }

  /** Returns the source, of a file that is called {@link #className()} and {@code .java}. */
  String source() {
    boolean together = urls.size() <= MOST_TOGETHER;
    StringBuilder source = new StringBuilder();
    source.append("package %s;\n\n".formatted(packageName()));
    if (!together) {
      source.append("import java.util.ArrayList;\n");
    }
    if (urls.size() > 1) {
      source.append("import java.util.List;\n");
    }
    source.append("import org.arcoforge.pattern.FilePattern;\n");
    source.append("import org.arcoforge.recipe.Recipe;\n");
    source.append("import org.arcoforge.recipe.Target;\n");
    if (format != null) {
      source.append("import org.arcoforge.zarr.ZarrFormat;\n");
    }
    source.append(
        """

        /** Original data, %s. Written by arcoforge push. */
        public final class %s implements Recipe {
          @Override
          public FilePattern files() {
            return %s;
          }

          @Override
          public Target target() {
            return %s;
          }
        """
            .formatted(Count.of(urls.size(), "file"), className(), files(), target()));
    if (!together) {
      source.append(lists());
    }
    return source.append("}\n").toString();
  }

  private String files() {
    List<String> calls = new ArrayList<>();
    if (urls.size() == 1) {
      calls.add("FilePattern.single(%s)".formatted(literal(urls.get(0))));
    } else if (urls.size() <= MOST_TOGETHER) {
      calls.add("FilePattern.of(\n            %s)".formatted(list(urls, 12)));
    } else {
      calls.add("FilePattern.of(urls())");
    }
    if (!concat.isEmpty()) {
      calls.add(".concat(%s)".formatted(literal(concat)));
    }
    if (!group.isEmpty()) {
      calls.add(".group(%s)".formatted(literal(group)));
    }
    return chain(calls);
  }

  private String target() {
    List<String> calls = new ArrayList<>();
    calls.add("Target.named(%s)".formatted(literal(name)));
    chunks.forEach(
        (dimension, length) ->
            calls.add(
                ".chunk(%s, %d%s)"
                    .formatted(literal(dimension), length, length > Integer.MAX_VALUE ? "L" : "")));
    if (format != null) {
      calls.add(".format(ZarrFormat.%s)".formatted(format.name()));
    }
    return chain(calls);
  }

  /** Puts calls on one line if it is not too long. */
  private static String chain(List<String> calls) {
    String line = String.join("", calls);
    boolean fits = !line.contains("\n") && "    return ;".length() + line.length() <= LINE;
    return fits ? line : String.join("\n        ", calls);
  }

  private static String list(List<String> some, int indent) {
    String line = "\n" + " ".repeat(indent + 4);
    return some.stream()
        .map(PushRecipe::literal)
        .collect(Collectors.joining("," + line, "List.of(" + line, ")"));
  }

  /** Returns what makes one list of several. */
  private String lists() {
    int count = (urls.size() + MOST_TOGETHER - 1) / MOST_TOGETHER;
    StringBuilder text = new StringBuilder();
    text.append("\n  private static List<String> urls() {\n");
    text.append("    List<String> urls = new ArrayList<>();\n");
    IntStream.range(0, count)
        .forEach(part -> text.append("    urls.addAll(Urls%d.list());\n".formatted(part)));
    text.append("    return urls;\n  }\n");
    for (int part = 0; part < count; part++) {
      int from = part * MOST_TOGETHER;
      List<String> some = urls.subList(from, Math.min(urls.size(), from + MOST_TOGETHER));
      text.append(
          """

            private static final class Urls%d {
              static List<String> list() {
                return %s;
              }
            }
          """
              .formatted(part, list(some, 6)));
    }
    return text.toString();
  }

  /** Returns {@code text} as a Java string literal. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(point, literal));
    return literal.append('"').toString();
  }

  private static void append(int point, StringBuilder literal) {
    switch (point) {
      case '"' -> literal.append("\\\"");
      case '\\' -> literal.append("\\\\");
      case '\n' -> literal.append("\\n");
      case '\r' -> literal.append("\\r");
      case '\t' -> literal.append("\\t");
      default -> {
        if (point < ' ' || point == 0x7F) {
          literal.append("\\%03o".formatted(point));
        } else if (point < 0x7F || Character.isLetterOrDigit(point)) {
          literal.appendCodePoint(point);
        } else {
          for (char unit : Character.toChars(point)) {
            literal.append("\\u%04x".formatted((int) unit));
          }
        }
      }
    }
  }
}
