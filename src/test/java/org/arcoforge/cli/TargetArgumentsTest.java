package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class TargetArgumentsTest {
  @Command
  private static final class Parsed {
    @Mixin private TargetArguments target = new TargetArguments();
  }

  private static TargetArguments parse(String... arguments) {
    Parsed parsed = new Parsed();
    new CommandLine(parsed).parseArgs(arguments);
    return parsed.target;
  }

  private static String warning(boolean trial, String... arguments) {
    StringWriter err = new StringWriter();
    parse(arguments).warn(trial, new PrintWriter(err, true));
    return err.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://leap-scratch/me/a.zarr", "gs://leap-scratch"})
  void aTargetInABucketThatExpiresIsWarnedOf(String target) {
    assertThat(warning(false, "--target", target))
        .isEqualTo(
            "warning: gs://leap-scratch deletes objects after 7 days. Choose another target for a store that is to stay.\n");
    assertThat(warning(true, "--target", target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://leap-scratch-2/a.zarr", "gs://leap-persistent/a.zarr", "a.zarr"})
  void otherTargetsStay(String target) {
    assertThat(warning(false, "--target", target)).isEmpty();
  }

  @Test
  void whichBucketsExpireCanBeSaid() {
    assertThat(warning(false, "--target", "s3://mine/tmp/a.zarr", "--expiring", "s3://mine/tmp=1"))
        .startsWith("warning: s3://mine/tmp deletes objects after 1 day.");
    assertThat(
            warning(false, "--target", "gs://leap-scratch/a", "--expiring", "gs://leap-scratch=0"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine=7", "gs://mine", "gs://mine=-1", "gs://mine=x", "gs://mine/=7"})
  void whatIsNoBucketAndDaysIsRefused(String value) {
    assertThatThrownBy(() -> warning(false, "--target", "a", "--expiring", value))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "Invalid value for option '--expiring': '%s' (write it like gs://my-scratch=7)."
                .formatted(value));
  }

  @ParameterizedTest
  @CsvSource({"--overwrite,OVERWRITE", "--resume,RESUME"})
  void oneModeMayBeGiven(String option, String mode) {
    assertThat(parse("--target", "a", option).mode(false)).hasToString(mode);
    assertThat(parse("--target", "a").mode(false)).hasToString("NEW");
    assertThat(parse("--target", "a").mode(true)).hasToString("REPAIR");
  }

  @Test
  void twoModesExcludeEachOther() {
    assertThatThrownBy(() -> parse("--target", "a", "--resume", "--overwrite").mode(false))
        .hasMessage("--overwrite and --resume exclude each other: give one of them.");
    assertThatThrownBy(() -> parse("--target", "a", "--resume").mode(true))
        .hasMessage("--resume and --repair exclude each other: give one of them.");
  }
}
