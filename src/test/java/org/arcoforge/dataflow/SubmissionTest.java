package org.arcoforge.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarInputStream;
import org.arcoforge.dataflow.Submitted.Many;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
  @TempDir private Path folder = Path.of("");
  private Submitted played;

  @BeforeEach
  void start() throws IOException {
    played = new Submitted(folder);
  }

  @AfterEach
  void stop() {
    played.close();
  }

  private JsonNode submitted(StoreAccess access) throws IOException {
    JobReference reference = played.submit(played.job(Many.class, access));
    assertThat(reference)
        .isEqualTo(new JobReference("my-project", "us-central1", "2026-11-28_00_00_00-1000"));
    assertThat(reference.link())
        .isEqualTo(
            "https://console.cloud.google.com/dataflow/jobs/us-central1/2026-11-28_00_00_00-1000?project=my-project");
    return played.dataflow.jobs().get(0);
  }

  @Test
  void aJobHasWhatTheSettingsSay() throws IOException {
    JsonNode job = submitted(played.access());
    assertThat(job.path("name").asText()).isEqualTo("many-20261128");
    assertThat(job.path("type").asText()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(job.path("labels").path("run").asText()).isEqualTo("17");
    assertThat(job.path("labels").path("recipe").asText()).isEqualTo("many");
    JsonNode environment = job.path("environment");
    assertThat(environment.path("serviceAccountEmail").asText())
        .isEqualTo("baker@my-project.iam.gserviceaccount.com");
    JsonNode workers = environment.path("workerPools").path(0);
    assertThat(workers.path("machineType").asText()).isEqualTo("n2-highmem-4");
    assertThat(workers.path("diskSizeGb").asInt()).isEqualTo(50);
    assertThat(workers.path("autoscalingSettings").path("maxNumWorkers").asInt()).isEqualTo(7);
    assertThat(workers.path("network").asText()).isEqualTo("private");
    assertThat(workers.path("subnetwork").asText())
        .isEqualTo("regions/us-central1/subnetworks/quiet");
    assertThat(workers.path("ipConfiguration").asText()).isEqualTo("WORKER_IP_PRIVATE");
  }

  @Test
  void aHundredThousandFilesMakeNoLargerJobThanOne() throws IOException {
    assertThat(new Many().files().count()).isEqualTo(100_000);
    int bytes = submitted(played.access()).toString().length();
    assertThat(bytes).isLessThan(300_000);
  }

  @Test
  void theCodeIsStagedWhole() throws IOException {
    JsonNode job = submitted(played.access());
    List<String> entries = new ArrayList<>();
    for (JsonNode staged : job.path("environment").path("workerPools").path(0).path("packages")) {
      String location = staged.path("location").asText();
      assertThat(location).startsWith("gs://forge/work/staging/");
      String name = location.substring("gs://forge/".length());
      byte[] bytes = Objects.requireNonNull(played.gcs.bytes(Submitted.BUCKET, name));
      try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
        entries.add(jar.getNextEntry().getName());
      }
    }
    assertThat(entries).containsExactly("many/Many.class", "a/B.class");
    assertThat(played.gcs.names(Submitted.BUCKET))
        .filteredOn(name -> name.endsWith(".pb"))
        .hasSize(1);
  }

  @Test
  void noCredentialOfTheSubmitterTravels() throws IOException {
    Path token = Files.writeString(folder.resolve("my-token"), "ya29.secret-of-mine");
    StoreAccess access =
        played
            .access()
            .with(new Setting(Option.GCS_TOKEN_FILE, "", token.toString()))
            .with(new Setting(Option.S3_PROFILE, "s3://elsewhere", "my-profile"))
            .with(new Setting(Option.S3_KEYS, "s3://other", "MY_ID,MY_SECRET"));
    String job = submitted(access).toString();

    assertThat(played.dataflow.authorizations()).containsOnly("Bearer ya29.secret-of-mine");
    assertThat(job).doesNotContain("ya29", "my-token", "my-profile", "MY_SECRET");
    for (String name : played.gcs.names(Submitted.BUCKET)) {
      String object =
          new String(
              Objects.requireNonNull(played.gcs.bytes(Submitted.BUCKET, name)),
              StandardCharsets.ISO_8859_1);
      assertThat(object)
          .describedAs(name)
          .doesNotContain("ya29", "my-token", "my-profile", "MY_SECRET");
    }
  }

  @Test
  void whatTheServiceRefusesIsSaidWithItsWordsAndARemedy() {
    played.dataflow.refuse(
        100,
        403,
        "(4d2): Could not create workflow; user does not have write access to my-project");
    assertThatThrownBy(() -> submitted(played.access()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot submit job many-20261128 to Dataflow in project my-project: (4d2): Could not create workflow; user does not have write access to my-project. Check --project and that you may run Dataflow there (roles/dataflow.developer), act as the workers' service account and write to --work.");
  }

  @Test
  void aQuotaThatIsUsedUpIsSaidWithARemedy() {
    played.dataflow.refuse(
        100, 400, "Quota exceeded for quota metric 'Concurrent jobs' of service 'dataflow'");
    assertThatThrownBy(() -> submitted(played.access()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot submit job many-20261128 to Dataflow in project my-project: Quota exceeded for quota metric 'Concurrent jobs' of service 'dataflow'. Use fewer or smaller workers (--max-workers, --machine-type), another --region, or ask for a higher quota.");
  }

  @Test
  void aBucketThatIsNotThereIsSaidBeforeAnythingIsUploaded() {
    Submission elsewhere =
        new Submission(
            Submitted.settings(), "many", "gs://nowhere/work", played.dataflow.endpoint(), 0);
    BakeJob job = played.job(Many.class, played.access());
    assertThatThrownBy(
            () ->
                elsewhere.submit(
                    org.arcoforge.pipeline.ReadyJob.of(job),
                    List.of(played.jar("lib.jar", "a/B.class"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot submit job many to Dataflow in project my-project")
        .hasMessageContaining("gs://nowhere");
    assertThat(played.dataflow.jobs()).isEmpty();
    assertThat(played.gcs.names(Submitted.BUCKET)).isEmpty();
  }

  private void refused(BakeJob job, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> played.submission().check(job))
        .withMessage(message);
    assertThat(played.gcs.requests()).isEmpty();
    assertThat(played.dataflow.requests()).isEmpty();
  }

  private BakeJob job(String target, StoreAccess access) {
    BakeJob usual = played.job(Many.class, access);
    return new BakeJob(
        usual.recipeClass(), usual.sources(), target, TargetMode.NEW, 0, null, 1 << 30, 2);
  }

  @Test
  void aTargetThatWorkersCannotWriteIsRefused() {
    refused(
        job("out/a.zarr", played.access()),
        "Cannot bake out/a.zarr on Dataflow: workers do not share the disk of this machine. Bake to gs://.");
    refused(
        job("s3://pod/a.zarr", played.access()),
        "Cannot bake s3://pod/a.zarr on Dataflow: workers have no key for it, and yours does not travel with the job. Bake to gs://, then publish the store with arcoforge copy.");
  }

  @Test
  void sourcesThatWorkersCannotReadAreRefused() {
    StoreAccess login =
        new StoreAccess(List.of(), "", List.of(), List.of("example.com=bearer:MY_TOKEN"));
    refused(
        job("gs://forge/a.zarr", login),
        "Cannot log in at example.com on Dataflow: the secret of --auth is on this machine, and does not travel with the job. Put the files into a bucket first.");
    StoreAccess mirror =
        new StoreAccess(List.of(), "", List.of("https://example.com/=" + folder + "/"), List.of());
    refused(
        job("gs://forge/a.zarr", mirror),
        "Cannot take files from %s/ on Dataflow: it is a folder of this machine. Give a URL to --mirror."
            .formatted(folder));
  }

  @Test
  void filesOfThisMachineAreRefused() {
    BakeJob usual = played.job(Local.class, played.access());
    refused(
        usual,
        "Cannot read data/a.nc on other machines: it is a file of this one. Put the files on a server or in a bucket.");
  }

  /** A file beside the recipe. */
  public static final class Local implements org.arcoforge.recipe.Recipe {
    @Override
    public org.arcoforge.pattern.FilePattern files() {
      return org.arcoforge.pattern.FilePattern.of("data/a.nc");
    }

    @Override
    public org.arcoforge.recipe.Target target() {
      return org.arcoforge.recipe.Target.named("local");
    }
  }

  /** A file in a bucket of S3. */
  public static final class OfS3 implements org.arcoforge.recipe.Recipe {
    @Override
    public org.arcoforge.pattern.FilePattern files() {
      return org.arcoforge.pattern.FilePattern.of("s3://pod/a.nc");
    }

    @Override
    public org.arcoforge.recipe.Target target() {
      return org.arcoforge.recipe.Target.named("s3");
    }
  }

  @Test
  void filesOfS3AreRefusedUnlessEverybodyMayReadThem() throws IOException {
    refused(
        played.job(OfS3.class, played.access()),
        "Cannot read s3://pod/a.nc on Dataflow: workers have no key for it, and yours does not travel with the job. If everybody may read it, give --anonymous=s3://pod.");
    StoreAccess anonymous = played.access().with(new Setting(Option.ANONYMOUS, "s3://pod", ""));
    played.submission().check(played.job(OfS3.class, anonymous));
  }

  @Test
  void aProjectAndAFolderForStagingAreNeeded() {
    BakeJob job = played.job(Many.class, played.access());
    DataflowSettings nowhere =
        new DataflowSettings("", "us-central1", "", 0, 0, "", "", "", true, java.util.Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission(nowhere, "a", "gs://b/c", "", 0).check(job))
        .withMessage("Cannot run on Dataflow: no project is named. Give --project.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission(Submitted.settings(), "a", "/tmp", "", 0).check(job))
        .withMessage(
            "Cannot run on Dataflow: '/tmp' is no folder in a bucket of gs://. Give --work gs://bucket/folder, for what is staged.");
  }

  @Test
  void theLockFileIsPutWhereWorkersReadIt() throws IOException {
    Path lock =
        Files.writeString(
            folder.resolve("sources.lock.json"),
            "{\"lockVersion\":1,\"records\":[],\"globs\":{},\"files\":[]}");
    BakeJob usual = played.job(Many.class, played.access());
    SourceOptions sources = usual.sources().withLock(lock.toString());
    BakeJob job =
        new BakeJob(
            usual.recipeClass(), sources, usual.target(), TargetMode.NEW, 0, null, 1 << 30, 2);
    played.submit(job);
    assertThat(played.gcs.bytes(Submitted.BUCKET, "work/jobs/many-20261128/sources.lock.json"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"lockVersion\":1,\"records\":[],\"globs\":{},\"files\":[]}");
  }
}
