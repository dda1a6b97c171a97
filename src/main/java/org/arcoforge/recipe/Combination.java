package org.arcoforge.recipe;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many files become one dataset where they do not agree. Maps by variable hold the policy for
 * all variables under the empty name.
 */
public final class Combination implements Serializable {
  static final Combination STRICT =
      new Combination(Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), OnFailure.FAIL);

  /** The name under which the policy for all variables stands. */
  private static final String ALL = "";

  private final TreeMap<Aspect, Map<String, Policy>> policies;
  private final TreeMap<String, Order> orders;
  private final TreeMap<String, Duplicates> duplicates;
  private final TreeSet<String> outer;
  private final TreeMap<String, Double> tolerances;
  private final OnFailure onFailure;

  private Combination(
      Map<Aspect, Map<String, Policy>> policies,
      Map<String, Order> orders,
      Map<String, Duplicates> duplicates,
      Set<String> outer,
      Map<String, Double> tolerances,
      OnFailure onFailure) {
    this.policies = new TreeMap<>(policies);
    this.orders = new TreeMap<>(orders);
    this.duplicates = new TreeMap<>(duplicates);
    this.outer = new TreeSet<>(outer);
    this.tolerances = new TreeMap<>(tolerances);
    this.onFailure = onFailure;
  }

  private Combination copy(OnFailure newOnFailure) {
    return new Combination(policies, orders, duplicates, outer, tolerances, newOnFailure);
  }

  Combination onFailure(OnFailure newOnFailure) {
    return copy(newOnFailure);
  }

  Combination policy(Aspect aspect, String variable, Policy policy) {
    Map<String, Policy> more = new TreeMap<>(policies.getOrDefault(aspect, Map.of()));
    more.put(variable, policy);
    Combination result = copy(onFailure);
    result.policies.put(aspect, more);
    return result;
  }

  Combination policy(Aspect aspect, Policy policy) {
    return policy(aspect, ALL, policy);
  }

  Combination order(String dimension, Order order) {
    Combination result = copy(onFailure);
    result.orders.put(dimension, order);
    return result;
  }

  Combination duplicates(String dimension, Duplicates kept) {
    Combination result = copy(onFailure);
    result.duplicates.put(dimension, kept);
    return result;
  }

  Combination outer(String dimension) {
    Combination result = copy(onFailure);
    result.outer.add(dimension);
    return result;
  }

  Combination tolerance(String dimension, double tolerance) {
    Combination result = copy(onFailure);
    result.tolerances.put(dimension, tolerance);
    return result;
  }

  /** Returns the policy for {@code aspect} of {@code variable}; of the whole file, if empty. */
  public Policy policy(Aspect aspect, String variable) {
    Map<String, Policy> given = policies.getOrDefault(aspect, Map.of());
    Policy ofVariable = given.get(variable);
    return ofVariable != null ? ofVariable : given.getOrDefault(ALL, aspect.usual());
  }

  /** Returns the order along {@code dimension}. */
  public Order order(String dimension) {
    return orders.getOrDefault(dimension, Order.CHECKED);
  }

  /** Returns which of equal coordinate values along {@code dimension} is kept. */
  public Duplicates duplicates(String dimension) {
    return duplicates.getOrDefault(dimension, Duplicates.ERROR);
  }

  /** Returns whether {@code dimension} gets the coordinate values of any file. */
  public boolean isOuter(String dimension) {
    return outer.contains(dimension);
  }

  /** Returns by how much coordinate values of {@code dimension} may differ and still be one. */
  public double tolerance(String dimension) {
    return tolerances.getOrDefault(dimension, 0.0);
  }

  /** Returns what becomes of a file that cannot be fetched or opened. */
  public OnFailure onFailure() {
    return onFailure;
  }

  /** Returns all dimensions that an order, duplicates, a join or a tolerance is given for. */
  public Set<String> dimensions() {
    Set<String> names = new TreeSet<>(outer);
    names.addAll(orders.keySet());
    names.addAll(duplicates.keySet());
    names.addAll(tolerances.keySet());
    return names;
  }

  /** Returns all variables that a policy is given for by name. */
  public Set<String> variables() {
    Set<String> names = new TreeSet<>();
    policies.values().forEach(byVariable -> names.addAll(byVariable.keySet()));
    names.remove(ALL);
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Combination c
        && policies.equals(c.policies)
        && orders.equals(c.orders)
        && duplicates.equals(c.duplicates)
        && outer.equals(c.outer)
        && tolerances.equals(c.tolerances)
        && onFailure == c.onFailure;
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(policies, orders, duplicates, outer, tolerances, onFailure);
  }
}
