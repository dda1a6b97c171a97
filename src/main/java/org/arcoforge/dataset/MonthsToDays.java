package org.arcoforge.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.dataset.CfTime.Unit;

/** Views in which a variable that counts months or years counts days. */
final class MonthsToDays {
  /** Attributes of one variable that hold values of time. */
  private static final List<String> OF_VALUES =
      List.of(
          "_FillValue", "missing_value", "valid_min", "valid_max", "valid_range", "actual_range");

  private final Variable before;
  private final CfTime months;
  private final CfTime days;

  /** To days where these are fixed, else to months. */
  private final TimeConversion conversion;

  private MonthsToDays(Variable before, CfTime months) {
    this.before = before;
    this.months = months;
    this.days = new CfTime(Unit.DAYS, months.calendar(), months.day(), months.nanoOfDay());
    Unit unit = months.isFixed() ? Unit.DAYS : Unit.MONTHS;
    this.conversion =
        TimeConversion.between(
                months, new CfTime(unit, months.calendar(), months.day(), months.nanoOfDay()))
            .orElseThrow();
  }

  static Dataset convert(Dataset source, String name) {
    Schema schema = source.schema();
    Variable variable = schema.variable(name);
    Attributes attributes = variable.attributes();
    CfTime time =
        time(variable, attributes.text("calendar"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot count variable '%s' in days: its units are %s and its calendar %s, not months or years since a date."
                            .formatted(
                                name,
                                attributes.find("units").map(Object::toString).orElse("not there"),
                                attributes
                                    .find("calendar")
                                    .map(Object::toString)
                                    .orElse("not there"))));
    Map<String, MonthsToDays> counted = new LinkedHashMap<>();
    counted.put(name, new MonthsToDays(variable, time));
    for (String attribute : List.of("bounds", "climatology")) {
      Variable bounds = attributes.text(attribute).flatMap(schema::findVariable).orElse(null);
      if (bounds == null) {
        continue;
      }
      Optional<CfTime> own =
          bounds.attributes().names().contains("units")
              ? time(
                  bounds,
                  bounds.attributes().text("calendar").or(() -> attributes.text("calendar")))
              : Optional.of(time);
      own.ifPresent(t -> counted.put(bounds.name(), new MonthsToDays(bounds, t)));
    }
    Schema result = schema;
    for (MonthsToDays each : counted.values()) {
      result = Annotation.with(result, each.after());
    }
    return new View(
        result,
        (read, region) -> {
          MonthsToDays found = counted.get(read.name());
          Block values = source.read(read.name(), region);
          return found == null ? values : found.count(values, region);
        });
  }

  private static Optional<CfTime> time(Variable variable, Optional<String> calendar) {
    return variable
        .attributes()
        .text("units")
        .flatMap(units -> CfTime.parse(units, calendar))
        .filter(time -> !time.unit().isFixed());
  }

  private Variable after() {
    if (before.type().isText()) {
      throw new IllegalArgumentException(
          "Cannot count variable '%s' in days: its type is %s, not a number."
              .formatted(before.name(), before.type()));
    }
    Attributes attributes = before.attributes();
    for (String packing : List.of("scale_factor", "add_offset")) {
      attributes
          .find(packing)
          .ifPresent(
              value -> {
                throw new IllegalArgumentException(
                    "Cannot count variable '%s' in days: it is packed, %s is %s. Build it with setTime."
                        .formatted(before.name(), packing, value));
              });
    }
    if (attributes.names().contains("units")) {
      attributes = attributes.with("units", days.units());
    }
    for (String name : OF_VALUES) {
      attributes = attributes.without(name);
    }
    return before.withType(DataType.INT64).withAttributes(attributes);
  }

  private Block count(Block values, Region region) throws IOException {
    MissingValues missing = MissingValues.of(before);
    int[] reference = months.calendar().date(months.day());
    Block result = Block.allocate(DataType.INT64, region);
    for (int i = 0; i < values.size(); i++) {
      String reason =
          missing.contains(values, i) ? "is missing" : count(values, i, reference, result);
      if (!reason.isEmpty()) {
        throw new IOException(
            "Cannot count variable '%s' in days: %s %s at %s %s. Build it with setTime."
                .formatted(
                    before.name(),
                    Conversion.number(values, i),
                    months.units(),
                    Arrays.toString(region.index(i)),
                    reason));
      }
    }
    return result;
  }

  /** Sets element {@code i} of {@code result}; returns why not, or nothing. */
  private String count(Block values, int i, int[] reference, Block result) {
    if (!conversion.convert(values, i, result, i)) {
      return "is not a whole number of " + (months.isFixed() ? "days" : "months");
    }
    if (months.isFixed()) {
      return "";
    }
    try {
      int[] date = CfCalendar.addMonths(reference, result.longAt(i));
      if (!months.calendar().has(date[0], date[1], date[2])) {
        return "is not a day that calendar '%s' has".formatted(months.calendar().cfName());
      }
      result.setLong(i, months.calendar().day(date[0], date[1], date[2]) - months.day());
      return "";
    } catch (ArithmeticException beyond) {
      return "is beyond the years that can be counted";
    }
  }
}
