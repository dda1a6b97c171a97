package org.arcoforge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract with a server that others wrote: {@code -Darcoforge.gcs=URL}, {@code
 * -Darcoforge.gcs.bucket=NAME}.
 */
@EnabledIfSystemProperty(named = "arcoforge.gcs", matches = ".+")
final class GcsServerTest extends StoreContract {
  private final String endpoint = System.getProperty("arcoforge.gcs", "");
  private final String bucket = System.getProperty("arcoforge.gcs.bucket", "");
  private final String prefix = "contract/" + UUID.randomUUID();
  private final Store store =
      Stores.open(
          "gs://%s/%s".formatted(bucket, prefix),
          StoreAccess.USUAL.with(new Setting(Option.GCS_ENDPOINT, "", endpoint)));

  @Override
  Store store() {
    return store;
  }

  @Override
  byte[] bytesBehind(StoreKey key) throws IOException {
    String name = URLEncoder.encode(prefix + "/" + key.path(), UTF_8).replace("+", "%20");
    URI uri =
        URI.create("%s/download/storage/v1/b/%s/o/%s?alt=media".formatted(endpoint, bucket, name));
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
