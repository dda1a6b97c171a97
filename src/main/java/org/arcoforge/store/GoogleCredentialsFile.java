package org.arcoforge.store;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Google credentials in a JSON file, or where Google's tools keep them. */
final class GoogleCredentialsFile {
  private GoogleCredentialsFile() {}

  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

  private static final List<String> TYPES =
      List.of("service_account", "authorized_user", "external_account");

  /** More than any such file has. */
  private static final int MOST_BYTES = 1 << 20;

  /** Reads the credentials in {@code file}. */
  static GoogleCredentials read(String file) throws IOException {
    byte[] bytes = SecretFile.read("credentials", file, MOST_BYTES);
    String type = type(file, bytes);
    if (!TYPES.contains(type)) {
      throw invalid(
          file, type.isEmpty() ? "its JSON has no \"type\"" : "its type is '" + brief(type) + "'");
    }
    try {
      return scoped(GoogleCredentials.fromStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      // Without its cause, which may quote the file.
      throw invalid(file, "it is no whole " + type);
    }
  }

  private static String type(String file, byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      throw invalid(file, "it is empty");
    }
    Map<?, ?> json;
    try {
      json = GsonFactory.getDefaultInstance().fromString(text, GenericJson.class);
    } catch (IOException | RuntimeException e) {
      throw invalid(file, "it is not JSON");
    }
    return json != null && json.get("type") instanceof String type ? type : "";
  }

  /** A type is no secret, unless someone mixed up the fields. */
  private static String brief(String type) {
    return type.length() <= 40 ? type : "of %d letters".formatted(type.length());
  }

  private static IOException invalid(String file, String reason) {
    return new IOException(
        "Cannot read the credentials from %s: %s. Give a service account's key, or what gcloud auth application-default login wrote (%s)."
            .formatted(file, reason, String.join(", ", TYPES)));
  }

  /** Finds the application default credentials. */
  interface Search {
    GoogleCredentials find() throws IOException;
  }

  /** Returns the credentials that Google's tools would use. */
  static GoogleCredentials ofApplicationDefault(String bucket, Search search) throws IOException {
    GoogleCredentials credentials;
    try {
      credentials = search.find();
    } catch (IOException e) {
      String variable = System.getenv("GOOGLE_APPLICATION_CREDENTIALS");
      if (variable != null && !variable.isBlank()) {
        read(variable); // Says what is wrong with it.
      }
      throw new IOException(
          "Cannot log in to %s: there are no application default credentials. Run gcloud auth application-default login, or give --gcs-credentials, --gcs-token-file or --anonymous."
              .formatted(bucket));
    }
    return scoped(credentials);
  }

  /** Never widens what credentials may do: those of a user have the scopes of their login. */
  private static GoogleCredentials scoped(GoogleCredentials credentials) {
    return isScoped(credentials) ? credentials.createScoped(List.of(SCOPE)) : credentials;
  }

  /** Returns whether who asks says what credentials may do, not who made them. */
  static boolean isScoped(GoogleCredentials credentials) {
    return credentials.createScopedRequired()
        || credentials instanceof ServiceAccountCredentials
        || credentials instanceof ExternalAccountCredentials;
  }

  /** Returns whose the credentials are, for people. */
  static String owner(GoogleCredentials credentials) {
    if (credentials instanceof ServiceAccountCredentials account) {
      return "service account " + account.getClientEmail();
    }
    if (credentials instanceof UserCredentials) {
      return "authorized user";
    }
    return credentials instanceof ExternalAccountCredentials
        ? "external account"
        : "the account of this machine";
  }
}
