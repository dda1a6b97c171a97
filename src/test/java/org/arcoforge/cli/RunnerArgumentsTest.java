package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataflow.DataflowSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class RunnerArgumentsTest {
  private static final Placeholders NAMES =
      Placeholders.of(Map.of("feedstock", "winds", "recipe_id", "sst", "job_name", "sst-1"));

  @Command
  private static final class Parsed {
    @Mixin private RunnerArguments runner = new RunnerArguments();
  }

  private static RunnerArguments parse(String... arguments) {
    Parsed parsed = new Parsed();
    new CommandLine(parsed).parseArgs(arguments);
    parsed.runner.check();
    parsed.runner.expand(NAMES);
    return parsed.runner;
  }

  private static RunnerArguments dataflow(String... more) {
    return parse(
        Stream.concat(
                Stream.of(
                    "--runner", "dataflow", "--project", "leap-pangeo", "--work", "gs://b/work"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aRunIsDirectUnlessSaidOtherwise() {
    assertThat(parse().runner()).isEqualTo(Runner.DIRECT);
    assertThat(parse("--runner", "Direct").runner()).isEqualTo(Runner.DIRECT);
    assertThat(dataflow().runner()).isEqualTo(Runner.DATAFLOW);
  }

  @Test
  void whatIsNotSaidIsDataflowsOwnDefault() {
    assertThat(dataflow().settings())
        .isEqualTo(
            new DataflowSettings(
                "leap-pangeo", "us-central1", "", 0, 0, "", "", "", true, Map.of()));
  }

  @Test
  void everythingCanBeSaid() {
    RunnerArguments all =
        dataflow(
            "--region=europe-west10",
            "--machine-type=n1-highmem-2",
            "--disk=50 GB",
            "--max-workers=50",
            "--service-account=x@y.iam.gserviceaccount.com",
            "--network=default",
            "--subnetwork=regions/europe-west10/subnetworks/x",
            "--no-public-ips",
            "--label=run=123",
            "--label=recipe={recipe_id}",
            "--label=empty=");
    assertThat(all.settings())
        .isEqualTo(
            new DataflowSettings(
                "leap-pangeo",
                "europe-west10",
                "n1-highmem-2",
                50_000_000_000L,
                50,
                "x@y.iam.gserviceaccount.com",
                "default",
                "regions/europe-west10/subnetworks/x",
                false,
                Map.of("run", "123", "recipe", "sst", "empty", "")));
  }

  @Test
  void theWorkFolderHasItsPlaceholdersExpanded() {
    assertThat(parse("--work", "gs://b/{feedstock}/{job_name}").work())
        .isEqualTo("gs://b/winds/sst-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--public-ips", "--public-ips=true", "--region=us-central1"})
  void publicAddressesAreUsual(String option) {
    assertThat(parse(option).settings().publicIps()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--runner=spark            | 'spark' (must be direct or dataflow).",
        "--project=123456          | '123456' (is the number of a project; give its id, such as leap-pangeo).",
        "--project=Leap Pangeo     | 'Leap Pangeo' (must be an id such as leap-pangeo).",
        "--region=us-central1-a    | 'us-central1-a' (must be a region such as us-central1).",
        "--machine-type=big        | 'big' (must be like n1-highmem-2).",
        "--disk=50                 | '50' (must be 10GB or more: a worker's system takes as much).",
        "--max-workers=0           | '0' (must be 1 or more).",
        "--service-account=me@x.org | 'me@x.org' (must be like name@project.iam.gserviceaccount.com).",
        "--network=My Net          | 'My Net' (must be the name of a network).",
        "--subnetwork=x            | 'x' (must be like regions/us-central1/subnetworks/name).",
        "--subnetwork=regions/us-east1/subnetworks/x | 'regions/us-east1/subnetworks/x' (must be in --region us-central1).",
        "--label=run               | 'run' (must be KEY=VALUE, with a key of at most 63 lower case letters, digits, '-' and '_' that starts with a letter).",
        "--label=Run=1             | 'Run=1' (must be KEY=VALUE, with a key of at most 63 lower case letters, digits, '-' and '_' that starts with a letter).",
        "--label=1=a               | '1=a' (must be KEY=VALUE, with a key of at most 63 lower case letters, digits, '-' and '_' that starts with a letter).",
        "--label=run=A.B           | 'run=A.B' (must have a value of at most 63 lower case letters, digits, '-' and '_').",
        "--label=a={recipe}        | 'a={recipe}' has the placeholder {recipe}; there are {feedstock}, {recipe_id}, {job_name}. Use one of these.",
      })
  void aWrongValueIsWrongUsage(String argument, String message) {
    String option = argument.substring(0, argument.indexOf('='));
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(ParameterException.class)
        .hasMessage("Invalid value for option '%s': %s".formatted(option, message));
  }

  @Test
  void aDiskThatIsNoSizeIsWrongUsage() {
    assertThatThrownBy(() -> parse("--disk=big"))
        .hasMessage(
            "Invalid value for option '--disk': Cannot take 'big' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB.");
  }

  @Test
  void labelsHaveLimits() {
    assertThat(dataflow("--label", "a".repeat(63) + "=" + "1".repeat(63)).settings().labels())
        .hasSize(1);
    assertThatThrownBy(() -> parse("--label", "a".repeat(64) + "=1"))
        .hasMessageContaining("a key of at most 63");
    assertThatThrownBy(() -> parse("--label=a=1", "--label=a=2"))
        .hasMessage("Invalid value for option '--label': 'a=2' (is the second with key a).");
    List<String> many = IntStream.range(0, 65).mapToObj(i -> "--label=k%d=1".formatted(i)).toList();
    assertThatThrownBy(() -> parse(many.toArray(String[]::new)))
        .hasMessage("Cannot give a job 65 labels: Dataflow takes at most 64. Give fewer.");
  }

  @Test
  void dataflowNeedsAProjectAndAFolderInABucket() {
    assertThatThrownBy(() -> parse("--runner=dataflow", "--work=gs://b/w"))
        .hasMessage(
            "Missing option '--project': Dataflow needs the id of the project. Give it, or run with --runner direct.");
    assertThatThrownBy(() -> parse("--runner=dataflow", "--project=leap-pangeo"))
        .hasMessage(
            "Missing option '--work': Dataflow needs a folder gs://bucket/folder. Give it, or run with --runner direct.");
    assertThatThrownBy(() -> parse("--runner=dataflow", "--project=leap-pangeo", "--work=s3://b/w"))
        .hasMessage(
            "Invalid value for option '--work': 's3://b/w' (must be gs://bucket/folder for Dataflow).");
    assertThat(parse("--work=out/work").work()).isEqualTo("out/work");
  }
}
