package org.arcoforge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.NoCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.arcoforge.store.GcsClient.Patience;
import org.arcoforge.store.GcsSettings.Who;
import org.arcoforge.store.PlayedGcs.Answer;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoogleCredentialsTest {
  private static final StoreKey KEY = new StoreKey("sst/c/0");

  @TempDir private Path folder;
  private Path file;
  private PlayedGcs server;
  private String privateKey;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    server = new PlayedGcs("b");
    server.requireTokens("played");
    file = folder.resolve("key.json");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    privateKey =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void writeJson(Map<String, String> json) throws IOException {
    new ObjectMapper().writeValue(file.toFile(), json);
  }

  private Map<String, String> user() {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("type", "authorized_user");
    json.put("client_id", "me.apps");
    json.put("client_secret", "hidden-client");
    json.put("refresh_token", "hidden-refresh");
    json.put("token_uri", server.endpoint() + "/token");
    return json;
  }

  private Map<String, String> account() {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("type", "service_account");
    json.put("client_id", "7");
    json.put("client_email", "baker@p.iam.gserviceaccount.com");
    json.put("private_key_id", "hidden-id");
    json.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n" + privateKey + "\n-----END PRIVATE KEY-----\n");
    json.put("token_uri", server.endpoint() + "/token");
    return json;
  }

  private Store store() {
    Patience patience = new Patience(3, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));
    GcsSettings settings =
        new GcsSettings(server.endpoint() + "/", Who.CREDENTIALS_FILE, file.toString());
    return new GcsStore(
        BucketUri.parse("gs://b/x"),
        new GcsClient(settings, patience, Clock.systemUTC(), System::nanoTime));
  }

  private void put() throws IOException {
    store().put(KEY, ByteBuffer.allocate(1));
  }

  @Test
  void anAuthorizedUserKeepsTheScopesOfTheLogin() throws IOException {
    writeJson(user());
    Store store = store();
    store.put(KEY, ByteBuffer.allocate(1));
    assertThat(store.get(KEY)).isPresent();
    assertThat(server.logins()).hasSize(1);
    assertThat(server.logins().get(0)).contains("refresh_token=hidden-refresh");
    assertThat(server.logins().get(0)).doesNotContain("scope");
    assertThat(store.identity()).isEqualTo(Identity.of("authorized user of " + file));
  }

  @Test
  void aServiceAccountAsksForStorageOnly() throws IOException {
    writeJson(account());
    Store store = store();
    store.put(KEY, ByteBuffer.allocate(1));
    String body = URLDecoder.decode(server.logins().get(0), UTF_8);
    String assertion = body.replaceFirst("(?s).*assertion=([^&]+).*", "$1");
    String claims = new String(Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[1]), UTF_8);
    assertThat(new ObjectMapper().readTree(claims).path("scope").asText())
        .isEqualTo("https://www.googleapis.com/auth/devstorage.read_write");
    assertThat(store.identity())
        .isEqualTo(Identity.of("service account baker@p.iam.gserviceaccount.com of " + file));
  }

  @Test
  void anExternalAccountIsTaken() throws IOException {
    Files.writeString(
        file,
        "{\"type\": \"external_account\", \"audience\": \"a\", \"subject_token_type\": \"urn:ietf:params:oauth:token-type:jwt\", \"token_url\": \"https://sts.googleapis.com/v1/token\", \"credential_source\": {\"file\": \"/none\"}}");
    assertThat(store().identity()).isEqualTo(Identity.of("external account of " + file));
    assertThatThrownBy(this::put)
        .hasMessageStartingWith("Cannot log in to gs://b as external account of " + file + ": ");
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnce() throws IOException {
    writeJson(user());
    server.requireTokens("other");
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot write to gs://b/x/sst/c/0: the server refuses authorized user of %s (401: Invalid Credentials). Check that the credentials are still valid, or give others by --gcs-credentials or --gcs-token-file.",
            file);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.logins()).hasSize(2);
  }

  @Test
  void aLoginThatIsRefusedIsNotTriedAgain() throws IOException {
    writeJson(user());
    server.answer(
        request ->
            request.verb().equals("login")
                ? Answer.error(
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or revoked.\"}")
                : Answer.USUAL);
    assertThatThrownBy(this::put)
        .hasMessageStartingWith("Cannot log in to gs://b as authorized user of " + file + ": ")
        .hasMessageContaining("invalid_grant")
        .hasMessageEndingWith(
            ". Check that the credentials are still valid and that this machine reaches the server that checks them.");
    assertThat(server.logins()).hasSize(1);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | it is empty",
        "hidden-refresh                | it is not JSON",
        "{\"type\": \"hidden           | it is not JSON",
        "[1]                           | it is not JSON",
        "{\"installed\": {}}           | its JSON has no \"type\"",
        "{\"type\": \"gdch_service_account\"} | its type is 'gdch_service_account'",
        "{\"type\": \"service_account\"} | it is no whole service_account",
      })
  void aFileThatIsNoneIsAnError(String text, String reason) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot read the credentials from %s: %s. Give a service account's key, or what gcloud auth application-default login wrote (service_account, authorized_user, external_account).",
            file, reason)
        .hasNoCause();
  }

  @Test
  void aFileThatIsNotThereOrADirectoryIsAnError() throws IOException {
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot read the credentials from %s: there is no such file. Check its path.", file);
    Files.createDirectory(file);
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot read the credentials from %s: it is a directory. Give the file in it.", file);
  }

  @Test
  void withoutAnyCredentialsItIsSaidHowToLogIn() {
    assertThatThrownBy(
            () ->
                GoogleCredentialsFile.ofApplicationDefault(
                    "gs://b",
                    () -> {
                      throw new IOException("none");
                    }))
        .hasMessage(
            "Cannot log in to gs://b: there are no application default credentials. Run gcloud auth application-default login, or give --gcs-credentials, --gcs-token-file or --anonymous.");
  }

  @Test
  void otherLibrariesGetTheSameCredentials() throws IOException {
    writeJson(user());
    StoreAccess access =
        StoreAccess.USUAL.with(new Setting(Option.GCS_CREDENTIALS, "gs://b", file.toString()));
    assertThat(GoogleLogin.of("gs://b/x", access).getRequestMetadata())
        .containsEntry("Authorization", List.of("Bearer played"));
    assertThat(
            GoogleLogin.of(
                "gs://b/x", StoreAccess.USUAL.with(new Setting(Option.ANONYMOUS, "", ""))))
        .isInstanceOf(NoCredentials.class);
  }

  @Test
  void noErrorNorLogShowsASecret() throws IOException {
    List<String> shown = new ArrayList<>();
    Handler handler = new Listening(shown);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      collect(shown, user());
      collect(shown, account());
      Map<String, String> broken = account();
      broken.put("private_key", privateKey);
      collect(shown, broken);
    } finally {
      root.removeHandler(handler);
    }
    assertThat(shown).hasSizeGreaterThan(9);
    assertThat(shown)
        .noneMatch(text -> text.contains("hidden") || text.contains(privateKey.substring(40, 80)))
        .noneMatch(text -> text.contains("Bearer played") || text.contains("hidden-refresh"));
  }

  private void collect(List<String> shown, Map<String, String> json) throws IOException {
    writeJson(json);
    for (Answer answer :
        List.of(Answer.error(400, "no"), Answer.error(401, "no"), Answer.error(403, "no"))) {
      for (String verb : List.of("login", "put")) {
        server.answer(request -> request.verb().equals(verb) ? answer : Answer.USUAL);
        try {
          put();
        } catch (IOException e) {
          StringWriter text = new StringWriter();
          e.printStackTrace(new PrintWriter(text));
          shown.add(text.toString());
        }
      }
    }
    shown.add(store().toString());
  }

  /** Keeps what is logged to be seen by people. */
  private static final class Listening extends Handler {
    private final List<String> shown;

    Listening(List<String> shown) {
      this.shown = shown;
      setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord record) {
      shown.add(String.valueOf(record.getMessage()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
