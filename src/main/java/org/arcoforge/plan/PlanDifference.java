package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * What is to be written to make a store of one plan that of another plan of the same recipe: what
 * both take from the same places of the same files is the same in both.
 */
public final class PlanDifference {
  private final Plan plan;
  private final List<String> coordinates;

  private PlanDifference(Plan plan, List<String> coordinates) {
    this.plan = plan;
    this.coordinates = List.copyOf(coordinates);
  }

  /**
   * Compares plans.
   *
   * @param stored the plan that the store was made by
   * @param wanted the plan that it is to be of
   */
  public static PlanDifference between(Plan stored, Plan wanted) {
    Map<String, VariablePlan> before = new HashMap<>();
    stored.variables().forEach(variable -> before.put(variable.array().name(), variable));
    BitSet units = new BitSet();
    for (VariablePlan variable : wanted.variables()) {
      VariablePlan old = before.get(variable.array().name());
      boolean alike = old != null && isAlike(old, variable);
      for (long i = 0; i < variable.unitCount(); i++) {
        long number = variable.firstUnit() + i;
        if (old == null || !alike || differs(stored, old, wanted, variable, number)) {
          units.set(Math.toIntExact(number));
        }
      }
    }
    List<String> coordinates = new ArrayList<>();
    for (String name : wanted.coordinates()) {
      boolean same =
          stored.coordinates().contains(name)
              && stored.metadata().array(name).equals(wanted.metadata().array(name))
              && stored.coordinate(name).equals(wanted.coordinate(name));
      if (!same) {
        coordinates.add(name);
      }
    }
    return new PlanDifference(wanted.limitedTo(units), coordinates);
  }

  /** Returns whether equal values of the files are equal bytes in both stores. */
  private static boolean isAlike(VariablePlan old, VariablePlan now) {
    ArrayMetadata a = old.array();
    ArrayMetadata b = now.array();
    TargetVariable s = old.target();
    TargetVariable t = now.target();
    return a.type() == b.type()
        && a.chunk().equals(b.chunk())
        && a.dimensions().equals(b.dimensions())
        && a.attributes().equals(b.attributes())
        && a.compression().equals(b.compression())
        && s.coding().equals(t.coding())
        && s.bound().equals(t.bound())
        && s.unitsOfFirst() == t.unitsOfFirst()
        && s.calendarOfFirst() == t.calendarOfFirst();
  }

  private static boolean differs(
      Plan stored, VariablePlan old, Plan wanted, VariablePlan now, long number) {
    Region region = now.unit(number, wanted.pattern(), wanted.layouts()).region();
    for (int d = 0; d < region.rank(); d++) {
      long whole = region.origin(d) + now.block().get(d);
      if (Math.min(whole, old.array().shape().get(d)) != region.end(d)) {
        return true;
      }
    }
    return !old.sources(region, stored.pattern(), stored.layouts())
        .equals(now.sources(region, wanted.pattern(), wanted.layouts()));
  }

  /** Returns the wanted plan, of which only units that differ are to be written. */
  public Plan plan() {
    return plan;
  }

  /** Returns the names of the coordinates that the plan holds and that are to be written. */
  public List<String> coordinates() {
    return coordinates;
  }

  /** Returns the size of what is to be written, before compression, in bytes. */
  public long arrayBytes() {
    return coordinateBytes() + plan.units().map(number -> plan.unit(number).arrayBytes()).sum();
  }

  /** Returns the size of these coordinates before compression, in bytes. */
  public long coordinateBytes() {
    return coordinates.stream().map(plan.metadata()::array).mapToLong(Planner::arrayBytes).sum();
  }
}
