package org.arcoforge.dataflow;

import java.util.Locale;

/** The state of a job, as its service calls it, without {@code JOB_STATE_}. */
public enum JobState {
  UNKNOWN,
  STOPPED,
  RUNNING,
  DONE,
  FAILED,
  CANCELLED,
  UPDATED,
  DRAINING,
  DRAINED,
  PENDING,
  CANCELLING,
  QUEUED,
  RESOURCE_CLEANING_UP;

  /** Returns the state that the service calls {@code name}; {@link #UNKNOWN} for a new one. */
  static JobState of(String name) {
    for (JobState state : values()) {
      if (name.equals("JOB_STATE_" + state.name())) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /** Returns whether a job in this state will stay in it. */
  public boolean isFinal() {
    return switch (this) {
      case DONE, FAILED, CANCELLED, UPDATED, DRAINED -> true;
      default -> false;
    };
  }

  /** Returns it for people. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
