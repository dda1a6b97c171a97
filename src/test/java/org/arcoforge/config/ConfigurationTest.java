package org.arcoforge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("c.yaml");
  }

  private Configuration read(String text) throws IOException {
    return Configuration.read(Files.writeString(file(), text));
  }

  private void assertRefused(String text, String... faults) {
    String all =
        List.of(faults).stream()
            .map(fault -> "Cannot use " + file() + ":" + fault)
            .reduce((one, next) -> one + System.lineSeparator() + next)
            .orElseThrow();
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(all);
  }

  @Test
  void eachKeyStandsForAnOption() throws IOException {
    Configuration read =
        read(
            """
            runner: Dataflow
            target: gs://b/{feedstock}/{recipe_id}.zarr
            prune: 2
            memory: 4GB
            overwrite: yes
            resume: off
            mirrors: {"https://zenodo.org": /data}
            limits: {zenodo.org: 2/60, a.org: 3}
            auth: [a.org=netrc, b.org=bearer:B]
            anonymous: s3://leap-pubs
            job_name: "{recipe_id}-7"
            dataflow:
              max_workers: 50
              public_ips: false
              labels:
                run: "123"
                recipe: "{recipe_id}"
            """);
    assertThat(read.settings().stream().flatMap(setting -> setting.arguments().stream()))
        .containsExactly(
            "--runner=Dataflow",
            "--target=gs://b/{feedstock}/{recipe_id}.zarr",
            "--prune=2",
            "--memory=4GB",
            "--overwrite",
            "--mirror=https://zenodo.org=/data",
            "--limit=zenodo.org=2/60",
            "--limit=a.org=3",
            "--auth=a.org=netrc",
            "--auth=b.org=bearer:B",
            "--anonymous=s3://leap-pubs",
            "--job-name={recipe_id}-7",
            "--max-workers=50",
            "--no-public-ips",
            "--label=run=123",
            "--label=recipe={recipe_id}");
    Setting labels = read.find("--label").orElseThrow();
    assertThat(labels.key()).isEqualTo("dataflow.labels");
    assertThat(labels.values()).containsExactly("run=123", "recipe={recipe_id}");
    assertThat(labels.from()).isEqualTo(file() + ":15");
    assertThat(read.find("--resume").orElseThrow().values()).containsExactly("false");
    assertThat(read.find("--zarr")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prune: true       | --prune",
        "prune: false      | ''",
        "anonymous: true   | --anonymous",
        "anonymous: false  | ''",
        "public_ips: true  | --public-ips",
        "public_ips: false | --no-public-ips",
        "overwrite: false  | ''",
      })
  void aSwitchIsOnOrOff(String line, String argument) throws IOException {
    String text = line.startsWith("public") ? "dataflow:\n  " + line : line;
    assertThat(String.join(" ", read(text).settings().get(0).arguments())).isEqualTo(argument);
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(read("# nothing yet\n").settings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_worker            | dataflow.max_workers",
        "max_num_workers       | dataflow.max_workers",
        "maxWorkers            | dataflow.max_workers",
        "max-workers           | dataflow.max_workers",
        "project_id            | dataflow.project",
        "machine_type          | dataflow.machine_type",
        "worker_machine_type   | dataflow.machine_type",
        "temp_gcs_location     | work",
        "use_public_ips        | dataflow.public_ips",
        "service_account_email | dataflow.service_account",
        "disk_size_gb          | dataflow.disk",
        "root_path             | target",
        "TargetStorage         | target",
        "TargetStore           | target",
        "InputCacheStorage     | cache",
        "DataflowBakery        | dataflow",
        "dataflw               | dataflow",
        "label                 | dataflow.labels",
        "mirror                | mirrors",
        "Prune                 | prune",
        "targt                 | target",
        "network               | dataflow.network",
        "s3_enpoint            | s3_endpoint",
      })
  void anUnknownKeyIsNamedWithTheNearest(String key, String nearest) {
    assertRefused(
        "prune: 2\n" + key + ": 1\n",
        "2: there is no key '%s'. Did you mean '%s'?".formatted(key, nearest));
  }

  @Test
  void anUnknownKeyIsFoundAtEveryLevel() {
    assertRefused(
        """
        dataflow:
          max_worker: 3
          prune: 2
          colour: red
        """,
        "2: there is no key 'max_worker' in dataflow. Did you mean 'dataflow.max_workers'?",
        "3: there is no key 'prune' in dataflow. Did you mean 'prune'?",
        "4: there is no key 'colour' in dataflow. Use one of project, region, machine_type, disk, max_workers, service_account, network, subnetwork, public_ips, labels.");
  }

  @Test
  void aKeyNearNoneIsAnsweredWithAll() {
    assertThatThrownBy(() -> read("colour: red"))
        .hasMessageContaining(":1: there is no key 'colour'. Use one of runner, target, cache, ")
        .hasMessageEndingWith(", anonymous, dataflow.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target: 2024-01-01    | target must be a text, but is 2024-01-01, which is a time in YAML. Put it in quotes.",
        "feedstock: no         | feedstock must be a text, but is no, which is true or false in YAML. Put it in quotes.",
        "feedstock: 1.10       | feedstock must be a text, but is the number 1.10. Put it in quotes.",
        "target:               | target must be a text, but is empty. Give a value, or remove the key.",
        "target: ' '           | target must be a text, but is empty. Give a value, or remove the key.",
        "target: [a]           | target must be a text, but is a list. Change it.",
        "target: {a: b}        | target must be a text, but is a mapping. Change it.",
        "target: !x a          | target must be a text, but is of a type of its own. Change it.",
        "target: 'a/{recipe}'  | target has the placeholder {recipe}; there are {feedstock}, {recipe_id}, {job_name}. Use one of these.",
        "job_name: '{job_name}' | job_name has the placeholder {job_name}; there are {feedstock}, {recipe_id}. Use one of these.",
        "runner: spark         | runner must be direct or dataflow, but is the text 'spark'. Change it.",
        "memory: lots          | memory must be a size such as 4GB, but is the text 'lots'. Change it.",
        "memory: 1.5           | memory must be a size such as 4GB, but is the number 1.5. Change it.",
        "threads: 0            | threads must be a whole number of 1 or more, but is the number 0. Change it.",
        "threads: '4'          | threads must be a whole number of 1 or more, but is the text '4'. Change it.",
        "threads: 010          | threads must be a whole number of 1 or more, but is the number 010. Change it.",
        "zarr: 4               | zarr must be 2 or 3, but is the number 4. Change it.",
        "prune: -1             | prune must be a whole number of 1 or more, true or false, but is the number -1. Change it.",
        "overwrite: 1          | overwrite must be true or false, but is the number 1. Change it.",
        "auth: {a: b}          | auth must be a text or a list of texts, but is a mapping. Change it.",
        "auth: []              | auth must be a text or a list of texts, but is empty. Give a value, or remove the key.",
        "auth: [a, yes]        | auth[1] must be a text, but is yes, which is true or false in YAML. Put it in quotes.",
        "anonymous: 3.5        | anonymous must be true, false or a list of buckets, but is the number 3.5. Change it.",
        "mirrors: [a=b]        | mirrors must be pairs of texts such as {from: to}, but is a list. Change it.",
        "limits: {a: 1.5}      | limits.a must be a text, but is the number 1.5. Put it in quotes.",
        "limits: {a=b: 2}      | limits has a key with '='. Write the key without it.",
        "dataflow: yes         | dataflow must have settings below it. Write them like 'project: leap-pangeo', indented.",
        "dataflow:             | dataflow must have settings below it. Write them like 'project: leap-pangeo', indented.",
        "dataflow: {labels: {a: '{b}'}} | dataflow.labels.a has the placeholder {b}; there are {feedstock}, {recipe_id}, {job_name}. Use one of these.",
        "- prune               | there are no keys. Write lines like 'prune: 2'.",
      })
  void aWrongValueIsNamedWithItsLine(String text, String fault) {
    assertRefused("\n" + text, "2: " + fault);
  }

  @Test
  void allFaultsAreSaidAtOnce() {
    assertRefused(
        "prun: 2\nthreads: x\n",
        "1: there is no key 'prun'. Did you mean 'prune'?",
        "2: threads must be a whole number of 1 or more, but is the text 'x'. Change it.");
  }

  @Test
  void whatIsNoYamlIsSaidSo() {
    assertThatThrownBy(() -> read("prune: 2\nprune: 3\n"))
        .hasMessage(
            "Cannot read %s: line 2, column 1: the key 'prune' is in line 1 already. Keep one of them.",
            file());
  }
}
