package org.arcoforge.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.arcoforge.dataset.AttributeValue;

/** Values as Python writes them. */
final class PythonText {
  private PythonText() {}

  /** Returns what {@code f"{value:.4}"} gives: four digits, and at least one after the point. */
  static String fourDigits(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return special(value);
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(4, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < -4 || exponent >= 3 ? scientific(rounded, exponent) : plain(rounded);
  }

  /** Returns what {@code str(value)} gives. */
  static String of(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return special(value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    return exponent < -4 || exponent >= 16 ? scientific(shortest, exponent) : plain(shortest);
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    return sign + (value == 0 ? "0.0" : "inf");
  }

  private static String plain(BigDecimal value) {
    return value.scale() <= 0 ? value.toBigInteger() + ".0" : value.toPlainString();
  }

  private static String scientific(BigDecimal value, int exponent) {
    String mantissa = value.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** Returns what {@code str(value)} gives of an attribute that was read from JSON. */
  static String of(AttributeValue value) {
    if (value instanceof AttributeValue.Text text) {
      return text.value();
    }
    if (value instanceof AttributeValue.Texts texts) {
      return list(texts.values().stream().map(PythonText::quoted).toList());
    }
    List<String> numbers =
        ((AttributeValue.Numbers) value).values().stream().map(PythonText::number).toList();
    return numbers.size() == 1 ? numbers.get(0) : list(numbers);
  }

  private static String list(List<String> elements) {
    return elements.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  private static String number(Number number) {
    return number instanceof Double || number instanceof Float
        ? of(number.doubleValue())
        : number.toString();
  }

  /** Returns what {@code repr(text)} gives. */
  static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c == quote) {
            quoted.append('\\').append(c);
          } else if (c < ' ' || c == 0x7f) {
            quoted.append("\\x%02x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append(quote).toString();
  }

  /** Returns {@code bytes} as xarray writes them, such as {@code 4MB}. */
  static String bytes(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN) + units[unit];
  }
}
