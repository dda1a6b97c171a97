package org.arcoforge.pipeline;

/** What a run does with what is at its target. */
public enum TargetMode {
  /** The target must be empty. */
  NEW,
  /** A store that is there is replaced. */
  OVERWRITE,
  /** What a run that was stopped has written is kept, and the rest is added. */
  RESUME,
  /** A finished store gets what files give now that could not be read before. */
  REPAIR
}
