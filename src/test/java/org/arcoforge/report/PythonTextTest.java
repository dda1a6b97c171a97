package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what Python 3.11 prints. */
class PythonTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "20, 20.0",
    "370, 370.0",
    "377.5, 377.5",
    "2.9915966, 2.992",
    "1000, 1e+03",
    "20000.5, 2e+04",
    "1894.9, 1.895e+03",
    "-89.95, -89.95",
    "0.0001, 0.0001",
    "0.00001234567, 1.235e-05",
    "123456789, 1.235e+08",
    "NaN, nan",
    "-Infinity, -inf",
  })
  void fourDigitsAreThoseOfPython(double value, String expected) {
    assertThat(PythonText.fourDigits(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0.1, 0.1",
    "1e-7, 1e-07",
    "1e16, 1e+16",
    "123456789012345.6, 123456789012345.6",
    "-2.5e-5, -2.5e-05",
    "Infinity, inf",
  })
  void numbersAreThoseOfPython(double value, String expected) {
    assertThat(PythonText.of(value)).isEqualTo(expected);
  }

  @Test
  void attributesAreThoseOfPython() {
    assertThat(PythonText.of(AttributeValue.text("it's"))).isEqualTo("it's");
    assertThat(PythonText.of(new AttributeValue.Texts(List.of("a", "it's", "b\"'\n\\"))))
        .isEqualTo("['a', \"it's\", 'b\"\\'\\n\\\\']");
    assertThat(PythonText.of(AttributeValue.number(5L))).isEqualTo("5");
    assertThat(PythonText.of(AttributeValue.numbers(DataType.FLOAT64, List.of(1.0, 2.5))))
        .isEqualTo("[1.0, 2.5]");
  }

  @ParameterizedTest
  @CsvSource({"0, 0B", "999, 999B", "1152, 1kB", "4036608, 4MB", "2500, 2kB", "3500, 4kB"})
  void bytesAreThoseOfXarray(double bytes, String expected) {
    assertThat(PythonText.bytes(bytes)).isEqualTo(expected);
  }
}
