package org.arcoforge.read;

import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group of an HDF5 file as netCDF-4 sees it: dimensions, variables, groups. */
final class Hdf5Group {
  /** A dimension. Its length is known once all variables are: unlimited ones take the longest. */
  static final class Dim {
    final String name;
    final long id;
    final boolean unlimited;
    long length;

    Dim(String name, long id, boolean unlimited, long length) {
      this.name = name;
      this.id = id;
      this.unlimited = unlimited;
      this.length = length;
    }
  }

  /** A variable whose header could be read. */
  static final class Member {
    final String name;
    final Hdf5Object object;
    final DataSpace space;
    final @Nullable Dim own;
    final List<@Nullable Dim> dimensions = new ArrayList<>();

    Member(String name, Hdf5Object object, DataSpace space, @Nullable Dim own) {
      this.name = name;
      this.object = object;
      this.space = space;
      this.own = own;
    }
  }

  final String path;
  final @Nullable Hdf5Group parent;
  final Hdf5Object object;
  final List<Dim> dimensions = new ArrayList<>();
  final Map<String, Member> variables = new LinkedHashMap<>();
  final Map<String, String> unreadable = new LinkedHashMap<>();
  final List<Hdf5Group> children = new ArrayList<>();

  Hdf5Group(String path, @Nullable Hdf5Group parent, Hdf5Object object) {
    this.path = path;
    this.parent = parent;
    this.object = object;
  }

  /** Returns the dimension that has {@code id}, here or above. */
  Optional<Dim> dimension(long id) {
    for (Hdf5Group group = this; group != null; group = group.parent) {
      for (Dim dimension : group.dimensions) {
        if (dimension.id == id) {
          return Optional.of(dimension);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns this and all groups below it, each before those below it. */
  List<Hdf5Group> all() {
    List<Hdf5Group> groups = new ArrayList<>(List.of(this));
    for (Hdf5Group child : children) {
      groups.addAll(child.all());
    }
    return groups;
  }

  /**
   * Gives each variable its dimensions.
   *
   * @param scales dimensions by the address of their scale
   */
  void attach(Map<Long, Dim> scales) throws IOException {
    for (Member member : variables.values()) {
      int rank = member.space.getDimensionsAsLong().length;
      List<Long> addresses = member.object.scales();
      List<Number> ids = member.object.numbersOf(Hdf5Object.DIMENSION_IDS);
      for (int d = 0; d < rank; d++) {
        Dim dimension = null;
        if (d < addresses.size()) {
          dimension = scales.get(addresses.get(d));
        }
        if (dimension == null && ids.size() == rank) {
          dimension = dimension(ids.get(d).longValue()).orElse(null);
        }
        if (dimension == null && d == 0) {
          dimension = member.own;
        }
        member.dimensions.add(dimension);
      }
      lengthen(member);
    }
  }

  private static void lengthen(Member member) {
    long[] shape = member.space.getDimensionsAsLong();
    for (int d = 0; d < shape.length; d++) {
      Dim dimension = member.dimensions.get(d);
      if (dimension != null && dimension.unlimited) {
        dimension.length = Math.max(dimension.length, shape[d]);
      }
    }
  }

  /**
   * Makes dimensions for what has none, as netCDF-C does: first in the groups below; one of the
   * group that has the same length serves again, unless the variable has it already.
   *
   * @param next the number in the next name
   * @return the number after the last one used
   */
  long completeDimensions(long next) {
    long number = next;
    for (Hdf5Group child : children) {
      number = child.completeDimensions(number);
    }
    for (Member member : variables.values()) {
      long[] shape = member.space.getDimensionsAsLong();
      long[] limits = member.space.getMaxSizes();
      for (int d = 0; d < shape.length; d++) {
        if (member.dimensions.get(d) == null) {
          boolean unlimited = limits[d] < 0;
          Dim fitting = fitting(member, shape[d], unlimited);
          if (fitting == null) {
            fitting = new Dim("phony_dim_" + number, number, unlimited, shape[d]);
            dimensions.add(fitting);
            number++;
          }
          member.dimensions.set(d, fitting);
        }
      }
    }
    return number;
  }

  private @Nullable Dim fitting(Member member, long length, boolean unlimited) {
    for (Dim dimension : dimensions) {
      if (dimension.length == length
          && dimension.unlimited == unlimited
          && !member.dimensions.contains(dimension)) {
        return dimension;
      }
    }
    return null;
  }
}
