package org.arcoforge.store;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.arcoforge.store.GcsSettings.Who;
import org.jspecify.annotations.Nullable;

/** The credentials of some settings, read when they are first needed. */
final class GcsLogin {
  /** For how long Google's access tokens are good. */
  static final Duration LIFE = Duration.ofHours(1);

  private final GcsSettings settings;
  private @Nullable Credentials credentials;

  GcsLogin(GcsSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the credentials.
   *
   * @param bucket that they are for, for people
   */
  synchronized Credentials credentials(String bucket) throws IOException {
    Credentials known = credentials;
    if (known == null) {
      known =
          switch (settings.who()) {
            case NOBODY -> NoCredentials.getInstance();
            case TOKEN_FILE -> new TokenFileCredentials(settings.file());
            case CREDENTIALS_FILE -> GoogleCredentialsFile.read(settings.file());
            case APPLICATION_DEFAULT ->
                GoogleCredentialsFile.ofApplicationDefault(
                    bucket, GoogleCredentials::getApplicationDefault);
          };
      credentials = known;
    }
    return known;
  }

  Identity identity(String bucket) throws IOException {
    Credentials known = credentials(bucket);
    if (known instanceof TokenFileCredentials token) {
      return new Identity(token.toString(), Optional.of(token.written().plus(LIFE)));
    }
    if (known instanceof GoogleCredentials google) {
      String owner = GoogleCredentialsFile.owner(google);
      return Identity.of(
          settings.who() == Who.APPLICATION_DEFAULT
              ? "application default credentials (%s)".formatted(owner)
              : "%s of %s".formatted(owner, settings.file()));
    }
    return Identity.of("nobody (anonymous)");
  }

  boolean isAnonymous() {
    return settings.who() == Who.NOBODY;
  }

  /** Returns what changes when other credentials are there to try. */
  Object state(String bucket) throws IOException {
    return credentials(bucket) instanceof TokenFileCredentials token ? token.state() : "";
  }
}
