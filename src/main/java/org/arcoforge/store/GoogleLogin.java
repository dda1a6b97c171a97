package org.arcoforge.store;

import com.google.auth.Credentials;
import java.io.IOException;

/** The Google credentials of a bucket, for libraries that reach it by themselves. */
public final class GoogleLogin {
  private GoogleLogin() {}

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
