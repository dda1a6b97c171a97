package org.arcoforge.report;

import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfCalendar;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * The type that an array has once xarray has decoded it.
 *
 * @param name as numpy writes it
 * @param byteSize of one element, by numpy's count
 */
record DecodedType(String name, long byteSize) {
  /** The years that 64 bits of nanoseconds since 1970 hold whole. */
  private static final int FIRST_YEAR = 1678;

  private static final int LAST_YEAR = 2261;

  static final DecodedType DATES = new DecodedType("datetime64[ns]", 8);
  static final DecodedType OBJECTS = new DecodedType("object", 8);

  /**
   * Returns the type of {@code array}.
   *
   * @param values what was read of it: times beyond what 64 bits of nanoseconds say are objects
   */
  static DecodedType of(ArrayMetadata array, Decoding decoding, Statistics values) {
    DataType type = array.type();
    if (type == DataType.STRING) {
      return new DecodedType("StringDType()", 16);
    }
    if (type == DataType.CHAR) {
      if (array.attributes().text("_Encoding").isPresent()) {
        return OBJECTS;
      }
      boolean joined = decoding.isJoined(array);
      long length = joined ? array.shape().get(array.shape().size() - 1) : 1;
      return new DecodedType("|S" + Math.max(1, length), Math.max(1, length));
    }
    CfTime time = decoding.time(array).orElse(null);
    if (time != null) {
      return isGregorian(time.calendar()) && isInRange(values, time) ? DATES : OBJECTS;
    }
    Attributes attributes = array.attributes();
    if (attributes.number("scale_factor").isPresent()
        || attributes.number("add_offset").isPresent()) {
      return of(DataType.FLOAT64);
    }
    DataType plain = interpreted(type, attributes);
    if (!decoding.coding(array).hasMissing() && attributes.number("_FillValue").isEmpty()) {
      return of(plain);
    }
    boolean single = type.isFloat() ? type.byteSize() <= 4 : type.byteSize() <= 2;
    return of(single ? DataType.FLOAT32 : DataType.FLOAT64);
  }

  private static boolean isInRange(Statistics values, CfTime time) {
    return values.finite() == 0
        || (isInRange(values.lowest(), time) && isInRange(values.highest(), time));
  }

  private static boolean isInRange(double value, CfTime time) {
    Block one = Block.allocate(DataType.FLOAT64);
    one.setDouble(0, value);
    int year = time.date(one, 0).map(date -> date[0]).orElse(FIRST_YEAR);
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static boolean isGregorian(CfCalendar calendar) {
    return List.of(CfCalendar.STANDARD, CfCalendar.PROLEPTIC_GREGORIAN).contains(calendar);
  }

  private static DataType interpreted(DataType type, Attributes attributes) {
    String unsigned = attributes.text("_Unsigned").orElse("");
    boolean changes =
        unsigned.equals("true")
            ? !type.isUnsigned()
            : unsigned.equals("false") && type.isUnsigned();
    if (!changes || !type.isInteger()) {
      return type;
    }
    return DataType.valueOf(type.isUnsigned() ? type.name().substring(1) : "U" + type.name());
  }

  private static DecodedType of(DataType type) {
    return new DecodedType(type.toString(), type.byteSize());
  }
}
