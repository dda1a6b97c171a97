package org.arcoforge.fetch;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {
  /** Returns after {@code time}. */
  void of(Duration time) throws InterruptedException;
}
