package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.GivenRecipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bakes of files of servers give what bakes of the same files on this machine give. */
@Timeout(120)
final class FetchedBakeTest {
  @TempDir private Path folder = Path.of("");
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private void assertBakesAsLocally(String recipe, String store) throws IOException {
    served.bakes(recipe, store);
    Served.assertSame(Served.tree(served.store(store)), served.baked(0, 1));
  }

  @Test
  void filesOfAServerTravelOnce() throws IOException {
    Route zero = served.serve("/w0.nc", served.wind(0));
    Route one = served.serve("/w1.nc", served.wind(1));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
    assertBakesAsLocally(recipe, "first");
    long travelled = zero.bodyBytes() + one.bodyBytes();
    assertThat(travelled).isEqualTo(served.wind(0).length + served.wind(1).length);
    assertThat(zero.requests()).isEqualTo(1);
    assertBakesAsLocally(recipe, "second");
    assertThat(zero.bodyBytes() + one.bodyBytes()).isEqualTo(travelled);
    assertThat(zero.requests()).as("asked whether it changed").isEqualTo(2);
    assertThat(zero.headers(1)).containsEntry("if-none-match", "\"v1\"");
  }

  @Test
  void whatWasFetchedIsSummedUp() throws IOException {
    served.serve("/w0.nc", served.wind(0));
    served.serve("/w1.nc", served.wind(1));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
    assertThat(served.bakes(recipe, "first").out())
        .contains(", fetched %d bytes".formatted(served.wind(0).length + served.wind(1).length));
    assertThat(served.bakes(recipe, "second").out()).doesNotContain("fetched");
  }

  @Test
  void aFileThatChangedIsFetchedAgain() throws IOException {
    served.serve("/w0.nc", served.wind(0));
    Route one = served.serve("/w1.nc", served.wind(2));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
    served.bakes(recipe, "first");
    one.content(Content.of(served.wind(1)), "\"v2\"");
    assertBakesAsLocally(recipe, "second");
  }

  @Test
  void aPackedFileThatChangedIsUnpackedAgain() throws IOException {
    served.serve("/w0.nc.gz", Served.gzip(served.wind(0)));
    Route one = served.serve("/w1.nc.gz", Served.gzip(served.wind(2)));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc.gz");
    served.bakes(recipe, "first");
    one.content(Content.of(Served.gzip(served.wind(1))), "\"v2\"");
    assertBakesAsLocally(recipe, "second");
  }

  @Test
  void aRunGoesOnWithTheVersionThatItSawFirst() throws IOException {
    Route one = served.serve("/one.nc", served.wind(1));
    String recipe = served.recipe("one", Served.single("/one.nc"), "");
    AtomicBoolean first = new AtomicBoolean(true);
    GivenRecipe.give(
        FilePattern.single(Served.DATA + "/one.nc"),
        Winds.target(),
        dataset -> {
          if (first.getAndSet(false)) {
            one.content(Content.of(wind(2)), "\"v2\"");
            CompletableFuture.runAsync(() -> served.bakes(recipe, "inner")).join();
          }
          return dataset;
        });
    served.bakes(Winds.RECIPE, "outer");
    Served.assertSame(Served.tree(served.store("outer")), served.baked(1));
    Served.assertSame(Served.tree(served.store("inner")), served.baked(2));
  }

  private byte[] wind(int key) {
    try {
      return served.wind(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesOfARecordAreAskedForOnce() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    String recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    assertBakesAsLocally(recipe, "first");
    Route file = served.route(Served.zenodoFile(71, "w0.nc"));
    Route api = served.route("/zenodo/api/records/71");
    assertThat(file.requests()).isEqualTo(1);
    assertThat(api.requests()).isEqualTo(1);
    assertBakesAsLocally(recipe, "second");
    assertThat(file.requests()).isEqualTo(1);
    assertThat(api.requests()).isEqualTo(2);
  }

  @Test
  void withALockFileNoRepositoryIsAsked() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    String recipe = served.recipe("zen", Served.matching("zenodo:71/*.nc"), "");
    CommandRun resolved = served.run("resolve", recipe);
    assertThat(resolved.code()).as(resolved.err()).isZero();
    Route api = served.route("/zenodo/api/records/71");
    assertThat(api.requests()).isEqualTo(1);
    assertBakesAsLocally(recipe, "first");
    assertThat(served.run("plan", recipe).code()).isZero();
    CommandRun verified =
        served.run("verify", served.store("first").toString(), "--recipe", recipe);
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(api.requests()).isEqualTo(1);
    assertThat(served.route(Served.zenodoFile(71, "w0.nc")).requests()).isEqualTo(1);
  }

  @Test
  void filesOfFigshareAreFound() throws IOException {
    StringBuilder files = new StringBuilder();
    int size = served.wind(0).length + served.wind(1).length;
    for (int key = 0; key < 2; key++) {
      byte[] wind = served.wind(key);
      files.append(
          "%s{\"id\": %d, \"name\": \"w%d.nc\", \"size\": %d, \"computed_md5\": \"%s\"}"
              .formatted(key == 0 ? "" : ", ", 900 + key, key, wind.length, Served.md5(wind)));
      served.server().serve("/ndownloader/files/" + (900 + key), wind);
    }
    String article =
        "{\"id\": 55, \"title\": \"W\", \"version\": 2, \"doi\": \"10.6084/m9.figshare.55.v2\", \"size\": %d, \"files\": [%s]}"
            .formatted(size, files);
    byte[] json = article.getBytes(StandardCharsets.UTF_8);
    served.server().serve("/figshare/v2/articles/55", json);
    served.server().serve("/figshare/v2/articles/55/versions/2", json);
    served
        .server()
        .serve(
            "/figshare/v2/articles/55/versions",
            "[{\"version\": 2}]".getBytes(StandardCharsets.UTF_8));
    assertBakesAsLocally(served.recipe("fig", "figshare:55.v2/w{t}.nc"), "first");
    assertBakesAsLocally(served.recipe("figdoi", "doi:10.6084/m9.figshare.55/w{t}.nc"), "second");
    Route file = served.route("/ndownloader/files/900");
    assertThat(file.requests()).as("the same file by another name").isEqualTo(1);
  }

  @Test
  void filesOfADoiAreFound() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    served
        .server()
        .serve(
            "/datacite/dois/10.1234/winds.5",
            "{\"data\": {\"attributes\": {\"url\": \"https://zenodo.org/records/71\"}}}"
                .getBytes(StandardCharsets.UTF_8));
    assertBakesAsLocally(served.recipe("doi", "doi:10.1234/winds.5/w{t}.nc"), "out");
    assertThat(served.route("/datacite/dois/10.1234/winds.5").requests()).isEqualTo(1);
  }

  @Test
  void ofAZipFileOnlyMembersTravel() throws IOException {
    Map<String, byte[]> members = served.winds("d/w%d.nc");
    byte[] noise = new byte[3_000_000];
    new java.util.Random(5).nextBytes(noise);
    members.put("d/large.bin", noise);
    Route zip = served.serve("/all.zip", Served.zip(members));
    String recipe = served.recipe("zip", Served.DATA + "/all.zip!/d/w{t}.nc");
    assertBakesAsLocally(recipe, "first");
    long travelled = zip.bodyBytes();
    assertThat(travelled).isLessThan(600_000);
    assertBakesAsLocally(recipe, "second");
    assertThat(zip.bodyBytes() - travelled).as("only what tells its version").isLessThan(10);
  }

  @Test
  void membersOfARecordsZipFileAreKnownByItsChecksum() throws IOException {
    served.zenodo(71, Map.of("all.zip", Served.zip(served.winds("d/w%d.nc"))));
    String recipe = served.recipe("zip", Served.matching("zenodo:71/all.zip!/**.nc"), "");
    CommandRun resolved = served.run("resolve", recipe);
    assertThat(resolved.code()).as(resolved.err()).isZero();
    assertBakesAsLocally(recipe, "first");
    int requests = served.route(Served.zenodoFile(71, "all.zip")).requests();
    assertBakesAsLocally(recipe, "second");
    assertThat(served.route(Served.zenodoFile(71, "all.zip")).requests()).isEqualTo(requests);
  }

  @Test
  void aTarFileIsReadOnceForAllItsMembers() throws IOException {
    served.zenodo(71, Map.of("all.tar.gz", Served.tarGz(served.winds("d/w%d.nc"))));
    String recipe = served.recipe("tar", Served.matching("zenodo:71/*.tar.gz!/**/*.nc"), "");
    assertBakesAsLocally(recipe, "first");
    Route tar = served.route(Served.zenodoFile(71, "all.tar.gz"));
    long size = Served.tarGz(served.winds("d/w%d.nc")).length;
    assertThat(tar.bodyBytes()).isBetween(size, size + 2000);
    assertThat(served.run("resolve", recipe).code()).isZero();
    long before = tar.bodyBytes();
    assertBakesAsLocally(recipe, "second");
    assertThat(tar.bodyBytes()).isEqualTo(before);
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    for (int key = 0; key < 2; key++) {
      served.serve("/w" + key + ".nc.gz", Served.gzip(served.wind(key)));
    }
    String recipe = served.recipe("gz", Served.DATA + "/w{t}.nc.gz");
    assertBakesAsLocally(recipe, "first");
    long travelled = served.route("/data/w0.nc.gz").bodyBytes();
    assertBakesAsLocally(recipe, "second");
    assertThat(served.route("/data/w0.nc.gz").bodyBytes()).isEqualTo(travelled);
  }

  @Test
  void pruneFetchesNoMoreThanItsKeys() throws IOException {
    served.serve("/w0.nc", served.wind(0));
    Route one = served.serve("/w1.nc", served.wind(1));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
    served.bakes(recipe, "out", "--prune=1");
    assertThat(one.requests()).isZero();
    Served.assertSame(Served.tree(served.store("out")), served.baked(0));
  }

  @Test
  void manyThreadsKeepToTheLimit() throws IOException {
    for (int key = 0; key < 12; key++) {
      served.serve("/w" + key + ".nc", served.large(key, 12_000)).then(Play.normal().drip(5));
    }
    String recipe =
        served.recipe(
            "many",
            "FilePattern.of(\"%s/w{t}.nc\").concat(\"t\", Keys.range(0, 11))"
                .formatted(Served.DATA),
            "");
    served.bakes(recipe, "two", "--threads", "8", "--limit", "data.example.org=2");
    assertThat(served.server().mostOpen()).isEqualTo(2);
    for (int key = 0; key < 12; key++) {
      Route route = served.route("/data/w" + key + ".nc");
      assertThat(route.requests()).isEqualTo(1);
      assertThat(route.bodyBytes()).isEqualTo(served.large(key, 12_000).length);
    }
    assertThat(Files.exists(served.store("two").resolve("zarr.json"))).isTrue();
  }
}
