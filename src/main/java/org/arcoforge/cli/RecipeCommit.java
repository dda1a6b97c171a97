package org.arcoforge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The commit that a recipe's folder is of. */
final class RecipeCommit {
  private static final long SECONDS = 5;

  private RecipeCommit() {}

  /** Returns its hash; empty if the folder is in no repository of git, or there is no git. */
  static Optional<String> of(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", folder.toString(), "rev-parse", "--verify", "HEAD")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      try {
        String said =
            new String(git.getInputStream().readNBytes(1000), StandardCharsets.US_ASCII).strip();
        boolean done = git.waitFor(SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
        return done && said.matches("[0-9a-f]{40,64}") ? Optional.of(said) : Optional.empty();
      } finally {
        git.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
