package org.arcoforge.dataflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.ReadyJob;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.PlayedGcs;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;

/** A job submitted to played services. */
final class Submitted implements AutoCloseable {
  static final String BUCKET = "forge";

  final PlayedGcs gcs;
  final PlayedDataflow dataflow;
  final Path folder;

  /** A hundred thousand files of a server. */
  public static final class Many implements Recipe {
    @Override
    public FilePattern files() {
      return FilePattern.of("https://example.com/{time:yyyyMMdd}.nc")
          .concat("time", Keys.daily("1700-01-01", "1973-10-16"));
    }

    @Override
    public Target target() {
      return Target.named("many");
    }
  }

  Submitted(Path folder) throws IOException {
    this.folder = folder;
    this.gcs = new PlayedGcs(BUCKET);
    this.dataflow = new PlayedDataflow();
  }

  StoreAccess access() {
    return new StoreAccess(List.of(), folder.toString(), List.of(), List.of())
        .with(new Setting(Option.GCS_ENDPOINT, "", gcs.endpoint()));
  }

  BakeJob job(Class<? extends Recipe> recipe, StoreAccess access) {
    return new BakeJob(
        recipe.getName(),
        new SourceOptions(
            folder.toString(), folder.resolve("cache").toString(), "run", "", 0, access, List.of()),
        "gs://%s/out.zarr".formatted(BUCKET),
        TargetMode.NEW,
        0,
        null,
        1 << 30,
        2);
  }

  static DataflowSettings settings() {
    return new DataflowSettings(
        "my-project",
        "us-central1",
        "n2-highmem-4",
        50L << 30,
        7,
        "baker@my-project.iam.gserviceaccount.com",
        "private",
        "regions/us-central1/subnetworks/quiet",
        false,
        Map.of("run", "17", "recipe", "many"));
  }

  Submission submission() {
    return new Submission(
        settings(), "many-20261128", "gs://%s/work/".formatted(BUCKET), dataflow.endpoint(), 0);
  }

  /** Makes a jar with one entry, and returns it. */
  Path jar(String name, String entry) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return jar;
  }

  JobReference submit(BakeJob job) throws IOException {
    Submission submission = submission();
    submission.check(job);
    return submission.submit(
        ReadyJob.of(job),
        List.of(jar("recipe.jar", "many/Many.class"), jar("lib.jar", "a/B.class")));
  }

  @Override
  public void close() {
    gcs.close();
    dataflow.close();
  }
}
