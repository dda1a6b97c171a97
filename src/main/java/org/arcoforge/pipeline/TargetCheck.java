package org.arcoforge.pipeline;

import java.io.IOException;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;

/** Looks at the target of a run before anything is read for it. */
public final class TargetCheck {
  private TargetCheck() {}

  /**
   * Checks that a run may write a store at {@code target}, without changing anything.
   *
   * @param mode what the run does with what is there
   * @throws IllegalArgumentException if something is there that is not to be replaced
   */
  public static void requireFree(String target, StoreAccess access, TargetMode mode)
      throws IOException {
    new TargetStore(Stores.open(target, access)).requireFree(mode);
  }
}
