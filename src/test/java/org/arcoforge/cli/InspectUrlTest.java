package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect} of what servers have. */
@Timeout(60)
final class InspectUrlTest {
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

  private CommandRun inspects(String uri, String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "inspect";
    arguments[1] = uri;
    System.arraycopy(more, 0, arguments, 2, more.length);
    CommandRun run = served.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  private void assertFails(String uri, String message) {
    for (CommandRun run :
        new CommandRun[] {served.run("inspect", uri), served.run("inspect", uri, "--json")}) {
      assertThat(run.err().strip()).isEqualTo("arcoforge: " + message);
      assertThat(run.out()).isEmpty();
      assertThat(run.code()).isEqualTo(1);
    }
  }

  private static byte[] corpus(String name) throws Exception {
    return Files.readAllBytes(
        Path.of(
            Objects.requireNonNull(InspectUrlTest.class.getResource("/corpus/" + name)).toURI()));
  }

  /** Asserts that both forms of output name the same variables as those of the file here. */
  private void assertAsHere(String uri, byte[] bytes) throws IOException {
    Path here = folder.resolve("here.nc");
    Files.write(here, bytes);
    String expected = CommandRun.of("inspect", here.toString()).out();
    assertThat(inspects(uri).out()).isEqualTo(expected.replace(here.toString(), uri));
    JsonNode json = inspects(uri, "--json").json();
    assertThat(json.path("uri").asText()).isEqualTo(uri);
    assertThat(json.path("bytes").asLong()).isEqualTo(bytes.length);
    assertThat(json.path("variables"))
        .isEqualTo(CommandRun.of("inspect", here.toString(), "--json").json().path("variables"));
  }

  @Test
  void ofANetcdf3FileOnlyTheHeaderTravels() throws IOException {
    byte[] bytes = served.large(1, 4_000_000);
    Route route = served.serve("/a.nc", bytes);
    inspects(Served.DATA + "/a.nc");
    assertThat(route.bodyBytes()).isLessThan(300_000);
    assertAsHere(Served.DATA + "/a.nc", bytes);
    assertThat(Served.tree(served.cache().resolve("files"))).isEmpty();
  }

  @Test
  void ofANetcdf4FileOnlyItsMetadataTravel() throws Exception {
    byte[] bytes = corpus("types.nc");
    served.serve("/a.nc", bytes);
    assertAsHere(Served.DATA + "/a.nc", bytes);
    byte[] huge = java.util.Arrays.copyOf(bytes, bytes.length + 4_000_000);
    Route route = served.serve("/huge.nc", huge);
    inspects(Served.DATA + "/huge.nc");
    assertThat(route.bodyBytes()).isLessThan(300_000);
  }

  @Test
  void ofAServerWithoutRangesTheFileComesWhole() throws IOException {
    byte[] bytes = served.wind(1);
    served.serve("/a.nc", bytes).then(Play.normal().withoutRanges());
    assertAsHere(Served.DATA + "/a.nc", bytes);
  }

  @Test
  void aPackedFileIsUnpacked() throws IOException {
    byte[] bytes = served.wind(1);
    served.serve("/a.nc.gz", Served.gzip(bytes));
    assertAsHere(Served.DATA + "/a.nc.gz", bytes);
  }

  @Test
  void archivesListTheirMembers() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("d/w 0.nc", served.wind(0));
    members.put("d/[1]*.nc", served.wind(1));
    members.put("noise.bin", new byte[3_000_000]);
    new java.util.Random(7).nextBytes(members.get("noise.bin"));
    Route zip = served.serve("/a.zip", Served.zip(members));
    served.serve("/a.tar.gz", Served.tarGz(members));
    for (String uri : new String[] {Served.DATA + "/a.zip", Served.DATA + "/a.tar.gz"}) {
      CommandRun run = inspects(uri);
      assertThat(run.out())
          .startsWith(uri + ": archive of 3 files\n")
          .contains("  d/w 0.nc  %d bytes%n".formatted(served.wind(0).length))
          .contains("  d/[1]*.nc  ")
          .contains("Write " + uri + "!/ and a name to mean one of them.");
      JsonNode json = inspects(uri, "--json").json();
      assertThat(json.path("members").path("noise.bin").asLong()).isEqualTo(3_000_000);
      assertAsHere(uri + "!/d/w 0.nc", served.wind(0));
    }
    assertThat(zip.bodyBytes()).as("no noise").isLessThan(3_000_000);
    assertAsHere(Served.DATA + "/a.zip!/d/[1]*.nc", served.wind(1));
    assertAsHere(Served.DATA + "/a.tar.gz!/d/[1]*.nc", served.wind(1));
  }

  @Test
  void anArchiveInAnArchiveListsItsMembers() throws IOException {
    byte[] inner = Served.zip(served.winds("w%d.nc"));
    served.serve("/a.tar.gz", Served.tarGz(Map.of("in.zip", inner)));
    assertThat(inspects(Served.DATA + "/a.tar.gz!/in.zip").out()).contains("archive of 2 files");
    assertAsHere(Served.DATA + "/a.tar.gz!/in.zip!/w1.nc", served.wind(1));
  }

  @Test
  void recordsListTheirFiles() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    for (String uri : new String[] {"zenodo:71", "doi:10.5281/zenodo.71"}) {
      CommandRun run = inspects(uri);
      assertThat(run.out())
          .startsWith(
              "zenodo:71: Winds\nversion: 1.1\nDOI: 10.5281/zenodo.71\nlicence: CC-BY-4.0\n")
          .contains("w1.nc", "md5:" + Served.md5(served.wind(1)))
          .contains("2 files, ");
      JsonNode json = inspects(uri, "--json").json();
      assertThat(json.path("record").asText()).isEqualTo("zenodo:71");
      assertThat(json.path("files").findValuesAsText("name")).containsExactly("w0.nc", "w1.nc");
    }
    assertAsHere("zenodo:71/w1.nc", served.wind(1));
  }

  @Test
  void articlesOfFigshareListTheirFiles() throws IOException {
    served
        .server()
        .serve(
            "/figshare/v2/articles/55",
            """
            {"id": 55, "title": "W", "version": 2, "doi": "10.6084/m9.figshare.55.v2", "size": 9,
             "files": [{"id": 900, "name": "a.nc", "size": 9, "computed_md5": "9e107d9d372bb6826bd81d3542a419d6"}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(inspects("figshare:55").out())
        .startsWith("figshare:55.v2: W\n")
        .contains("a.nc", "9 bytes", "md5:9e107d9d372bb6826bd81d3542a419d6");
    assertThat(inspects("figshare:55", "--json").json().path("files").path(0).path("url").asText())
        .isEqualTo("https://ndownloader.figshare.com/files/900");
  }

  @Test
  void namesAreTakenAsTheyAreWritten() throws IOException {
    served.zenodo(71, Map.of("a[1] {b}*?.nc", served.wind(0)));
    served.server().serve("/zenodo/records/71/files/a%5B1%5D%20%7Bb%7D*%3F.nc", served.wind(0));
    assertAsHere("zenodo:71/a[1] {b}*?.nc", served.wind(0));
    served.serve("/a%20%5B1%5D.nc", served.wind(1));
    assertAsHere(Served.DATA + "/a [1].nc", served.wind(1));
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    String url = Served.DATA + "/none.nc";
    assertFails(
        url,
        "Cannot fetch %s: the server answers 404 from %s: 'nothing here'. Check the name."
            .formatted(url, served.server().url("/data/none.nc")));
    served.zenodo(71, served.winds("w%d.nc"));
    CommandRun missing = served.run("inspect", "zenodo:71/none.nc");
    assertThat(missing.err().strip()).hasLineCount(1).contains("none.nc").contains("zenodo:71");
    assertThat(missing.code()).isEqualTo(1);
    served.serve("/a.zip", Served.zip(served.winds("w%d.nc")));
    CommandRun member = served.run("inspect", Served.DATA + "/a.zip!/none.nc");
    assertThat(member.err().strip()).hasLineCount(1).contains("none.nc");
    assertThat(member.code()).isEqualTo(1);
  }

  @Test
  void anUnknownSchemeIsNamedWithThoseThatThereAre() {
    assertFails(
        "dods://server/a.nc",
        "Cannot fetch dods://server/a.nc: 'dods:' is not known. Use https:, http:, ftp:, gs:, s3:, file:, zenodo:, figshare:, dataverse:, doi:, or a path.");
  }

  @Test
  void aPageIsNotTakenForAFile() {
    served.route("/data/a.nc").then(Play.page("<html><head><title>Log in</title></head></html>"));
    String url = Served.DATA + "/a.nc";
    assertFails(
        url,
        "Cannot fetch %s: the server sent a page, not the file from %s: 'Log in'. Open the URL in a browser to see what it wants."
            .formatted(url, served.server().url("/data/a.nc")));
  }

  @Test
  void foldersAndStoresOfThisMachineNeedNoServer() throws IOException {
    CommandRun run = served.run("inspect", folder.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).hasLineCount(1).contains(folder.toString());
    served.serve("/w0.nc", served.wind(0));
    served.serve("/w1.nc", served.wind(1));
    served.bakes(served.recipe("web", Served.DATA + "/w{t}.nc"), "out");
    String store = served.store("out").toString();
    assertThat(inspects(store).out()).startsWith(store + ": Zarr 3");
    assertThat(inspects(store, "--json").json().path("arrays")).hasSize(2);
    assertThat(inspects("file://" + store).out()).contains("Zarr 3");
  }

  @Test
  void aFileOfAnFtpServerIsRead() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.write(home.resolve("a b.nc"), served.wind(1));
    FtpServer server = null;
    try {
      ListenerFactory listening = new ListenerFactory();
      listening.setServerAddress("127.0.0.1");
      listening.setPort(0);
      DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
      data.setPassiveAddress("127.0.0.1");
      listening.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
      Listener listener = listening.createListener();
      FtpServerFactory factory = new FtpServerFactory();
      factory.addListener("default", listener);
      ConnectionConfigFactory connections = new ConnectionConfigFactory();
      connections.setAnonymousLoginEnabled(true);
      factory.setConnectionConfig(connections.createConnectionConfig());
      BaseUser user = new BaseUser();
      user.setName("anonymous");
      user.setHomeDirectory(home.toString());
      factory.getUserManager().save(user);
      server = factory.createServer();
      server.start();
      String url = "ftp://127.0.0.1:" + listener.getPort();
      assertAsHere(url + "/a b.nc", served.wind(1));
      CommandRun missing = served.run("inspect", url + "/none.nc");
      assertThat(missing.err().strip()).hasLineCount(1).contains(url + "/none.nc");
      assertThat(missing.code()).isEqualTo(1);
    } finally {
      if (server != null) {
        server.stop();
      }
    }
  }
}
