package org.arcoforge.dataset;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people read and write them, such as {@code 12.5 MB}: in powers of 1000. */
public final class ByteText {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final Pattern TEXT =
      Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([kKmMgGtTpPeE]?)(i?)[bB]?\\s*");

  private ByteText() {}

  /** Returns {@code bytes} with three digits and a unit. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int digits = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
  }

  /**
   * Returns the bytes that {@code text} says: a number with or without a unit, such as {@code
   * 500MB}, {@code 1.5 GB} (powers of 1000) or {@code 2 GiB} (powers of 1024).
   *
   * @throws IllegalArgumentException if it does not say so, or not 1 byte or more
   */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      String prefix = matcher.group(2).toUpperCase(Locale.ROOT);
      int power = prefix.isEmpty() ? 0 : " KMGTPE".indexOf(prefix);
      BigDecimal factor = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
      BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor);
      if (bytes.compareTo(BigDecimal.ONE) >= 0
          && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return bytes.longValue();
      }
    }
    throw new IllegalArgumentException(
        "Cannot take '%s' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB."
            .formatted(text));
  }
}
