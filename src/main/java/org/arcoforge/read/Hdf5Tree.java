package org.arcoforge.read;

import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the groups of an HDF5 file, and which dataset is a variable, a dimension, or both. */
final class Hdf5Tree {
  private static final String NO_VARIABLE = "This is a netCDF dimension but not a netCDF variable";
  private static final String NOT_A_COORDINATE = "_nc4_non_coord_";
  private static final int DEEPEST = 100;

  private final Hdf5Storage storage;
  private final AttributeReader reader;
  private final Text text;
  private final long root;
  private final Map<Long, Hdf5Group.Dim> scales = new HashMap<>();
  private final Set<Long> open = new HashSet<>();
  private long nextDimension;

  private Hdf5Tree(Hdf5Storage storage, AttributeReader reader, Text text, long root) {
    this.storage = storage;
    this.reader = reader;
    this.text = text;
    this.root = root;
  }

  /** Returns the root group, complete. */
  static Hdf5Group read(Hdf5Storage storage, AttributeReader reader, Text text, long root)
      throws IOException {
    Hdf5Tree tree = new Hdf5Tree(storage, reader, text, root);
    Hdf5Group group = tree.group("", null, root, Hdf5Object.read(storage, reader, text, root), 0);
    List<Hdf5Group> all = group.all();
    for (Hdf5Group each : all) {
      each.attach(tree.scales);
    }
    group.completeDimensions(tree.nextDimension);
    return group;
  }

  private Hdf5Group group(
      String path, @Nullable Hdf5Group parent, long address, Hdf5Object object, int depth)
      throws IOException {
    Hdf5Group group = new Hdf5Group(path, parent, object);
    open.add(address);
    record Below(String name, long address, Hdf5Object object) {}
    List<Below> below = new ArrayList<>();
    for (Hdf5Link link : Hdf5Link.of(storage, object.header())) {
      try {
        Optional<Hdf5Link> target = resolve(link, object);
        if (target.isEmpty()) {
          group.unreadable.put(
              link.name(),
              "%s link to '%s'"
                  .formatted(
                      link.kind() == Hdf5Link.Kind.SOFT ? "broken" : "external", link.target()));
          continue;
        }
        long at = target.get().address();
        Hdf5Object member = Hdf5Object.read(storage, reader, text, at);
        if (member.isDataset()) {
          dataset(group, link.name(), at, member);
        } else if (member.isGroup() && !open.contains(at) && depth < DEEPEST) {
          below.add(new Below(link.name(), at, member));
        }
      } catch (IOException | RuntimeException e) {
        group.unreadable.put(variableName(link.name()), Failures.reason(e));
      }
    }
    for (Below each : below) {
      String name = path.isEmpty() ? each.name : path + "/" + each.name;
      group.children.add(group(name, group, each.address, each.object, depth + 1));
    }
    group.dimensions.sort(Comparator.comparingLong(d -> d.id));
    open.remove(address);
    return group;
  }

  private static String variableName(String link) {
    return link.startsWith(NOT_A_COORDINATE) ? link.substring(NOT_A_COORDINATE.length()) : link;
  }

  private void dataset(Hdf5Group group, String name, long address, Hdf5Object object)
      throws IOException {
    DataSpace space = object.space();
    Hdf5Group.Dim own = null;
    if (object.textOf("CLASS").equals(Hdf5Object.SCALE)) {
      own = scales.get(address);
      if (own == null) {
        own = dimension(name, object, space);
        scales.put(address, own);
        group.dimensions.add(own);
      }
      if (object.textOf("NAME").startsWith(NO_VARIABLE)) {
        return;
      }
    }
    String variable = variableName(name);
    if (group.variables.containsKey(variable)) {
      group.unreadable.put(name, "there is another variable '%s'".formatted(variable));
      return;
    }
    group.variables.put(variable, new Hdf5Group.Member(variable, object, space, own));
  }

  private Hdf5Group.Dim dimension(String name, Hdf5Object object, DataSpace space)
      throws IOException {
    List<Number> ids = object.numbersOf(Hdf5Object.DIMENSION_ID);
    long id = ids.isEmpty() ? nextDimension : ids.get(0).longValue();
    nextDimension = Math.max(nextDimension, id + 1);
    long[] shape = space.getDimensionsAsLong();
    boolean unlimited = shape.length > 0 && space.getMaxSizes()[0] < 0;
    return new Hdf5Group.Dim(name, id, unlimited, shape.length > 0 ? shape[0] : 1);
  }

  /** Follows a soft link; empty if it leads nowhere, or out of the file. */
  private Optional<Hdf5Link> resolve(Hdf5Link link, Hdf5Object from) throws IOException {
    Hdf5Link current = link;
    Hdf5Object group = from;
    for (int hops = 0; hops < 20; hops++) {
      if (current.kind() != Hdf5Link.Kind.SOFT) {
        return current.kind() == Hdf5Link.Kind.HARD ? Optional.of(current) : Optional.empty();
      }
      String target = current.target();
      Hdf5Object at = target.startsWith("/") ? Hdf5Object.read(storage, reader, text, root) : group;
      Hdf5Link found = null;
      for (String step : target.split("/", -1)) {
        if (step.isEmpty() || step.equals(".")) {
          continue;
        }
        if (found != null) {
          if (found.kind() != Hdf5Link.Kind.HARD) {
            return Optional.empty();
          }
          at = Hdf5Object.read(storage, reader, text, found.address());
        }
        found =
            Hdf5Link.of(storage, at.header()).stream()
                .filter(l -> l.name().equals(step))
                .findFirst()
                .orElse(null);
        if (found == null) {
          return Optional.empty();
        }
      }
      if (found == null) {
        return Optional.empty();
      }
      current = found;
      group = at;
    }
    return Optional.empty();
  }
}
