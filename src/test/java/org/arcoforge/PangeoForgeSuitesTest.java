package org.arcoforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of pangeo-forge's cases names tests that exist. */
final class PangeoForgeSuitesTest {
  private static final Path TABLE = Path.of("test", "pangeo-forge-suites.md");
  private static final Pattern TEST = Pattern.compile("`([^`]*)`");
  private static final Pattern NAME = Pattern.compile("([a-z]+\\.[A-Za-z0-9]+)\\.([a-z]\\w+)");

  /** One line of the table. */
  private record Row(String module, String theirs, List<String> tests, String remark) {
    static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      assertThat(cells).as(line).hasSize(6).startsWith("").endsWith("");
      List<String> tests = new ArrayList<>();
      Matcher matcher = TEST.matcher(cells.get(3));
      while (matcher.find()) {
        tests.add(matcher.group(1));
      }
      assertThat(matcher.replaceAll("")).as(line).isBlank();
      return new Row(cells.get(1), cells.get(2), tests, cells.get(4));
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| module |") && !line.startsWith("|---"))
        .map(Row::of)
        .toList();
  }

  /** Fails unless {@code name} is package, class and method of a test that runs. */
  private static void requireTest(String name) {
    Matcher matcher = NAME.matcher(name);
    assertThat(matcher.matches()).as(name).isTrue();
    Class<?> type;
    try {
      type = Class.forName("org.arcoforge." + matcher.group(1));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("There is no class of " + name, e);
    }
    assertThat(Modifier.isAbstract(type.getModifiers())).as("%s is abstract", name).isFalse();
    assertThat(isTest(type, matcher.group(2))).as("%s is a test", name).isTrue();
  }

  private static boolean isTest(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && (method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void everyTestNamedInTheTableExists() throws IOException {
    List<String> names = rows().stream().flatMap(row -> row.tests().stream()).distinct().toList();
    assertThat(names).hasSizeGreaterThan(80);
    names.forEach(PangeoForgeSuitesTest::requireTest);
  }

  @Test
  void aCaseWithoutATestSaysWhy() throws IOException {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(110);
    for (Row row : rows) {
      assertThat(row.module()).as("%s", row).isNotEmpty();
      assertThat(row.theirs()).as("%s", row).isNotEmpty();
      if (row.tests().isEmpty()) {
        assertThat(row.remark()).as("%s", row).matches("not (applicable|yet): .+");
      }
    }
  }

  @Test
  void aCaseStandsOnce() throws IOException {
    assertThat(rows())
        .extracting(row -> row.module() + ": " + row.theirs())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "plan.NoSuchTest.something, There is no class of",
    "plan.ConcatenationTest.noSuchCase, is a test",
    "plan.ConcatenationTest.starts, is a test",
    "recipe.RecipeContract.urlsAreUnique, is abstract",
    "ConcatenationTest.aFileWithoutElementsTakesNoPlace, ConcatenationTest",
  })
  void whatIsNoTestIsFound(String name, String message) {
    assertThatThrownBy(() -> requireTest(name))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}
