package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.report.Check.Status;
import org.junit.jupiter.api.Test;

class CheckVariableTest {
  private static final double NONE = Double.NaN;

  private static List<Check> checks(Attributes own, DataType type, String dimensions, double... v)
      throws IOException {
    return new WrittenStore()
        .with("v", type, dimensions, own, v).report().checks().stream()
            .filter(check -> check.variable().equals("v") && !check.name().equals("chunkBytes"))
            .toList();
  }

  private static List<Check> checks(Attributes own, double... values) throws IOException {
    return checks(own, DataType.FLOAT64, "x=" + values.length, values);
  }

  @Test
  void theMissingPartIsTold() throws IOException {
    assertThat(checks(Attributes.NONE, 1, NONE, 3, 4))
        .containsExactly(
            Check.ok("missing", "v", "25.0 % of the values are missing. Read: all 4 values."));
  }

  @Test
  void nothingButMissingValuesIsAFailure() throws IOException {
    assertThat(checks(Attributes.NONE, NONE, NONE))
        .containsExactly(
            Check.failed("missing", "v", "All values read are missing. Read: all 2 values."));
  }

  @Test
  void aLastRecordThatIsMissingIsAWarning() throws IOException {
    assertThat(
            checks(
                Attributes.NONE,
                DataType.FLOAT32,
                "t=3 y=2 x=2",
                1,
                1,
                1,
                1,
                NONE,
                1,
                1,
                1,
                NONE,
                NONE,
                NONE,
                NONE))
        .containsExactly(
            Check.warning(
                "missing", "v", "All values of the last record (t index 2) are missing."));
  }

  @Test
  void infiniteValuesAreAWarning() throws IOException {
    assertThat(checks(Attributes.NONE, 1, Double.POSITIVE_INFINITY))
        .contains(
            Check.warning(
                "infinite", "v", "1 of the values read are infinite. Read: all 2 values."));
  }

  @Test
  void aUsualMarkOfMissingValuesIsAWarningUnlessItIsDeclared() throws IOException {
    assertThat(checks(Attributes.NONE, 1, -9999))
        .contains(
            Check.warning(
                "undeclaredFill",
                "v",
                "Values of -9999, which often stands for no value, are not declared missing: there is no _FillValue. Set _FillValue if they are."));
    assertThat(checks(Attributes.NONE.with("_FillValue", -1.0), 1, -9999).get(1).text())
        .contains("_FillValue is another");
    assertThat(checks(Attributes.NONE.with("_FillValue", -9999.0), 1, -9999)).hasSize(1);
  }

  @Test
  void valuesBeyondTheirValidRangeAreAWarning() throws IOException {
    Attributes range =
        Attributes.NONE.with(
            "valid_range", AttributeValue.numbers(DataType.FLOAT64, List.of(0.0, 10.0)));
    assertThat(checks(range, 1, 10))
        .contains(
            Check.ok(
                "validRange",
                "v",
                "Values from 1 to 10 lie within the valid range from 0 to 10. Read: all 2 values."));
    assertThat(checks(range, 1, 11).get(1).status()).isEqualTo(Status.WARNING);
    assertThat(checks(Attributes.NONE.with("valid_min", 2.0), 1, 11).get(1).text())
        .startsWith("Values from 1 to 11 lie beyond the valid range from 2 to inf.");
  }

  @Test
  void packingIsTold() throws IOException {
    Attributes packed =
        Attributes.NONE.with("scale_factor", 0.5).with("add_offset", 10.0).with("_FillValue", -1);
    assertThat(checks(packed, DataType.INT16, "x=3", -1, 0, 4))
        .contains(
            Check.ok(
                "packing", "v", "Stored as int16 × 0.5 + 10.0, read as values from 10 to 12."));
    assertThat(checks(packed.without("_FillValue"), DataType.INT16, "x=1", 4).get(1).text())
        .endsWith("; no _FillValue marks missing ones.");
  }

  @Test
  void smallAndLargeChunksAreAdvisedAgainst() {
    assertThat(chunks(new int[] {3000, 1000}, 500, 1000))
        .isEqualTo(Check.ok("chunkBytes", "v", "6 chunks of 4.00 MB before compression."));
    assertThat(chunks(new int[] {3000, 1000}, 100, 1000))
        .isEqualTo(
            Check.note(
                "chunkBytes",
                "v",
                "30 chunks of 800 kB before compression: less than 1 MB; about 100 MB need fewer requests."));
    assertThat(chunks(new int[] {30, 10}, 1, 10).status()).isEqualTo(Status.OK);
    assertThat(chunks(new int[] {1, 1}, 40_000, 1000))
        .isEqualTo(
            Check.note(
                "chunkBytes",
                "v",
                "1 chunk of 320 MB before compression: more than the 250 MB that readers take well."));
  }

  private static Check chunks(int[] shape, int... chunk) {
    Block block = Block.allocate(DataType.FLOAT64, shape);
    return CheckVariable.chunks(
        new WrittenStore().with("v", block, "y=0 x=0", Attributes.NONE, chunk).array("v"));
  }

  @Test
  void aPartIsNeverRoundedToNothingOrAll() {
    assertThat(CheckVariable.percent(0)).isEqualTo("0 %");
    assertThat(CheckVariable.percent(1e-9)).isEqualTo("< 0.1 %");
    assertThat(CheckVariable.percent(0.123)).isEqualTo("12.3 %");
    assertThat(CheckVariable.percent(0.99999)).isEqualTo("> 99.9 %");
    assertThat(CheckVariable.percent(1)).isEqualTo("100 %");
  }
}
