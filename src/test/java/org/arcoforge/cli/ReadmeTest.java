package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arcoforge.config.Configuration;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what the tool does. Tests run in the folder {@code src}. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path RECIPE = ROOT.resolve("recipes/fnoc_winds");
  private static final String COMMAND = "$ ./arcoforge ";
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern PACKAGE = Pattern.compile("(?m)\\Apackage (\\w+);$");
  private static final Pattern CLASS = Pattern.compile("(?m)^public final class (\\w+) ");

  @TempDir private Path temporary = Path.of("");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher fenced = FENCED.matcher(readme());
    while (fenced.find()) {
      if (fenced.group(1).equals(language)) {
        blocks.add(fenced.group(2));
      }
    }
    return blocks;
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).describedAs("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  /** What a command printed on standard output, and with what exit code it ended. */
  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void theFirstBlockIsTheRecipeThatIsBaked() throws IOException {
    String source = Files.readString(RECIPE.resolve("FnocWinds.java"));
    assertThat(source).startsWith("package fnoc_winds;");
    assertThat(blocks("java").get(0)).isEqualTo(source.substring(source.indexOf("/**")));
  }

  @Test
  void wholeClassesCompileAndCanBePlanned() throws IOException {
    List<String> whole =
        blocks("java").stream().filter(block -> PACKAGE.matcher(block).find()).toList();
    assertThat(whole).isNotEmpty();
    for (String source : whole) {
      Path folder = Files.createDirectories(temporary.resolve(found(PACKAGE, source)));
      Path file = folder.resolve(found(CLASS, source) + ".java");
      Files.writeString(file, source);
      copyData(folder);

      Recipe recipe = Recipes.load(file.toString()).recipe();
      Ran plan = run("plan", folder.toString());

      assertThat(recipe.getClass().getName()).isEqualTo(className(source));
      assertThat(plan.code()).describedAs(plan.err()).isZero();
    }
  }

  private static String className(String source) {
    return found(PACKAGE, source) + "." + found(CLASS, source);
  }

  private static void copyData(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (Stream<Path> files = Files.list(RECIPE.resolve("data"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, data.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void commandsPrintWhatItShows() throws IOException {
    int commands = 0;
    for (String block : blocks("console")) {
      for (String part : block.split("(?m)^(?=\\$ )", -1)) {
        if (part.startsWith(COMMAND)) {
          int end = part.indexOf('\n');
          String shown = part.substring(COMMAND.length(), end);
          assertThat(masked(printed(shown)))
              .describedAs(shown)
              .isEqualTo(masked(part.substring(end + 1)));
          commands++;
        }
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(3);
  }

  /** Runs a command with its stores in a folder of this test, and returns what it prints. */
  private String printed(String shown) {
    String stores = temporary.resolve("out").toString();
    String recipes = ROOT.resolve("recipes").toString();
    String[] arguments =
        Stream.of(shown.split(" "))
            .map(word -> word.replaceFirst("^out/", Matcher.quoteReplacement(stores + "/")))
            .map(word -> word.replaceFirst("^recipes/", Matcher.quoteReplacement(recipes + "/")))
            .toArray(String[]::new);
    Ran ran = run(arguments);
    assertThat(ran.code()).describedAs("%s: %s", shown, ran.err()).isZero();
    return ran.out().replace(stores, "out").replace(recipes, "recipes");
  }

  /**
   * Takes out what differs from run to run and from machine to machine: times, rates and memory.
   */
  private static String masked(String output) {
    return output
        .lines()
        .map(line -> line.replaceAll("[0-9]+\\.[0-9] s\\b", "# s"))
        .map(line -> line.replaceAll("[0-9.]+ ([kMG]B|bytes)/s", "#/s"))
        .map(
            line ->
                line.startsWith("memory ")
                    ? line.replaceAll("[0-9.]+( [kMG]?B| bytes)?", "#")
                    : line)
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void maskingLeavesWhatDoesNotDependOnTheMachine() {
    assertThat(
            masked(
                """
                read     3.36 MB in 4 files
                time     index 0.1 s, 11.9 s in all
                memory   178 MB at the peak; predicted at most 1.02 GB: 5 bytes (2 at once)
                """))
        .isEqualTo(
            """
            read     3.36 MB in 4 files
            time     index # s, # s in all
            memory   # at the peak; predicted at most #: # (# at once)
            """);
  }

  @Test
  void theConfigurationThatItShowsIsOne() throws IOException {
    Path file = Files.writeString(temporary.resolve("c.yaml"), blocks("yaml").get(0));
    assertThat(Configuration.read(file).settings()).hasSizeGreaterThan(15);
    String section = readme().split("\n## Configuration\n", 2)[1].split("\n## ", 2)[0];
    assertThat(Configuration.options())
        .allSatisfy(
            option ->
                assertThat(section)
                    .contains(Configuration.key(option).replaceFirst("^dataflow\\.", "")));
  }

  @Test
  void linksLeadToWhatIsThere() throws IOException {
    Matcher link = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(readme());
    int links = 0;
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
      links++;
    }
    assertThat(links).isPositive();
  }
}
