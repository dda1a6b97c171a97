package org.arcoforge.recipe;

import org.arcoforge.pattern.FilePattern;

/** A recipe for tests of what finds recipes. */
public final class OnTheClassPath implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.single("a.nc");
  }

  @Override
  public Target target() {
    return Target.named("on-the-class-path");
  }
}
