package org.arcoforge.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Surroundings and access of tests: nothing of this machine counts. */
final class PlayedAws {
  static final S3Tries QUICK = new S3Tries(20, Duration.ofMillis(1), Duration.ofMillis(4));

  private PlayedAws() {}

  /** Surroundings with variables only; without any, there are no credentials. */
  static AwsSurroundings surroundings(Map<String, String> variables) {
    return surroundings(variables, QUICK);
  }

  static AwsSurroundings surroundings(Map<String, String> variables, S3Tries tries) {
    AwsCredentialsProvider nobody =
        () -> {
          throw SdkClientException.create("Unable to load credentials from any of the providers");
        };
    return surroundings(variables, tries, nobody);
  }

  static AwsSurroundings surroundings(
      Map<String, String> variables, S3Tries tries, AwsCredentialsProvider login) {
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("HOME", "/nonexistent");
    return new AwsSurroundings(all, () -> login, Optional::empty, tries);
  }

  /** Surroundings with the key of a played server. */
  static AwsSurroundings withKey() {
    return surroundings(Map.of("OSN_KEY", PlayedS3.KEY_ID, "OSN_SECRET", PlayedS3.SECRET));
  }

  /** Access to a played server with its key, out of {@link #withKey}. */
  static StoreAccess access(String endpoint) {
    return with(endpoint, StoreAccess.Option.S3_KEYS, "OSN_KEY,OSN_SECRET");
  }

  static StoreAccess anonymous(String endpoint) {
    return with(endpoint, StoreAccess.Option.ANONYMOUS, "");
  }

  private static StoreAccess with(String endpoint, StoreAccess.Option option, String value) {
    return StoreAccess.USUAL
        .with(new StoreAccess.Setting(StoreAccess.Option.S3_ENDPOINT, "", endpoint))
        .with(new StoreAccess.Setting(option, "", value));
  }

  static Store open(String uri, StoreAccess access, AwsSurroundings surroundings) {
    return S3Store.open(BucketUri.parse(uri), access, surroundings);
  }
}
