package org.arcoforge.transfer;

import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Identity;

/**
 * What can be done at a place.
 *
 * @param identity who the store takes this process for; empty if that is not known
 * @param steps in the order in which they were tried
 * @param left URIs of objects that could not be deleted
 */
public record AccessReport(Optional<Identity> identity, List<Step> steps, List<String> left) {
  public AccessReport {
    steps = List.copyOf(steps);
    left = List.copyOf(left);
  }

  /** How a step ended. */
  public enum Outcome {
    OK,
    FAILED,
    /** Not tried, or not wanted: nobody writes to a web server, or without a login. */
    NOT_WANTED
  }

  /**
   * One step.
   *
   * @param name {@code login}, {@code write}, {@code list}, {@code read} or {@code delete}
   * @param message what failed and what to do, or why it is not wanted; empty if it went well
   */
  public record Step(String name, Outcome outcome, String message) {}

  /** Returns whether no step failed. */
  public boolean isOk() {
    return steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
  }
}
