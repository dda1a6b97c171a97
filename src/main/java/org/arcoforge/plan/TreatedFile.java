package org.arcoforge.plan;

import java.io.Serializable;
import org.arcoforge.recipe.OnFailure;

/**
 * A source file that cannot be read, and what became of it.
 *
 * @param ordinal the file's number in its pattern
 * @param url as the recipe writes it
 * @param reason why it cannot be read, as sentences
 * @param treated {@link OnFailure#SKIP} or {@link OnFailure#FILL}
 */
public record TreatedFile(long ordinal, String url, String reason, OnFailure treated)
    implements Serializable {
  /** Names the global attributes that list such files, by what became of them. */
  public static String attribute(OnFailure treated) {
    return words(treated) + "_source_files";
  }

  /** Returns {@code skipped} or {@code filled}. */
  public static String words(OnFailure treated) {
    return switch (treated) {
      case SKIP -> "skipped";
      case FILL -> "filled";
      case FAIL -> throw new IllegalArgumentException("A run that stops leaves no such file.");
    };
  }
}
