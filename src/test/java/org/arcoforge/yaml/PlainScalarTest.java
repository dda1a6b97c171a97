package org.arcoforge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is what {@code yaml.SafeLoader} of PyYAML 6.0.3 resolves these texts to. */
final class PlainScalarTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "NULL      ! ~|null|Null|",
        "STRING    ! nuLL|yEs|y|n|tRue|08|0o14|1e3|1.5e3|nan|inf|2024-1-1|2024-01|2024-01-01T00:00",
        "STRING    ! -|.|..|a b|10.5281/zenodo.123|-.5|+.5|1,000|0x|Infinity|None|1.0.0",
        "BOOLEAN   ! yes|Yes|no|NO|on|Off|true|True|TRUE|FALSE",
        "INTEGER   ! 1|0|-1|+12|1_000|012|0b101|0x1F|1:30|12:30:45|0_7|00|-0",
        "FLOAT     ! 1.5|1.|.5|1.5e+3|1.e+3|.inf|-.Inf|.nan|.NAN|1_0.5|190:20:30.15|0.|3.10",
        "TIMESTAMP ! 2024-01-01|2024-01-01T00:00:00Z|2024-1-1 1:02:03.5 +01:00|2024-01-01T1:02:03",
        "TIMESTAMP ! 2001-12-14t21:59:43.10-05:00",
        "OTHER     ! <<|=",
      })
  void scalarsAreWhatTheyAreToPyYaml(YamlNode.Kind kind, String texts) {
    for (String text : texts.split("\\|", -1)) {
      assertThat(PlainScalar.kind(text)).as("'%s'", text).isEqualTo(kind);
    }
  }
}
