package org.arcoforge.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FtpTest {
  private static final PlayedServer.Content FILE = PlayedServer.Content.generated(300_000, 5);

  @TempDir Path folder;
  private FtpServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.write(home.resolve("a b.nc"), FILE.bytes());
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
    for (String name : List.of("anonymous", "me")) {
      BaseUser user = new BaseUser();
      user.setName(name);
      user.setPassword("pass");
      user.setHomeDirectory(home.toString());
      factory.getUserManager().save(user);
    }
    server = factory.createServer();
    server.start();
    url = "ftp://127.0.0.1:" + listener.getPort() + "/";
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Fetcher fetcher(String... credentials) {
    return new Fetcher(
        FetchOptions.in(folder.resolve("state"))
            .environment(Map.of("LOGIN", "me:pass", "WRONG", "me:word"))
            .pause(time -> {})
            .credentials(List.of(credentials)));
  }

  @Test
  void filesAreProbedReadInPartsAndDownloaded() throws Exception {
    try (Fetcher fetcher = fetcher()) {
      RemoteFile file = fetcher.probe(url + "a%20b.nc");
      assertThat(file.size()).isEqualTo(300_000);
      assertThat(file.ranges()).isTrue();
      assertThat(file.name()).isEqualTo("a b.nc");
      assertThat(file.validator()).matches("\\d{14}.*");
      try (InputStream part = fetcher.open(file, 1000, 1003, bytes -> {})) {
        assertThat(part.readAllBytes())
            .containsExactly(FILE.at(1000), FILE.at(1001), FILE.at(1002));
      }
      Path partial = folder.resolve("partial");
      fetcher.download(url + "a%20b.nc", partial, new Expected(300_000, null), bytes -> {});
      assertThat(partial).hasBinaryContent(FILE.bytes());
      assertThat(fetcher.document(url + "none", "*/*").status()).isEqualTo(404);
    }
  }

  @Test
  void theHostsLoginIsUsed() throws Exception {
    try (Fetcher right = fetcher("127.0.0.1=basic:LOGIN");
        Fetcher wrong = fetcher("127.0.0.1=basic:WRONG")) {
      assertThat(right.document(url + "a%20b.nc", "*/*").status()).isEqualTo(200);
      assertThat(wrong.document(url + "a%20b.nc", "*/*").status()).isEqualTo(401);
    }
  }
}
