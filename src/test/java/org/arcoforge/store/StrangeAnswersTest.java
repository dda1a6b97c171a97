package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.arcoforge.store.GcsClient.Patience;
import org.arcoforge.store.GcsSettings.Who;
import org.arcoforge.transfer.CopyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that say that all went well, and are not what was asked for. */
@Timeout(60)
final class StrangeAnswersTest {
  private static final StoreKey KEY = new StoreKey("a");
  private static final Patience SHORT =
      new Patience(3, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

  private PlayedGcs gcsServer;
  private PlayedS3 s3Server;
  private Store gcs;
  private Store s3;

  @BeforeEach
  void start() throws IOException {
    gcsServer = new PlayedGcs("b");
    s3Server = new PlayedS3("b");
    gcs =
        new GcsStore(
            BucketUri.parse("gs://b/x"),
            new GcsClient(
                new GcsSettings(gcsServer.endpoint() + "/", Who.NOBODY, ""),
                SHORT,
                Clock.systemUTC(),
                System::nanoTime));
    s3 = PlayedAws.open("s3://b/x", PlayedAws.access(s3Server.url()), PlayedAws.withKey());
  }

  @AfterEach
  void stop() {
    gcsServer.close();
    s3Server.close();
  }

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
  }

  private static void page(PlayedS3 server) {
    server.fail(request -> PlayedS3.Answer.refuse(200, "", "<html><body>Log in</body></html>"));
  }

  @Test
  void aListOfGoogleThatNeverEndsIsAnError() throws IOException {
    gcs.put(KEY, bytes());
    gcsServer.answer(request -> PlayedGcs.Answer.REPEAT);
    assertThatThrownBy(() -> gcs.objects("sst/"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot list gs://b/x/sst/: the server sends the same page again and again. Use another server, or ask whoever runs it.");
  }

  @Test
  void aRangeOfGoogleThatBeginsElsewhereIsAnError() throws IOException {
    gcs.put(KEY, bytes());
    gcsServer.answer(request -> PlayedGcs.Answer.SHIFTED);
    assertThatThrownBy(() -> gcs.get(KEY, 1, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the server sent bytes 2-2/4, asked were those from 1 on");
  }

  @Test
  void aPageInPlaceOfAnAnswerOfGoogleIsAnError() {
    gcsServer.answer(request -> PlayedGcs.Answer.PAGE);
    assertThatThrownBy(() -> gcs.objects("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gcs.put(KEY, bytes())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gcs.putNew(KEY, bytes())).isInstanceOf(IOException.class);
  }

  @Test
  void anErrorOfGoogleWithTheStatusOfSuccessIsAnError() {
    gcsServer.answer(request -> PlayedGcs.Answer.error(200, "log in"));
    assertThatThrownBy(() -> gcs.objects(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the answer is no list");
    assertThatThrownBy(() -> gcs.put(KEY, bytes()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the answer does not say that the object was put");
  }

  @Test
  void aPageInPlaceOfAListOfS3IsAnError() {
    page(s3Server);
    assertThatThrownBy(() -> s3.objects(""))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot list s3://b/x/: the answer of the server is no list. Check --s3-endpoint, and what lies between here and the server.");
  }

  @Test
  void aPageInPlaceOfTheAnswerToAPutOfS3IsAnError() {
    page(s3Server);
    assertThatThrownBy(() -> s3.put(KEY, bytes()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the answer does not say that the object was put");
    s3Server.fail(
        request ->
            request.method().equals("PUT")
                ? PlayedS3.Answer.refuse(200, "InternalError", "not put")
                : PlayedS3.Answer.usual());
    assertThatThrownBy(() -> s3.putNew(KEY, bytes())).isInstanceOf(IOException.class);
    assertThat(s3Server.objects("b")).isEmpty();
  }

  @Test
  void anXmlBombInAListIsAnError() {
    s3Server.fail(
        request ->
            PlayedS3.Answer.refuse(
                200,
                "",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">"
                    + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                    + "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>x/&b;</Key>"
                    + "<Size>1</Size></Contents></ListBucketResult>"));
    assertThatThrownBy(() -> s3.objects("")).isInstanceOf(IOException.class);
  }

  @Test
  void noServerSendsCredentialsElsewhere() throws IOException {
    try (PlayedGcs other = new PlayedGcs("b");
        PlayedS3 otherS3 = new PlayedS3("b")) {
      s3Server.fail(
          request ->
              PlayedS3.Answer.refuse(307, "TemporaryRedirect", "elsewhere")
                  .header("Location", otherS3.url() + "/b/x/a"));
      assertThatThrownBy(() -> s3.get(KEY)).isInstanceOf(IOException.class);
      assertThat(otherS3.asked()).isEmpty();
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anObjectOfGoogleThatIsEncodedIsReadAndCopiedDecoded() throws IOException {
    byte[] chunk = new byte[10_000];
    chunk[9_000] = 7;
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(chunk);
    }
    gcsServer.putEncoded("b", "x/c/0", gzip.toByteArray());
    gcsServer.put("b", "x/zarr.json", "{}".getBytes(StandardCharsets.UTF_8));
    StoreKey key = new StoreKey("c/0");
    assertThat(gcs.get(key, 8_999, 2)).hasValue(new byte[] {0, 7});
    assertThat(gcs.get(key, 10_000, 2)).hasValue(new byte[0]);
    assertThat(gcs.objects("c/").get(0))
        .matches(object -> object.size() == -1 && object.md5().isEmpty());
    MemoryStore target = new MemoryStore();
    CopyStore.run(gcs, target, false, 1 << 20, progress -> {});
    assertThat(target.get(key)).hasValue(chunk);
  }
}
