package org.arcoforge.store;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where the credentials of a login come from, and what people may know of them. */
final class AwsCredentialSource {
  private final S3Login login;
  private final AwsSurroundings surroundings;
  private final AwsCredentialsProvider provider;

  private AwsCredentialSource(
      S3Login login, AwsSurroundings surroundings, AwsCredentialsProvider provider) {
    this.login = login;
    this.surroundings = surroundings;
    this.provider = provider;
  }

  /**
   * Finds the source of a login.
   *
   * @throws LoginException if its profile or variables are not there
   */
  static AwsCredentialSource of(S3Login login, AwsSurroundings surroundings) {
    AwsCredentialsProvider provider =
        switch (login.kind()) {
          case ANONYMOUS -> AnonymousCredentialsProvider.create();
          case KEYS -> StaticCredentialsProvider.create(keys(login, surroundings));
          case PROFILE -> profile(login.names().get(0), surroundings.profiles());
          case USUAL -> surroundings.login();
        };
    return new AwsCredentialSource(login, surroundings, provider);
  }

  private static AwsCredentials keys(S3Login login, AwsSurroundings surroundings) {
    String id = variable(login.names().get(0), surroundings);
    String secret = variable(login.names().get(1), surroundings);
    return login.names().size() < 3
        ? AwsBasicCredentials.create(id, secret)
        : AwsSessionCredentials.create(id, secret, variable(login.names().get(2), surroundings));
  }

  private static String variable(String name, AwsSurroundings surroundings) {
    return surroundings
        .variable(name)
        .map(String::strip)
        .orElseThrow(
            () ->
                new LoginException(
                    "variable %s of the environment is not set. Set it, or give other names with --s3-keys."
                        .formatted(name)));
  }

  private static AwsCredentialsProvider profile(String name, AwsProfiles profiles) {
    if (!profiles.has(name)) {
      throw new LoginException(
          "there is no profile %s in %s or %s. Add it, or give another with --s3-profile."
              .formatted(name, profiles.config(), profiles.credentials()));
    }
    return ProfileCredentialsProvider.builder()
        .profileFile(profiles.files())
        .profileName(name)
        .build();
  }

  AwsCredentialsProvider provider() {
    return provider;
  }

  boolean isAnonymous() {
    return login.kind() == S3Login.Kind.ANONYMOUS;
  }

  /**
   * Returns the credentials as they are now.
   *
   * @throws LoginException if there are none
   */
  AwsCredentials resolve() {
    try {
      return provider.resolveCredentials();
    } catch (RuntimeException e) {
      // Without the SDK's text and causes: they may quote files and answers that hold a secret.
      throw new LoginException(
          login.kind() == S3Login.Kind.PROFILE
              ? "profile %s gives no credentials. Check its lines in %s and %s, or log in to it again."
                  .formatted(
                      login.names().get(0),
                      surroundings.profiles().config(),
                      surroundings.profiles().credentials())
              : "there are no AWS credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --s3-profile, --s3-keys or --anonymous.");
    }
  }

  /**
   * Returns who this is.
   *
   * @throws LoginException if there are no credentials
   */
  Identity identity() {
    AwsCredentials credentials = resolve();
    if (isAnonymous()) {
      return Identity.of("nobody (anonymous)");
    }
    return new Identity(
        "access key " + shown(credentials.accessKeyId()) + "of " + home(credentials),
        renews(credentials) ? Optional.empty() : credentials.expirationTime());
  }

  private static String shown(String id) {
    return id.length() < 16 ? "" : id.substring(0, 4) + "…" + id.substring(id.length() - 4) + " ";
  }

  private String home(AwsCredentials credentials) {
    return switch (login.kind()) {
      case PROFILE -> "profile " + login.names().get(0);
      case KEYS -> "variables " + String.join(", ", login.names());
      default ->
          surroundings
              .variable("AWS_ACCESS_KEY_ID")
              .filter(credentials.accessKeyId()::equals)
              .map(id -> "variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY")
              .orElse("the usual AWS credentials");
    };
  }

  /** Whether a machine of Amazon gives the credentials, and new ones before they end. */
  private static boolean renews(AwsCredentials credentials) {
    String provider = credentials.providerName().orElse("");
    return provider.endsWith("InstanceProfileCredentialsProvider")
        || provider.endsWith("ContainerCredentialsProvider")
        || provider.matches("(.*,)?[0z]"); // The SDK's short names of these two.
  }

  /** Returns what another said, on one line, without the secrets of this source. */
  String quoted(String text) {
    String clean = text;
    try {
      AwsCredentials credentials = provider.resolveCredentials();
      clean = without(clean, credentials.secretAccessKey());
      if (credentials instanceof AwsSessionCredentials session) {
        clean = without(clean, session.sessionToken());
      }
    } catch (RuntimeException e) {
      return "";
    }
    clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return clean.length() <= 200 ? clean : clean.substring(0, 199) + "…";
  }

  private static String without(String text, @org.jspecify.annotations.Nullable String secret) {
    return secret == null || secret.isEmpty() ? text : text.replace(secret, "…");
  }
}
