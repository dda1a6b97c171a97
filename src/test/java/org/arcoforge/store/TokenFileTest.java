package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.arcoforge.store.GcsClient.Patience;
import org.arcoforge.store.GcsSettings.Who;
import org.arcoforge.store.PlayedGcs.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenFileTest {
  private static final StoreKey KEY = new StoreKey("sst/c/0");
  private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:00Z");

  @TempDir private Path folder;
  private Path file;
  private PlayedGcs server;
  private Store store;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedGcs("b");
    file = folder.resolve("token.txt");
    store = store();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Store store() {
    Patience patience = new Patience(20, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));
    Clock clock = Clock.fixed(WRITTEN.plusSeconds(63 * 60 + 5), ZoneOffset.UTC);
    GcsSettings settings =
        new GcsSettings(server.endpoint() + "/", Who.TOKEN_FILE, file.toString());
    return new GcsStore(
        BucketUri.parse("gs://b/x"), new GcsClient(settings, patience, clock, () -> 0));
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private void put() throws IOException {
    store.put(KEY, ByteBuffer.allocate(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ya29.one",
        " \n ya29.one\r\n",
        "{\"access_token\": \"ya29.one\", \"expires_in\": 9}"
      })
  void theTokenIsSent(String text) throws IOException {
    server.requireTokens("ya29.one");
    write(text);
    put();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aNewTokenOfTheSameLengthAndTimeIsUsedAtOnce() throws IOException {
    server.requireTokens("ya29.one");
    write("ya29.one");
    put();
    server.requireTokens("ya29.two");
    write("ya29.two");
    put();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aTokenThatIsReplacedDuringARequestIsTriedAgain() throws IOException {
    server.requireTokens("ya29.two");
    write("ya29.one");
    server.answer(
        request -> {
          if (request.number() == 1) {
            replace("ya29.two");
          }
          return Answer.USUAL;
        });
    put();
    assertThat(server.requests()).hasSize(2);
  }

  private void replace(String text) {
    try {
      write(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tokensThatAllAreRefusedAreNotTriedForEver() throws IOException {
    server.requireTokens("other");
    write("ya29.0");
    server.answer(
        request -> {
          replace("ya29." + request.number());
          return Answer.USUAL;
        });
    assertThatThrownBy(this::put).hasMessageContaining("is refused (401)");
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two words", "{\"access_token\": 7}", "{", "ya29.\u00e9"})
  void whileTheFileHasNoTokenTheLastOneStays(String text) throws IOException {
    server.requireTokens("ya29.one");
    write("ya29.one");
    put();
    write(text);
    put();
    Files.delete(file);
    put();
    assertThat(store.identity().until()).contains(WRITTEN.plus(Duration.ofHours(1)));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void anExpiredTokenIsExplained() throws IOException {
    server.requireTokens("other");
    write("ya29.one");
    String end =
        "sst/c/0: the access token of %s is refused (401); %s was written 63 minutes ago, and such tokens last an hour at most. Write a new one to it, as gcloud auth print-access-token prints, and run the command again"
            .formatted(file, file);
    assertThatThrownBy(this::put)
        .hasMessage("Cannot write to gs://b/x/" + end + " with --resume: what is written stays.");
    assertThatThrownBy(() -> store.get(KEY)).hasMessage("Cannot read gs://b/x/" + end + ".");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void theIdentityEndsAnHourAfterTheFileWasWritten() throws IOException {
    write("ya29.one");
    assertThat(store.identity().name()).isEqualTo("the access token of " + file);
    assertThat(store.identity().until()).contains(WRITTEN.plus(Duration.ofHours(1)));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFileWithoutATokenIsAnError() throws IOException {
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot read the access token from %s: there is no such file. Check its path.", file);
    write(" \n");
    assertThatThrownBy(store::identity)
        .hasMessage(
            "Cannot read the access token from %s: it is empty. Write a token to it, as gcloud auth print-access-token prints.",
            file);
    for (String text : new String[] {"secret words", "{\"secret", "secret\nsecret"}) {
      write(text);
      assertThatThrownBy(this::put)
          .hasMessage(
              "Cannot read the access token from %s: its %d bytes are no token. Write one line to it, as gcloud auth print-access-token prints.",
              file, text.length());
    }
    Files.writeString(file, "a".repeat(100_000));
    assertThatThrownBy(this::put).hasMessageContaining("are no token");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(this::put)
        .hasMessage(
            "Cannot read the access token from %s: it is a directory. Give the file in it.", file);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void noErrorShowsTheToken() throws IOException {
    server.requireTokens("other");
    for (Answer answer : List.of(Answer.USUAL, Answer.error(503, "no"), Answer.error(403, "no"))) {
      write("ya29.hidden");
      server.answer(request -> answer);
      assertThatThrownBy(this::put)
          .satisfies(
              e -> {
                StringWriter text = new StringWriter();
                e.printStackTrace(new PrintWriter(text));
                assertThat(text.toString()).contains("Cannot write").doesNotContain("hidden");
              });
    }
    TokenFileCredentials credentials = new TokenFileCredentials(file.toString());
    assertThat(credentials.toString() + credentials.state()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN_FILE", "CREDENTIALS_FILE"})
  @Timeout(20)
  void aPipeThatNobodyWritesToIsAnErrorAtOnce(Who who) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    GcsLogin login = new GcsLogin(new GcsSettings(server.endpoint() + "/", who, pipe.toString()));
    assertThatThrownBy(() -> login.identity("gs://b"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read the ")
        .hasMessageEndingWith(
            " from %s: it is no file, but a pipe or a device. Write it to a file.".formatted(pipe));
  }
}
