package org.arcoforge.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What decides which server is asked for a bucket, and as whom. Equal ones share a connection. */
record S3Settings(
    Optional<URI> endpoint, Optional<String> region, S3Login login, AwsSurroundings surroundings) {

  /**
   * Finds the settings of a bucket. Reads no file.
   *
   * @throws IllegalArgumentException if they are contradictory or no URL, region or names
   */
  static S3Settings of(BucketUri uri, StoreAccess access, AwsSurroundings surroundings) {
    Optional<String> region = access.find(StoreAccess.Option.S3_REGION, uri.root());
    if (region.isPresent() && !region.get().matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException(
          "Cannot open store %s: --s3-region '%s' is no name of a region. Write it like us-east-1."
              .formatted(uri, region.get()));
    }
    Optional<String> endpoint = access.find(StoreAccess.Option.S3_ENDPOINT, uri.root());
    try {
      return new S3Settings(
          endpoint.map(url -> url("--s3-endpoint", url)),
          region,
          S3Login.of(uri, access),
          surroundings);
    } catch (LoginException e) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /**
   * Checks that the value of {@code name} is the URL of a server.
   *
   * @throws LoginException if not
   */
  static URI url(String name, String value) {
    try {
      URI url = new URI(value);
      if (url.getUserInfo() != null) {
        throw new LoginException(
            "%s holds a user or a password. Leave them out, and log in with --s3-profile or --s3-keys."
                .formatted(name));
      }
      String scheme = url.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // As one without a host.
    }
    throw new LoginException(
        "%s '%s' is not the URL of a server. Write it like https://host or http://host:port."
            .formatted(name, value.contains("@") ? "…" : value));
  }

  /** Returns the profile that counts where none is given. */
  String profile() {
    return login.kind() == S3Login.Kind.PROFILE
        ? login.names().get(0)
        : surroundings.variable("AWS_PROFILE").orElse("default");
  }

  /**
   * Returns the URL of the server, as given, or of the environment, or of the profile; empty for
   * Amazon.
   *
   * @throws LoginException if it is no URL
   */
  Optional<URI> server(AwsProfiles profiles) {
    if (endpoint.isPresent()) {
      return endpoint;
    }
    if (surroundings.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").orElse("").equals("true")) {
      return Optional.empty();
    }
    for (String name : new String[] {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"}) {
      Optional<String> value = surroundings.variable(name);
      if (value.isPresent()) {
        return Optional.of(url("variable " + name, value.get()));
      }
    }
    return profiles.endpoint(profile()).map(value -> url("endpoint_url of " + profile(), value));
  }

  /** Returns the region; a usual one if nobody says which. */
  String regionOf(AwsProfiles profiles, boolean amazon) {
    return region
        .or(() -> surroundings.variable("AWS_REGION"))
        .or(() -> profiles.setting(profile(), "region"))
        .or(() -> amazon ? surroundings.region() : Optional.empty())
        .orElse("us-east-1");
  }
}
