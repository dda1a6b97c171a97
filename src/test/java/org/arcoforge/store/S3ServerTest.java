package org.arcoforge.store;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The contract with a real server: {@code -Darcoforge.s3=http://host:port -Darcoforge.s3.bucket=b},
 * and the key in the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Each test writes under
 * a prefix of its own, and removes what it wrote. {@code -Darcoforge.s3.confuses=true} is for a
 * server that looks whether an object is there, and then puts it.
 */
@EnabledIfSystemProperty(named = "arcoforge.s3", matches = ".+")
final class S3ServerTest extends StoreContract {
  private final String prefix = "contract/" + UUID.randomUUID();
  private String bucket = "";
  private Store store = new MemoryStore();
  private S3Client client;

  @BeforeEach
  void open() {
    String endpoint = System.getProperty("arcoforge.s3");
    bucket = System.getProperty("arcoforge.s3.bucket");
    StoreAccess access =
        StoreAccess.USUAL.with(
            new StoreAccess.Setting(StoreAccess.Option.S3_ENDPOINT, "", endpoint));
    store = Stores.open("s3://" + bucket + "/" + prefix, access);
    client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .build();
  }

  @AfterEach
  void clean() throws IOException {
    for (StoreKey key : store.list("")) {
      client.deleteObject(request -> request.bucket(bucket).key(prefix + "/" + key));
    }
    client.close();
  }

  @Override
  boolean tellsPutsApart() {
    return !Boolean.getBoolean("arcoforge.s3.confuses");
  }

  @Override
  Store store() {
    return store;
  }

  @Override
  byte[] bytesBehind(StoreKey key) {
    return client
        .getObjectAsBytes(request -> request.bucket(bucket).key(prefix + "/" + key))
        .asByteArray();
  }
}
