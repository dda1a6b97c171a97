package org.arcoforge.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {
  private static final FilePattern TERRACLIMATE =
      FilePattern.of("http://host/TerraClimate_{variable}_{time:yyyy}.nc")
          .concat("time", Keys.yearly(1958, 1960))
          .merge("variable", List.of("soil", "srad"));

  private static List<String> urls(FilePattern pattern) {
    return LongStream.range(0, pattern.count()).mapToObj(i -> pattern.file(i).url()).toList();
  }

  @Test
  void datesAreFormatted() {
    FilePattern pattern =
        FilePattern.of("https://h/{time:yyyyMM}/oisst.{time:yyyyMMdd}.nc")
            .concat("time", Keys.daily("1981-09-30", "1981-10-01"));
    assertThat(urls(pattern))
        .containsExactly(
            "https://h/198109/oisst.19810930.nc", "https://h/198110/oisst.19811001.nc");
  }

  @Test
  void integersAndTextsAreFormatted() {
    FilePattern pattern =
        FilePattern.of("{{x}}/{n:03d}_{n}_{who}.nc")
            .concat("n", Keys.range(7, 8))
            .merge("who", List.of("a"));
    assertThat(urls(pattern)).containsExactly("{x}/007_7_a.nc", "{x}/008_8_a.nc");
  }

  @Test
  void theLastAxisCountsFastest() {
    assertThat(urls(TERRACLIMATE).subList(0, 3))
        .containsExactly(
            "http://host/TerraClimate_soil_1958.nc",
            "http://host/TerraClimate_srad_1958.nc",
            "http://host/TerraClimate_soil_1959.nc");
    SourceFile file = TERRACLIMATE.file(3);
    assertThat(file.ordinal()).isEqualTo(3);
    assertThat(file.axes()).containsExactly("time", "variable");
    assertThat(file.key("time")).isEqualTo("1959");
    assertThat(file.key("variable")).isEqualTo("srad");
    assertThat(file.position("time")).isEqualTo(1);
    assertThat(file.date("time")).isEqualTo(LocalDateTime.of(1959, 1, 1, 0, 0));
    assertThat(TERRACLIMATE.axes().get(1).kind()).isEqualTo(Axis.Kind.MERGE);
  }

  @Test
  void everyFileHasTheUrlOfItsKeys() {
    List<String> names = List.of("foo", "bar");
    FilePattern pattern =
        FilePattern.of("T_{time}_V_{variable}")
            .merge("variable", names)
            .concat("time", Keys.range(0, 2));
    assertThat(pattern.axes()).extracting(Axis::name).containsExactly("variable", "time");
    assertThat(pattern.axes()).extracting(Axis::size).containsExactly(2, 3);
    assertThat(pattern.axes())
        .extracting(Axis::kind)
        .containsExactly(Axis.Kind.MERGE, Axis.Kind.CONCAT);
    assertThat(pattern.count()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      SourceFile file = pattern.file(i);
      assertThat(file.position("variable")).isEqualTo(i / 3);
      assertThat(file.position("time")).isEqualTo(i % 3);
      assertThat(file.url()).isEqualTo("T_%d_V_%s".formatted(i % 3, names.get(i / 3)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void pruneChangesNothingButTheNumberOfKeys(int keep) {
    FilePattern pruned = TERRACLIMATE.group("g").prune(keep);
    int years = Math.min(keep, 3);
    assertThat(pruned.count()).isEqualTo(2L * years);
    assertThat(pruned.axes()).extracting(Axis::size).containsExactly(years, 2);
    assertThat(pruned.axes()).extracting(Axis::kind).isEqualTo(kinds(TERRACLIMATE));
    assertThat(pruned.group()).isEqualTo("g");
    assertThat(urls(pruned)).isEqualTo(urls(TERRACLIMATE).subList(0, 2 * years));
  }

  private static List<Axis.Kind> kinds(FilePattern pattern) {
    return pattern.axes().stream().map(Axis::kind).toList();
  }

  @Test
  void aFileOutsideThePatternIsRefused() {
    assertThatThrownBy(() -> TERRACLIMATE.file(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> TERRACLIMATE.file(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void askingForAnAxisThatIsNotThereListsThem() {
    assertThatThrownBy(() -> TERRACLIMATE.file(0).key("year"))
        .hasMessage(
            "Cannot find axis 'year' of http://host/TerraClimate_soil_1958.nc:"
                + " there are [time, variable].");
    assertThatThrownBy(() -> TERRACLIMATE.file(0).date("variable"))
        .hasMessage(
            "Cannot take the date of http://host/TerraClimate_soil_1958.nc: key 'soil' on axis"
                + " 'variable' is not a date. Use key(\"variable\").");
  }

  @Test
  void aListIsInItsOrder() {
    FilePattern pattern = FilePattern.of(List.of("b{1}.nc", "a.nc", "c.nc")).concat("time");
    assertThat(urls(pattern)).containsExactly("b{1}.nc", "a.nc", "c.nc");
    assertThat(pattern.file(1).position("time")).isEqualTo(1);
    assertThat(pattern.file(1).key("time")).isEqualTo("1");
    assertThat(urls(pattern.prune(2))).containsExactly("b{1}.nc", "a.nc");
  }

  @Test
  void aListCanHaveAxes() {
    FilePattern pattern =
        FilePattern.of(List.of("a0", "b0", "a1", "b1", "a2", "b2"))
            .concat("time", Keys.daily("2020-01-01", "2020-01-03"))
            .merge("v", List.of("a", "b"));
    assertThat(pattern.file(3).key("v")).isEqualTo("b");
    assertThat(pattern.file(3).key("time")).isEqualTo("2020-01-02");
    assertThat(urls(pattern.prune(2))).containsExactly("a0", "b0", "a1", "b1");
  }

  @Test
  void aSingleFileHasNoAxis() {
    FilePattern pattern = FilePattern.single("data/all_{time}.nc");
    assertThat(urls(pattern)).containsExactly("data/all_{time}.nc");
    assertThat(pattern.axes()).isEmpty();
    assertThat(pattern.prune(1)).isEqualTo(pattern);
    assertThat(urls(FilePattern.of("data/all.nc"))).containsExactly("data/all.nc");
  }

  @Test
  void theGroupIsTheRootUnlessSet() {
    assertThat(TERRACLIMATE.group()).isEmpty();
    assertThat(TERRACLIMATE.group("a/b").prune(1).group()).isEqualTo("a/b");
  }

  @Test
  void pruneKeepsAllMergeKeys() {
    assertThat(urls(TERRACLIMATE.prune(1)))
        .containsExactly(
            "http://host/TerraClimate_soil_1958.nc", "http://host/TerraClimate_srad_1958.nc");
    FilePattern square =
        FilePattern.of("{a}_{b}").concat("a", Keys.range(0, 8)).concat("b", Keys.range(0, 8));
    assertThat(urls(square.prune(2))).containsExactly("0_0", "0_1", "1_0", "1_1");
    assertThatThrownBy(() -> TERRACLIMATE.prune(0))
        .hasMessageEndingWith("to 0 keys. Keep 1 or more.");
  }

  @Test
  void anAxisThatTheUrlDoesNotUseIsRefused() {
    assertThatThrownBy(() -> FilePattern.of("data_{year}.nc").concat("time", Keys.range(1, 2)))
        .hasMessage(
            "Cannot use axis 'time' in data_{year}.nc: no placeholder names it, only [year]."
                + " Put {time} where the key goes.");
  }

  @Test
  void aPlaceholderWithoutAnAxisIsRefused() {
    FilePattern pattern = FilePattern.of("{v}_{year}.nc").merge("v", List.of("a"));
    assertThatThrownBy(pattern::count)
        .hasMessage(
            "Cannot list the files of {v}_{year}.nc: no axis for placeholders [year], only [v]."
                + " Add it with concat, stack or merge.");
    assertThatThrownBy(pattern::axes).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pattern.file(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(pattern::validated).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecondAxisOfTheSameNameIsRefused() {
    assertThatThrownBy(() -> TERRACLIMATE.concat("time", Keys.yearly(1, 2)))
        .hasMessage(
            "Cannot add axis 'time' to http://host/TerraClimate_{variable}_{time:yyyy}.nc:"
                + " it is there already.");
    assertThatThrownBy(() -> FilePattern.of("{a}").concat("a b", Keys.of("x")))
        .hasMessageStartingWith("Cannot name an axis 'a b'");
  }

  @Test
  void formatsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> FilePattern.of("{n:yyyy}").concat("n", Keys.range(5, 6)))
        .hasMessage(
            "Cannot format key '5' as {n:yyyy} in {n:yyyy}. Use a format like 03d for integers.");
    assertThatThrownBy(() -> FilePattern.of("{t:03d}").concat("t", Keys.yearly(5, 6)))
        .hasMessage(
            "Cannot format key '0005' as {t:03d} in {t:03d}."
                + " Use a java.time pattern like yyyyMM for dates.");
    assertThatThrownBy(() -> FilePattern.of("{t:bogus}").concat("t", Keys.yearly(5, 6)))
        .hasMessage(
            "Cannot format key '0005' as {t:bogus} in {t:bogus}."
                + " Use a java.time pattern like yyyyMM for dates.");
    assertThatThrownBy(() -> FilePattern.of("{t:yyyy z}").concat("t", Keys.yearly(5, 6)))
        .hasMessageContaining("Keys have neither zone nor offset");
    assertThatThrownBy(() -> FilePattern.of("{v:03d}").merge("v", List.of("a")))
        .hasMessage("Cannot format key 'a' as {v:03d} in {v:03d}. Texts have no format: use {v}.");
  }

  @Test
  void templatesThatCannotBeReadAreRefused() {
    assertThatThrownBy(() -> FilePattern.of("a{time"))
        .hasMessage(
            "Cannot read URL template a{time: '{' at character 1 has no '}'."
                + " Write '{{' and '}}' for braces.");
    assertThatThrownBy(() -> FilePattern.of("a}b")).hasMessageContaining("'}' at character 1");
    assertThatThrownBy(() -> FilePattern.of("a{}b")).hasMessageContaining("'{}' is not {axis}");
    assertThatThrownBy(() -> FilePattern.of("a{t:}b")).hasMessageContaining("'{t:}' is not {axis}");
    assertThatThrownBy(() -> FilePattern.of(" a.nc"))
        .hasMessage("Cannot use URL ' a.nc': it is blank, or starts or ends with a space.");
  }

  @Test
  void keysThatMakeTheSameUrlAreRefused() {
    assertThatThrownBy(
            () -> FilePattern.of("{time:yyyy}").concat("time", Keys.monthly("1999-12", "2000-02")))
        .hasMessage(
            "Cannot use axis 'time' in {time:yyyy}: keys '2000-01' and '2000-02' make the same URL."
                + " Use a finer format.");
    assertThatThrownBy(
            () ->
                FilePattern.of("{t:yyyy}{t:M}{t:d}")
                    .concat("t", Keys.daily("2020-01-01", "2020-12-31")))
        .hasMessageContaining("keys '2020-01-11' and '2020-11-01' make the same URL");
    assertThat(urls(FilePattern.of("{t:dd}").concat("t", Keys.daily("2020-01-01", "2020-01-02"))))
        .containsExactly("01", "02");
  }

  @Test
  void urlsThatAreTheSameAcrossAxesAreRefused() {
    FilePattern pattern =
        FilePattern.of("{a}{b}.nc").concat("a", Keys.range(1, 11)).concat("b", Keys.range(1, 11));
    assertThatThrownBy(pattern::validated)
        .hasMessage(
            "Cannot list the files of {a}{b}.nc: file 10 and file 110 are both 111.nc."
                + " Separate the placeholders.");
    assertThat(TERRACLIMATE.validated()).isSameAs(TERRACLIMATE);
  }

  @Test
  void listsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> FilePattern.of(List.of()))
        .hasMessage("Cannot make a pattern of no files. List one or more.");
    assertThatThrownBy(() -> FilePattern.of(List.of("a", "b", "a")))
        .hasMessage("Cannot list a twice: as file 0 and file 2. Remove one.");
    assertThatThrownBy(() -> FilePattern.of(List.of("a", "b")).count())
        .hasMessage(
            "Cannot list the files of a and 1 more: 2 files, but 1 combinations of keys on axes []."
                + " Add or correct axes with concat, stack or merge.");
    assertThatThrownBy(
            () -> FilePattern.of(List.of("a", "b")).concat("t", Keys.range(1, 3)).count())
        .hasMessageContaining("2 files, but 3 combinations of keys on axes [t]");
    assertThatThrownBy(() -> FilePattern.of("{t}").concat("t"))
        .hasMessage(
            "Cannot concat {t} along 't' in list order: it is a template. Give the keys as well.");
    assertThatThrownBy(() -> FilePattern.of(List.of("a")).concat("t").concat("u"))
        .hasMessageContaining("it is on other axes too");
  }

  @Test
  void patternsAreEqualIfMadeAlikeAndSurviveSerialization() throws Exception {
    FilePattern again =
        FilePattern.of("http://host/TerraClimate_{variable}_{time:yyyy}.nc")
            .concat("time", Keys.yearly(1958, 1960))
            .merge("variable", List.of("soil", "srad"));
    assertThat(again).isEqualTo(TERRACLIMATE).hasSameHashCodeAs(TERRACLIMATE);
    assertThat(again.prune(1)).isNotEqualTo(TERRACLIMATE);
    FilePattern copy = (FilePattern) copy(TERRACLIMATE);
    assertThat(copy).isEqualTo(TERRACLIMATE);
    assertThat(urls(copy)).isEqualTo(urls(TERRACLIMATE));
    assertThat(copy(TERRACLIMATE.file(3))).isEqualTo(TERRACLIMATE.file(3));
  }

  private static Object copy(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void aMillionFilesAreNotListedToBeChecked() {
    FilePattern pattern =
        FilePattern.of("{time:yyyy/MM/dd/HHmm}/{n:04d}_{v}.nc")
            .concat("time", Keys.hourly("1900-01-01T00:00", "2020-12-31T23:00"))
            .concat("n", Keys.range(0, 9999))
            .merge("v", List.of("a", "bcd"))
            .validated();
    assertThat(pattern.count()).isEqualTo(1_060_680L * 10_000 * 2);
    assertThat(pattern.file(pattern.count() - 1).url()).isEqualTo("2020/12/31/2300/9999_bcd.nc");
  }

  /** Templates that are declared free of duplicates are so, and refused ones are not. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void validatedPatternsHaveDistinctUrls(long seed) {
    Random random = new Random(seed);
    List<String> formats =
        List.of("yyyy", "MM", "M", "d", "dd", "DDD", "yyyyMM", "yyyyMMdd", "MMM");
    for (int round = 0; round < 30; round++) {
      int parts = 1 + random.nextInt(3);
      StringBuilder template = new StringBuilder("{t}".substring(random.nextInt(2) * 3));
      for (int p = 0; p < parts; p++) {
        template.append("{t:").append(formats.get(random.nextInt(formats.size()))).append('}');
        template.append(List.of("", "_", "{n}", "{n:02d}").get(random.nextInt(4)));
      }
      Keys dates =
          random.nextBoolean()
              ? Keys.daily("2019-12-0" + (1 + random.nextInt(9)), "2021-02-03")
              : Keys.monthly("2019-01", "2021-12");
      List<String> all =
          IntStream.range(0, dates.size())
              .boxed()
              .flatMap(t -> IntStream.range(8, 13).mapToObj(n -> naive(template, dates, t, n)))
              .toList();
      Set<String> distinct = new HashSet<>(all);
      boolean expected = template.indexOf("{n") >= 0 && distinct.size() == all.size();
      boolean accepted;
      try {
        FilePattern.of(template.toString())
            .concat("t", dates)
            .concat("n", Keys.range(8, 12))
            .validated();
        accepted = true;
      } catch (IllegalArgumentException e) {
        accepted = false;
      }
      assertThat(accepted).as("seed %d, template %s", seed, template).isEqualTo(expected);
    }
  }

  private static String naive(CharSequence template, Keys dates, int t, int n) {
    String url = template.toString().replace("{t}", dates.text(t)).replace("{n}", "" + n);
    url = url.replace("{n:02d}", n < 10 ? "0" + n : "" + n);
    LocalDateTime date = ((DatedKeys) dates).date(t);
    return java.util.regex.Pattern.compile("\\{t:([^}]*)}")
        .matcher(url)
        .replaceAll(
            m ->
                java.time.format.DateTimeFormatter.ofPattern(m.group(1), java.util.Locale.ENGLISH)
                    .format(date));
  }
}
