package org.arcoforge.store;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The Google credentials of a bucket, for libraries that reach it by themselves. */
public final class GoogleLogin {
  private GoogleLogin() {}

  /** What is needed to ask Google's services other than its buckets. */
  private static final String PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

  /**
   * Returns the credentials of {@link #of} for asking Google's other services as well: those of a
   * service account may do what the account may. Those of a user and tokens are left as they are.
   * Empty for none.
   */
  public static Optional<Credentials> ofServices(String bucketUri, StoreAccess access)
      throws IOException {
    Credentials credentials = of(bucketUri, access);
    if (credentials instanceof NoCredentials) {
      return Optional.empty();
    }
    return Optional.of(
        credentials instanceof GoogleCredentials google && GoogleCredentialsFile.isScoped(google)
            ? google.createScoped(List.of(PLATFORM))
            : credentials);
  }

  /**
   * Returns the credentials that the store at {@code bucketUri} uses; {@link
   * com.google.cloud.NoCredentials} for none. Reads their file, but asks no server.
   *
   * @param bucketUri such as {@code gs://leap-scratch/folder}
   * @throws IllegalArgumentException if it is no bucket's, or {@code access} is contradictory
   * @throws IOException if there are no credentials, or they cannot be read
   */
  public static Credentials of(String bucketUri, StoreAccess access) throws IOException {
    BucketUri uri = BucketUri.parse(bucketUri);
    return new GcsLogin(GcsSettings.of(uri, access)).credentials(uri.root());
  }
}
