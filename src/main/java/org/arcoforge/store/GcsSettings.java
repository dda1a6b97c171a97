package org.arcoforge.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.store.StoreAccess.Option;

/**
 * How a bucket of Google is reached, and as whom. Stores of equal settings share their connections.
 *
 * @param endpoint ends with a slash
 * @param file of the credentials or the token; else empty
 */
record GcsSettings(String endpoint, Who who, String file) {
  private static final String GOOGLE = "https://storage.googleapis.com/";

  /** Whom the server is to take us for. */
  enum Who {
    APPLICATION_DEFAULT,
    CREDENTIALS_FILE,
    TOKEN_FILE,
    NOBODY
  }

  private static final Map<Option, Who> WHO =
      Map.of(
          Option.GCS_CREDENTIALS, Who.CREDENTIALS_FILE,
          Option.GCS_TOKEN_FILE, Who.TOKEN_FILE,
          Option.ANONYMOUS, Who.NOBODY);

  /**
   * Returns what {@code access} has for the bucket of {@code uri}. Reads no file.
   *
   * @throws IllegalArgumentException if it is contradictory, or the endpoint is no URL
   */
  static GcsSettings of(BucketUri uri, StoreAccess access) {
    Optional<String> endpoint = access.find(Option.GCS_ENDPOINT, uri.root());
    Optional<Option> given = given(uri, access, uri.root()).or(() -> given(uri, access, ""));
    Who usual = endpoint.isPresent() ? Who.NOBODY : Who.APPLICATION_DEFAULT;
    Who who = given.map(WHO::get).orElse(usual);
    String file =
        who == Who.CREDENTIALS_FILE || who == Who.TOKEN_FILE
            ? given.flatMap(option -> access.find(option, uri.root())).orElse("")
            : "";
    return new GcsSettings(endpoint.map(url -> endpoint(url, uri)).orElse(GOOGLE), who, file);
  }

  /** Returns the one option of {@link #WHO} that is set for {@code bucket}, empty for all. */
  private static Optional<Option> given(BucketUri uri, StoreAccess access, String bucket) {
    List<Option> given =
        access.settings().stream()
            .filter(setting -> setting.bucket().equals(bucket))
            .map(StoreAccess.Setting::option)
            .filter(WHO::containsKey)
            .distinct()
            .sorted()
            .toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s and %s are both given for %s. Leave out one of them."
              .formatted(
                  uri,
                  flag(given.get(0)),
                  flag(given.get(1)),
                  bucket.isEmpty() ? "all buckets" : bucket));
    }
    return given.stream().findFirst();
  }

  private static String flag(Option option) {
    return switch (option) {
      case GCS_CREDENTIALS -> "--gcs-credentials";
      case GCS_TOKEN_FILE -> "--gcs-token-file";
      default -> "--anonymous";
    };
  }

  private static String endpoint(String url, BucketUri uri) {
    try {
      URI parsed = new URI(url);
      boolean plain = parsed.getRawQuery() == null && parsed.getRawUserInfo() == null;
      if (url.matches("https?://.+") && parsed.getHost() != null && plain) {
        return url.endsWith("/") ? url : url + "/";
      }
    } catch (URISyntaxException e) {
      // As below.
    }
    throw new IllegalArgumentException(
        "Cannot open store %s: its server is not given by a URL. Write it like http://127.0.0.1:4443."
            .formatted(uri));
  }

  /** Returns the server's host, and port if it has one, for people. */
  String server() {
    return URI.create(endpoint).getRawAuthority();
  }
}
