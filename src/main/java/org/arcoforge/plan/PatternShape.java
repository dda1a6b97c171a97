package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Combination;

/**
 * The lengths of a pattern's axes, without their keys. Files are numbered in row-major order of the
 * axes, the first axis slowest.
 */
public record PatternShape(List<AxisShape> axes) implements Serializable {

  /** One axis: a name, how many keys it has, and whether it is a dimension to concatenate along. */
  public record AxisShape(String name, boolean isConcat, int size) implements Serializable {}

  public PatternShape {
    axes = List.copyOf(axes);
  }

  /** Returns the shape of {@code pattern}. */
  public static PatternShape of(FilePattern pattern) {
    return new PatternShape(
        pattern.axes().stream()
            .map(axis -> new AxisShape(axis.name(), axis.isConcat(), axis.size()))
            .toList());
  }

  /** Returns the number of files. */
  public long count() {
    return axes.stream().mapToLong(AxisShape::size).reduce(1, Math::multiplyExact);
  }

  /** Returns the number of the concat axis along {@code dimension}, or -1. */
  public int concatAxis(String dimension) {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).isConcat() && axes.get(i).name().equals(dimension)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns whether the coordinate of {@code dimension} may differ from file to file: along a
   * concat axis, or where {@code combination} joins or tolerates.
   */
  boolean isLaidOut(String dimension, Combination combination) {
    return concatAxis(dimension) >= 0
        || combination.isOuter(dimension)
        || combination.tolerance(dimension) > 0;
  }

  /** Returns the position of file {@code ordinal} on each axis. */
  public int[] positions(long ordinal) {
    int[] positions = new int[axes.size()];
    long rest = ordinal;
    for (int i = axes.size() - 1; i >= 0; i--) {
      positions[i] = (int) (rest % axes.get(i).size());
      rest /= axes.get(i).size();
    }
    return positions;
  }

  /** Returns, of {@code positions} on all axes, those on concat axes along {@code dimensions}. */
  List<Integer> onAxesOf(List<String> dimensions, int[] positions) {
    List<Integer> on = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      if (axes.get(i).isConcat() && dimensions.contains(axes.get(i).name())) {
        on.add(positions[i]);
      }
    }
    return List.copyOf(on);
  }

  /** Returns, of {@code positions} on all axes, those on merge axes: the member. */
  List<Integer> member(int[] positions) {
    List<Integer> member = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      if (!axes.get(i).isConcat()) {
        member.add(positions[i]);
      }
    }
    return List.copyOf(member);
  }

  /** Returns the positions of file {@code ordinal} on concat axes. */
  List<Integer> cell(long ordinal) {
    int[] positions = positions(ordinal);
    List<Integer> cell = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      if (axes.get(i).isConcat()) {
        cell.add(positions[i]);
      }
    }
    return List.copyOf(cell);
  }

  /**
   * Returns the positions of file {@code ordinal} on all axes but {@code axis}, which may be -1.
   */
  List<Integer> otherPositions(int axis, long ordinal) {
    int[] positions = positions(ordinal);
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      if (i != axis) {
        others.add(positions[i]);
      }
    }
    return List.copyOf(others);
  }

  /** Returns how many files have the same positions on all concat axes: one of each member. */
  public long memberCount() {
    return axes.stream()
        .filter(axis -> !axis.isConcat())
        .mapToLong(AxisShape::size)
        .reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the files in an order in which those of all members at the same positions on concat
   * axes stand together: the one at {@code place}, from 0.
   */
  public long byCell(long place) {
    int[] positions = new int[axes.size()];
    long rest = place;
    for (boolean concat : new boolean[] {false, true}) {
      for (int i = axes.size() - 1; i >= 0; i--) {
        if (axes.get(i).isConcat() == concat) {
          positions[i] = (int) (rest % axes.get(i).size());
          rest /= axes.get(i).size();
        }
      }
    }
    return ordinal(positions);
  }

  /** Returns whether some concat axis is not one of {@code dimensions}. */
  boolean hasConcatAxisBeyond(List<String> dimensions) {
    return axes.stream().anyMatch(a -> a.isConcat() && !dimensions.contains(a.name()));
  }

  /** Returns the file at {@code positions}, one for each axis. */
  public long ordinal(int[] positions) {
    long ordinal = 0;
    for (int i = 0; i < positions.length; i++) {
      ordinal = ordinal * axes.get(i).size() + positions[i];
    }
    return ordinal;
  }
}
