package org.arcoforge.dataset;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.CfTime.Unit;
import org.arcoforge.dataset.TimeParts.Part;

/** Views with a variable of time made from parts. */
final class Times {
  private static final int LAST_YEAR = 9999;

  private final String name;
  private final CfCalendar calendar;
  private final Map<Part, PartValues> values = new EnumMap<>(Part.class);

  private Times(Dataset source, String name, TimeParts parts) {
    this.name = name;
    this.calendar = parts.calendar();
    parts
        .origins()
        .forEach((part, origin) -> values.put(part, PartValues.read(source, name, part, origin)));
  }

  static Dataset set(Dataset source, String name, TimeParts parts) {
    parts.checkComplete(name);
    Schema schema = source.schema();
    Times times = new Times(source, name, parts);
    List<String> dimensions = times.dimensions();
    Region all =
        Region.all(dimensions.stream().mapToLong(d -> schema.dimension(d).length()).toArray());
    List<Moment> moments = new ArrayList<>();
    Unit unit = Unit.DAYS;
    Block block = Block.allocate(DataType.INT64, all);
    for (int i = 0; i < block.size(); i++) {
      Moment moment = times.moment(i);
      Unit finer = Unit.dividing(moment.nanoOfDay());
      unit = unit.compareTo(finer) >= 0 ? unit : finer;
      moments.add(moment);
    }
    CfTime time = new CfTime(unit, times.calendar, times.calendar.day(1970, 1, 1), 0);
    for (int i = 0; i < block.size(); i++) {
      block.setLong(i, times.count(moments.get(i), time));
    }
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "time")
            .with("units", time.units())
            .with("calendar", times.calendar.cfName());
    Variable variable = Variable.of(name, DataType.INT64, dimensions, attributes);
    return new View(
        with(schema, variable),
        (read, region) ->
            read.name().equals(name)
                ? block.slice(origin(region), Block.shapeOf(region))
                : source.read(read.name(), region));
  }

  private static int[] origin(Region region) {
    return Arrays.stream(region.origin()).mapToInt(Math::toIntExact).toArray();
  }

  /** Returns {@code schema} with {@code variable}, in the place of one of its name or last. */
  private static Schema with(Schema schema, Variable variable) {
    if (schema.findVariable(variable.name()).isPresent()) {
      return Annotation.with(schema, variable);
    }
    List<Variable> variables = new ArrayList<>(schema.variables());
    variables.add(variable);
    Map<String, String> unreadable = new LinkedHashMap<>(schema.unreadable());
    unreadable.remove(variable.name());
    return new Schema(schema.dimensions(), variables, schema.attributes(), unreadable);
  }

  private List<String> dimensions() {
    List<String> dimensions = List.of();
    for (PartValues part : values.values()) {
      if (dimensions.isEmpty()) {
        dimensions = part.dimensions();
      } else if (!part.dimensions().isEmpty() && !part.dimensions().equals(dimensions)) {
        throw new IllegalArgumentException(
            "Cannot set time '%s': its parts have dimensions %s and %s. Give parts of the same dimensions."
                .formatted(name, dimensions, part.dimensions()));
      }
    }
    return dimensions;
  }

  private long count(Moment moment, CfTime time) {
    BigInteger count =
        moment.since(time.reference()).divide(BigInteger.valueOf(time.unit().nanos()));
    if (count.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException(
          "Cannot set time '%s' to %s: int64 has no such number of %s. Round the fraction of the second."
              .formatted(name, moment.text(calendar), time.units()));
    }
    return count.longValue();
  }

  private Moment moment(int i) {
    return new Moment(day(i), nanoOfDay(i));
  }

  private long day(int i) {
    PartValues date = values.get(Part.DATE);
    if (date != null) {
      int last = LAST_YEAR * 10_000 + 1231;
      int number = date.whole(i, -last, last, "");
      int rest = Math.abs(number);
      int year = number < 0 ? -(rest / 10_000) : rest / 10_000;
      if (!calendar.has(year, rest / 100 % 100, rest % 100)) {
        throw date.failure(i, "is not a date of calendar '%s'".formatted(calendar.cfName()));
      }
      return calendar.day(year, rest / 100 % 100, rest % 100);
    }
    int year = whole(Part.YEAR, i, -LAST_YEAR, LAST_YEAR, "");
    if (values.containsKey(Part.DAY_OF_YEAR)) {
      int length = calendar.daysInYear(year);
      String of = " (%04d in calendar '%s')".formatted(year, calendar.cfName());
      return calendar.day(year, 1, 1) + whole(Part.DAY_OF_YEAR, i, 1, length, of) - 1;
    }
    int month = whole(Part.MONTH, i, 1, 12, "");
    String of = " (%04d-%02d in calendar '%s')".formatted(year, month, calendar.cfName());
    int day = whole(Part.DAY, i, 1, calendar.daysInMonth(year, month), of);
    PartValues days = values.get(Part.DAY);
    if (days != null && !calendar.has(year, month, day)) {
      throw days.failure(i, "is not a day that calendar '%s' has".formatted(calendar.cfName()));
    }
    return calendar.day(year, month, day);
  }

  private int whole(Part part, int i, int first, int last, String of) {
    PartValues found = values.get(part);
    return found == null ? 1 : found.whole(i, first, last, of);
  }

  private long nanoOfDay(int i) {
    return nanos(Part.SECONDS_OF_DAY, i, Unit.SECONDS, 86_400, true)
        + nanos(Part.HOUR, i, Unit.HOURS, 24, !values.containsKey(Part.MINUTE))
        + nanos(Part.MINUTE, i, Unit.MINUTES, 60, !values.containsKey(Part.SECOND))
        + nanos(Part.SECOND, i, Unit.SECONDS, 60, true);
  }

  private long nanos(Part part, int i, Unit unit, int end, boolean mayHaveFraction) {
    PartValues found = values.get(part);
    return found == null ? 0 : found.nanos(i, unit, end, mayHaveFraction);
  }
}
