package org.arcoforge.dataset;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A lazily read view of named arrays. Views made from a dataset read nothing by themselves: a
 * schema costs no values, and a region of a view reads only what it needs.
 *
 * <p>Every method but {@code schema} and {@code read} returns such a view and leaves this as it is.
 * They throw {@link IllegalArgumentException} if a name is not there, with those that are. A view
 * keeps native chunk shapes as hints for reading: where it starts off a boundary of native chunks,
 * its elements lie in these chunks with an offset.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface Dataset {

  /** Returns names, types, shapes and attributes. */
  Schema schema();

  /**
   * Reads the values of {@code region} of {@code variable}, as the schema types them: packed values
   * stay packed, fill values stay as they are.
   *
   * @throws IllegalArgumentException if there is no such variable or the region is not within it
   * @throws IOException if the values cannot be read; the message names file and variable
   */
  Block read(String variable, Region region) throws IOException;

  /**
   * Reads the values of {@code region} into a part of {@code target}; see {@link #read(String,
   * Region)}. If it fails, the part may hold anything.
   *
   * @param target of the variable's type
   * @param at where in {@code target} the first value goes
   */
  default void read(String variable, Region region, Block target, int... at) throws IOException {
    target.paste(read(variable, region), at);
  }

  /** Reads all of {@code variable}; see {@link #read(String, Region)}. */
  default Block read(String variable) throws IOException {
    return read(variable, schema().all(schema().variable(variable)));
  }

  /**
   * Renames the variable, and the dimension, called {@code from}; also where attributes such as
   * {@code coordinates} and {@code bounds} name it.
   *
   * @throws IllegalArgumentException also if {@code to} is there already
   */
  default Dataset rename(String from, String to) {
    return Selection.rename(this, from, to);
  }

  /**
   * Leaves out variables, also unreadable ones, and the dimensions that only they have. Attributes
   * that name them stay.
   */
  default Dataset drop(String... variables) {
    return Selection.drop(this, variables);
  }

  /**
   * Leaves out all variables, also unreadable ones, but these and those that they need: coordinate
   * variables of their dimensions, variables that their attributes name as coordinates, bounds,
   * grid mapping, cell measures or formula terms, and global coordinates on their dimensions.
   */
  default Dataset keep(String... variables) {
    return Selection.keep(this, variables);
  }

  /**
   * Removes a dimension of length 1. Its coordinate variable becomes a scalar, listed in the global
   * attribute {@code coordinates}.
   */
  default Dataset squeeze(String dimension) {
    return Shaping.squeeze(this, dimension);
  }

  /**
   * Gives variables a new first dimension of length 1; a scalar variable of its name becomes its
   * coordinate variable. The dimension may be there if its length is 1.
   *
   * @param variables those that get it; none named means all data variables that do not have it,
   *     which leaves out coordinates, bounds, grid mappings and the like
   */
  default Dataset expand(String dimension, String... variables) {
    return Shaping.expand(this, dimension, variables);
  }

  /**
   * Gives all data variables a new first dimension of length 1, with a coordinate variable that
   * holds {@code text}; see {@link #expand}.
   *
   * @throws IllegalArgumentException if the dimension or the variable is there already
   */
  default Dataset expandWith(String dimension, String text) {
    Block value = Block.ofStrings(new String[] {text}, 1);
    return Shaping.expandWith(this, dimension, value, Attributes.NONE);
  }

  /**
   * Gives all data variables a new first dimension of length 1, with a coordinate variable that
   * holds {@code number}, in the type that {@link AttributeValue#number} says; see {@link #expand}.
   *
   * @throws IllegalArgumentException if the dimension or the variable is there already
   */
  default Dataset expandWith(String dimension, Number number) {
    return Shaping.expandWith(this, dimension, Conversion.block(number), Attributes.NONE);
  }

  /**
   * Gives all data variables a new first dimension of length 1, with a coordinate variable that
   * holds {@code time} as seconds since 1970, UTC; see {@link #expand}.
   *
   * @throws IllegalArgumentException if the dimension or the variable is there already
   */
  default Dataset expandWith(String dimension, LocalDateTime time) {
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "time")
            .with("units", "seconds since 1970-01-01")
            .with("calendar", "proleptic_gregorian");
    Block value = Conversion.block(time.toEpochSecond(ZoneOffset.UTC));
    return Shaping.expandWith(this, dimension, value, attributes);
  }

  /**
   * Puts the dimensions of a variable into another order.
   *
   * @param dimensions all of them, slowest first; of characters, the last one must stay so
   */
  default Dataset transpose(String variable, String... dimensions) {
    return Shaping.transpose(this, variable, dimensions);
  }

  /**
   * Changes the type of a numeric variable; every value must be one of the new type, else reading
   * it fails and names it. Attributes in the type of the variable follow: {@code _FillValue},
   * {@code missing_value}, {@code valid_min}, {@code valid_max}, {@code valid_range}, {@code
   * flag_values}, {@code flag_masks}.
   *
   * @throws IllegalArgumentException also if text is involved, or such an attribute is not a value
   *     of the new type
   */
  default Dataset cast(String variable, DataType type) {
    return Mapping.cast(this, variable, type, false);
  }

  /**
   * Changes the type of a numeric variable as {@link #cast} does, and rounds what is not a value of
   * the new type to the nearest one, to even if two are. Reading fails where a value is beyond the
   * range of the type, is NaN and the type has none, or would become a fill value.
   */
  default Dataset castLossy(String variable, DataType type) {
    return Mapping.cast(this, variable, type, true);
  }

  /**
   * Makes variables coordinates, as xarray understands it: lists them in the global attribute
   * {@code coordinates}. Coordinate variables of dimensions are so already.
   */
  default Dataset setCoordinates(String... variables) {
    return Annotation.setCoordinates(this, variables);
  }

  /** Removes variables from every {@code coordinates} attribute: makes them data. */
  default Dataset resetCoordinates(String... variables) {
    return Annotation.resetCoordinates(this, variables);
  }

  /**
   * Takes one index of a dimension of one variable, which loses that dimension: such as the
   * latitudes of the first column, where they stand for every point of a regular grid.
   *
   * @throws IllegalArgumentException also if the variable does not have the dimension once, or the
   *     index is not within it
   */
  default Dataset pick(String variable, String dimension, long index) {
    return Shaping.pick(this, variable, dimension, index);
  }

  /**
   * Takes a part of a dimension.
   *
   * @param from the first index, inclusive
   * @param to the last index, exclusive
   * @throws IllegalArgumentException also if that is not within the dimension, or is nothing
   */
  default Dataset subset(String dimension, long from, long to) {
    return Shaping.subset(this, dimension, from, to);
  }

  /**
   * Takes the part of a dimension whose coordinate values are from {@code from} to {@code to}, both
   * inclusive, in the units of the coordinate, ascending or descending. Reads the coordinate
   * variable at once.
   *
   * @throws IllegalArgumentException also if the dimension has no coordinate variable of numbers
   *     that ascend or descend strictly, or none of them is within
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  default Dataset subsetByValue(String dimension, double from, double to) {
    return Coordinates.subset(this, dimension, from, to);
  }

  /**
   * Puts the elements of a dimension in ascending order of the values of its coordinate variable,
   * numbers or texts; equal ones stay in their order. Reads the coordinate variable at once.
   *
   * @throws IllegalArgumentException also if the dimension has no coordinate variable, one of its
   *     values is missing or NaN, or a variable has the dimension twice
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  default Dataset sortBy(String dimension) {
    return Ordering.sortBy(this, dimension);
  }

  /**
   * Leaves out the elements of a dimension whose coordinate value an element before them has. Order
   * stays. Reads the coordinate variable at once, and throws as {@link #sortBy} does.
   */
  default Dataset dropDuplicates(String dimension) {
    return Ordering.dropDuplicates(this, dimension);
  }

  /**
   * Brings longitudes into -180 (inclusive) to 180 (exclusive), ascending: rotates every variable
   * along the dimension, and shifts the values of its coordinate variable and of the bounds of that
   * by 360 degrees. Removes {@code valid_min}, {@code valid_max}, {@code valid_range} and {@code
   * actual_range} of the coordinate. Reads the coordinate variable at once.
   *
   * @throws IllegalArgumentException also if the dimension has no coordinate variable of unpacked
   *     numbers that ascend strictly and span less than 360
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  default Dataset wrapLongitude(String dimension) {
    return Coordinates.wrapLongitude(this, dimension);
  }

  /**
   * Adds a variable of time made from parts of dates and times, such as year, month and day, or
   * replaces the variable of that name. It has the dimensions of the parts, which must be the same
   * for all that have any, and is {@code int64} in the coarsest of days, hours, minutes, seconds
   * and finer units in which every value is whole, since 1970-01-01. Reads the parts at once,
   * unpacked; they stay in the dataset.
   *
   * @throws IllegalArgumentException also if parts are incomplete, or an element is missing or not
   *     a date and time of the calendar
   * @throws java.io.UncheckedIOException if a part cannot be read
   */
  default Dataset setTime(String name, TimeParts parts) {
    return Times.set(this, name, parts);
  }

  /**
   * Counts a variable in months or years in days since the same reference, in {@code int64}: n
   * calendar months are the same day of the month n months later. Where all months or years of the
   * calendar are equally long, parts of them that are whole days are taken too. Variables named by
   * its attributes {@code bounds} and {@code climatology} follow. Removes {@code _FillValue},
   * {@code missing_value}, {@code valid_min}, {@code valid_max}, {@code valid_range} and {@code
   * actual_range} of these. Reading fails, and names the value, where one is missing, part of a
   * month or on a day that the calendar does not have.
   *
   * @throws IllegalArgumentException also if its units are not months or years since a date, or it
   *     is packed
   */
  default Dataset monthsToDays(String variable) {
    return MonthsToDays.convert(this, variable);
  }

  /** Sets a global attribute to {@code text}. */
  default Dataset setAttribute(String name, String text) {
    return setAttribute(name, AttributeValue.text(text));
  }

  /** Sets a global attribute to {@code number}. */
  default Dataset setAttribute(String name, Number number) {
    return setAttribute(name, AttributeValue.number(number));
  }

  /** Sets a global attribute. */
  default Dataset setAttribute(String name, AttributeValue value) {
    return Annotation.set(this, name, value);
  }

  /** Sets an attribute of a variable to {@code text}. */
  default Dataset setAttribute(String variable, String name, String text) {
    return setAttribute(variable, name, AttributeValue.text(text));
  }

  /** Sets an attribute of a variable to {@code number}; see below. */
  default Dataset setAttribute(String variable, String name, Number number) {
    return setAttribute(variable, name, AttributeValue.number(number));
  }

  /**
   * Sets an attribute of a variable. {@code _FillValue} and {@code missing_value} take the type of
   * the variable.
   *
   * @throws IllegalArgumentException also if they have no such value
   */
  default Dataset setAttribute(String variable, String name, AttributeValue value) {
    return Annotation.set(this, variable, name, value);
  }

  /**
   * Makes a variable of one value, a number or a text, the global attribute of its name, and leaves
   * it out as {@link #drop} does. Characters along the last dimension are one text, without the
   * NULs at its end. Reads the value at once.
   *
   * @throws IllegalArgumentException also if it has more or no values, is packed, is missing or
   *     NaN, or there is an attribute of that name with another value
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  default Dataset toAttribute(String variable) {
    return Annotation.toAttribute(this, variable);
  }

  /** Removes a global attribute, which must be there. */
  default Dataset removeAttribute(String name) {
    return Annotation.remove(this, name);
  }

  /** Removes an attribute of a variable, which must be there. */
  default Dataset removeAttribute(String variable, String name) {
    return Annotation.remove(this, variable, name);
  }

  /**
   * Maps each value of a {@code float32} or {@code float16} variable, as it is stored. A missing
   * value stays missing: elements equal to {@code _FillValue} or {@code missing_value} pass
   * unmapped. NaN is mapped like any number unless it is one of these. Attributes stay.
   *
   * @param operator must depend on its argument only
   * @throws IllegalArgumentException also if the variable has another type or is packed
   */
  default Dataset mapFloats(String variable, FloatOperator operator) {
    return Mapping.mapFloats(this, variable, operator);
  }

  /** Maps each value of a {@code float64} variable, as {@link #mapFloats} does. */
  default Dataset mapDoubles(String variable, DoubleUnaryOperator operator) {
    return Mapping.mapDoubles(this, variable, operator);
  }

  /**
   * Adds a variable whose value at each point comes from those of others there, such as a speed:
   * {@code derive("speed", List.of("u", "v"), x -> Math.hypot(x[0], x[1]))}. Packed inputs are
   * decoded ({@code scale_factor}, {@code add_offset}, {@code _Unsigned}), in float64, to which
   * 64-bit integers are rounded. Where an input is NaN or missing ({@code _FillValue}, {@code
   * missing_value}), the result is NaN, its {@code _FillValue}.
   *
   * <p>The result is float32 if every input is so, has at most 16 bits, or is unpacked to float32
   * (CF 1.11, section 8.1); else float64. It has the native chunks of the first input, and {@code
   * coordinates} and {@code grid_mapping} where all inputs have the same. Reading fails, and names
   * the index, where a finite result is beyond the range of its type.
   *
   * @param inputs names of numeric variables with the same dimensions in the same order
   * @param operator takes a value of each input, in their order, in an array that it must not keep;
   *     must depend on its argument only
   * @throws IllegalArgumentException also if {@code name} is there already or the inputs do not fit
   */
  default Dataset derive(String name, List<String> inputs, ToDoubleFunction<double[]> operator) {
    return Derivation.derive(this, name, inputs, operator);
  }
}
