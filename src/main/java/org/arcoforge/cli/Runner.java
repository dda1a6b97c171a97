package org.arcoforge.cli;

/** Where a recipe is run. */
enum Runner {
  /** In this process. */
  DIRECT,
  /** On Google's Dataflow. */
  DATAFLOW
}
