package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeConversionTest {
  private static final String GREGORIAN = "proleptic_gregorian";
  private static final String[] UNITS = {
    "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"
  };
  private static final long[] NANOS = {
    86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000, 1_000_000, 1_000, 1
  };

  private static TimeConversion between(String from, String to, String calendar) {
    return TimeConversion.between(CfTimeTest.time(from, calendar), CfTimeTest.time(to, calendar))
        .orElseThrow();
  }

  /** Returns the converted value; empty if it is refused. */
  private static Optional<Number> convert(TimeConversion conversion, Block source, DataType type) {
    Block target = Block.allocate(type, 3);
    return conversion.convert(source, 0, target, 1)
        ? Optional.of(Conversion.number(target, 1))
        : Optional.empty();
  }

  @Test
  void oneArchiveIsCountedFromOneReference() {
    TimeConversion conversion =
        between("hours since 1981-01-02 06:00", "hours since 1981-01-01", "standard");
    assertThat(conversion.isIdentity()).isFalse();
    Block source = InMemoryDataset.integers(DataType.INT32, 0, 1, -31);
    Block target = Block.allocate(DataType.INT64, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(conversion.convert(source, i, target, i)).isTrue();
    }
    assertThat(target).isEqualTo(InMemoryDataset.integers(DataType.INT64, 30, 31, -1));
  }

  @Test
  void onlyTheSameCalendarIsIdentical() {
    assertThat(between("h since 1981-1-1", "hours since 1981-01-01 00:00", "julian").isIdentity())
        .isTrue();
    CfTime standard = CfTimeTest.time("days since 1981-01-01", "standard");
    CfTime proleptic = CfTimeTest.time("days since 1981-01-01", GREGORIAN);
    assertThat(TimeConversion.between(standard, proleptic).orElseThrow().isIdentity()).isFalse();
  }

  @Test
  void randomIntegersConvertAsBigIntegersDo() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      int from = random.nextInt(UNITS.length);
      int to = random.nextInt(UNITS.length);
      LocalDate day = LocalDate.of(random.nextInt(10_000), 1 + random.nextInt(12), 1);
      LocalDate otherDay = LocalDate.of(random.nextInt(10_000), 1 + random.nextInt(12), 1);
      int hour = random.nextInt(24);
      TimeConversion conversion =
          between(
              "%s since %s %02d:00".formatted(UNITS[from], day, hour),
              "%s since %s".formatted(UNITS[to], otherDay),
              GREGORIAN);
      long value = random.nextLong() >> random.nextInt(64);
      if (to < from && random.nextBoolean()) {
        long ratio = NANOS[to] / NANOS[from];
        value = value / ratio * ratio - (hour * NANOS[1]) % NANOS[to] / NANOS[from];
      }
      BigInteger nanos =
          BigInteger.valueOf(value)
              .multiply(BigInteger.valueOf(NANOS[from]))
              .add(
                  BigInteger.valueOf(day.toEpochDay() - otherDay.toEpochDay())
                      .multiply(BigInteger.valueOf(NANOS[0])))
              .add(BigInteger.valueOf(hour * NANOS[1]));
      BigInteger[] exact = nanos.divideAndRemainder(BigInteger.valueOf(NANOS[to]));
      Optional<Number> expected =
          exact[1].signum() == 0 && exact[0].bitLength() < 64
              ? Optional.of(exact[0].longValueExact())
              : Optional.empty();
      Block source = InMemoryDataset.integers(DataType.INT64, value);
      assertThat(convert(conversion, source, DataType.INT64))
          .as("seed %d, %d %s since %s %s", seed, value, UNITS[from], day, hour)
          .isEqualTo(expected);
      refused += expected.isEmpty() ? 1 : 0;
      double nearest =
          new BigDecimal(nanos)
              .divide(BigDecimal.valueOf(NANOS[to]), new MathContext(80))
              .doubleValue();
      assertThat(convert(conversion, source, DataType.FLOAT64))
          .as("seed %d", seed)
          .hasValue(nearest);
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void randomFractionsConvertExactly() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    TimeConversion conversion =
        between("days since 1850-01-01", "seconds since 1900-01-01", "standard");
    long shift = -18_262L * 86_400;
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextInt(2_000_000_000) - 1_000_000_000L;
      Block source = InMemoryDataset.doubles(seconds / 86_400.0);
      assertThat(convert(conversion, source, DataType.INT64))
          .as("seed %d, %d seconds", seed, seconds)
          .hasValue(seconds + shift);
      assertThat(convert(conversion, source, DataType.FLOAT64))
          .as("seed %d", seed)
          .hasValue((double) (seconds + shift));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "int8,   -128",
    "int8,   127",
    "uint8,  0",
    "uint8,  255",
    "int16, 32767",
    "uint16, 65535",
    "int32,  2147483647",
    "uint32, 4294967295",
    "int64, 9223372036854775807",
    "uint64, 18446744073709551615",
    "uint64, 0",
    "int64, -9223372036854775808",
  })
  void theLastValueOfATypeIsTakenAndTheNextRefused(String name, BigInteger end) {
    DataType type = DataType.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    BigInteger step = end.signum() > 0 ? BigInteger.ONE : BigInteger.ONE.negate();
    TimeConversion up = between("days since 1981-01-02", "days since 1981-01-01", "standard");
    TimeConversion down = between("days since 1981-01-01", "days since 1981-01-02", "standard");
    TimeConversion conversion = step.signum() > 0 ? up : down;
    // Each adds one step, so that `end` less one step fits and `end` does not.
    Block last = Block.allocate(DataType.UINT64, 1);
    Block beyond = Block.allocate(DataType.UINT64, 1);
    boolean signed = end.signum() < 0 || end.bitLength() < 64;
    DataType source = signed ? DataType.INT64 : DataType.UINT64;
    last.setLong(0, end.subtract(step).longValue());
    beyond.setLong(0, end.longValue());
    Block lastTyped = Block.of(source, last.bytes(), 1);
    Block beyondTyped = Block.of(source, beyond.bytes(), 1);
    assertThat(convert(conversion, lastTyped, type).map(n -> new BigInteger(n.toString())))
        .hasValue(end);
    assertThat(convert(conversion, beyondTyped, type)).isEmpty();
  }

  @Test
  void fractionsAndNonFiniteValuesAreNoIntegers() {
    TimeConversion conversion =
        between("hours since 1981-01-01", "days since 1981-01-01", "standard");
    assertThat(convert(conversion, InMemoryDataset.doubles(48), DataType.INT16)).hasValue(2L);
    assertThat(convert(conversion, InMemoryDataset.doubles(49), DataType.INT64)).isEmpty();
    assertThat(convert(conversion, InMemoryDataset.doubles(0.5), DataType.INT64)).isEmpty();
    assertThat(convert(conversion, InMemoryDataset.doubles(6), DataType.FLOAT64)).hasValue(0.25);
    assertThat(convert(conversion, InMemoryDataset.doubles(6), DataType.FLOAT32)).hasValue(0.25);
    assertThat(convert(conversion, InMemoryDataset.doubles(1), DataType.FLOAT32)).isEmpty();
    assertThat(convert(conversion, InMemoryDataset.doubles(Double.NaN), DataType.FLOAT64))
        .isEmpty();
    assertThat(convert(conversion, InMemoryDataset.doubles(1e300), DataType.INT64)).isEmpty();
    assertThat(convert(conversion, InMemoryDataset.doubles(2.4e301), DataType.FLOAT64))
        .hasValue(1e300);
    Block tenth = InMemoryDataset.floats(DataType.FLOAT32, 0.1f);
    assertThat(convert(conversion, tenth, DataType.FLOAT64)).hasValue((double) 0.1f / 24);
    TimeConversion finer =
        between("days since 1981-01-01", "nanoseconds since 1981-01-01", "standard");
    assertThat(convert(finer, InMemoryDataset.doubles(1e300), DataType.FLOAT64)).isEmpty();
  }

  @Test
  void standardAndProlepticAreTheSameFrom1582On() {
    for (String unit : new String[] {"days", "hours"}) {
      CfTime standard = CfTimeTest.time(unit + " since 1582-10-16 06:00", "standard");
      CfTime proleptic = CfTimeTest.time(unit + " since 1582-10-15", GREGORIAN);
      double perDay = unit.equals("days") ? 1 : 24;
      TimeConversion there = TimeConversion.between(standard, proleptic).orElseThrow();
      TimeConversion back = TimeConversion.between(proleptic, standard).orElseThrow();
      Block first = InMemoryDataset.doubles(-1.25 * perDay);
      assertThat(convert(there, first, DataType.FLOAT64)).hasValue(0.0);
      Block before = InMemoryDataset.doubles(Math.nextDown(-1.25 * perDay));
      assertThat(convert(there, before, DataType.FLOAT64)).isEmpty();
      Block zero = InMemoryDataset.integers(DataType.INT32, 0);
      assertThat(convert(back, zero, DataType.FLOAT64)).hasValue(-1.25 * perDay);
      Block negative = InMemoryDataset.integers(DataType.INT32, -1);
      assertThat(convert(back, negative, DataType.FLOAT64)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "months since 2000-01-01, months since 1999-11-01, 0.5,  2.5",
    "months since 2000-01-31, months since 2000-03-31, 1,    -1",
    "years since 2000-01-01,  months since 1999-12-01, 0.5,  7",
    "months since 2000-01-01, years since 1999-01-01,  18,   2.5",
    "months since 2000-01-01, months since 2000-01-02, 0,    ",
    "months since 2000-01-01, months since 2000-01-01 06:00, 0,",
    "months since 2000-01-01, days since 2000-01-01,   0,    ",
    "days since 2000-01-01,   years since 2000-01-01,  0,    ",
  })
  void monthsConvertToMonthsFromTheSameDayOfAMonth(
      String from, String to, double value, Double expected) {
    Optional<Number> result =
        TimeConversion.between(CfTimeTest.time(from, "standard"), CfTimeTest.time(to, "standard"))
            .flatMap(c -> convert(c, InMemoryDataset.doubles(value), DataType.FLOAT64));
    assertThat(result).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void monthsOfStandardAndProlepticAreTheSameFrom1582On() {
    CfTime standard = CfTimeTest.time("months since 1582-11-14", "standard");
    CfTime proleptic = CfTimeTest.time("months since 1583-01-14", GREGORIAN);
    TimeConversion conversion = TimeConversion.between(standard, proleptic).orElseThrow();
    assertThat(convert(conversion, InMemoryDataset.doubles(0), DataType.INT8)).hasValue(-2L);
    assertThat(convert(conversion, InMemoryDataset.doubles(-1), DataType.INT8)).isEmpty();
  }

  @Test
  void equalMonthsConvertToDays() {
    TimeConversion conversion =
        between("months since 2000-01-16", "days since 2000-01-01", "360_day");
    assertThat(convert(conversion, InMemoryDataset.doubles(1.5), DataType.INT64)).hasValue(60L);
  }

  @ParameterizedTest
  @CsvSource({
    "noleap,standard",
    "julian,standard",
    "360_day,all_leap",
    "julian,proleptic_gregorian"
  })
  void otherCalendarsDoNotConvert(String from, String to) {
    assertThat(
            TimeConversion.between(
                CfTimeTest.time("days since 2000-01-01", from),
                CfTimeTest.time("days since 2000-01-01", to)))
        .isEmpty();
  }
}
