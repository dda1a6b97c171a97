package org.arcoforge.dataset;

/** IEEE 754 binary16, which Java 17 has no type for. */
final class Float16 {
  private Float16() {}

  static float toFloat(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        exponent == 0x1f
            ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
            : exponent == 0
                ? fraction * 0x1p-24f
                : (fraction | 0x400) * (float) Math.scalb(1.0, exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Rounds to the nearest, ties to even. */
  static short fromDouble(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    if (Double.isNaN(value)) {
      return (short) 0x7e00;
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 65520) {
      return (short) (sign | 0x7c00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    // rint rounds to even; a carry out of the fraction moves into the exponent by itself.
    int fraction = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
    int bits = fraction < 0x400 ? fraction : ((exponent + 15) << 10) + (fraction - 0x400);
    return (short) (sign | bits);
  }
}
