package org.arcoforge.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.arcoforge.config.FeedstockName;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataflow.JobName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say what placeholders stand for. */
final class NameArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--feedstock",
      paramLabel = "NAME",
      description =
          "What {feedstock} stands for in --target, --cache, --work, --report and --label. Default:"
              + " the name of the repository, or of the folder that holds the recipe.")
  private @Nullable String feedstock;

  @Option(
      names = "--job-name",
      paramLabel = "NAME",
      description =
          "The name of this run, and what {job_name} stands for. Default: that of the recipe's"
              + " target ({recipe_id}), the time and random digits.")
  private @Nullable String jobName;

  /**
   * Returns what placeholders stand for in one run.
   *
   * @param recipeId the name of the recipe's target; empty if there is no recipe
   * @param folder of the recipe
   */
  Placeholders placeholders(String recipeId, Path folder) {
    Map<String, String> values = new HashMap<>();
    values.put(
        Placeholders.FEEDSTOCK,
        feedstock == null ? FeedstockName.of(System.getenv(), folder) : feedstock);
    if (!recipeId.isEmpty()) {
      values.put(Placeholders.RECIPE_ID, recipeId);
    }
    JobName job =
        jobName == null
            ? JobName.of(
                recipeId.isEmpty() ? "push" : recipeId, Instant.now(), RandomGenerator.getDefault())
            : JobName.of(expanded("--job-name", jobName, Placeholders.of(values)));
    values.put(Placeholders.JOB_NAME, job.text());
    return Placeholders.of(values);
  }

  private String expanded(String option, String text, Placeholders names) {
    try {
      return names.expand(option, text);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
