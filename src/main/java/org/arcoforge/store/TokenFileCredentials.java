package org.arcoforge.store;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An access token in a file, which is read again at each request: whoever writes a new token to it
 * keeps a long run alive. While the file holds none, for a moment, the last token stays in use.
 */
final class TokenFileCredentials extends Credentials {
  private static final long serialVersionUID = 1L;

  /** More than any token has. */
  private static final int MAXIMUM_BYTES = 1 << 16;

  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  private final String file;
  private transient volatile @Nullable Token last;

  /** A token, and when its file was written. Never shown. */
  private record Token(String text, Instant written) {
    @Override
    public String toString() {
      return "a token written " + written;
    }
  }

  TokenFileCredentials(String file) {
    this.file = file;
  }

  /** Returns when the file was written whose token is in use. */
  Instant written() throws IOException {
    return current().written();
  }

  /** Returns what is equal for equal tokens, and is no secret to this process only. */
  Object state() throws IOException {
    return current();
  }

  private Token current() throws IOException {
    Token before = last;
    try {
      Token now = read();
      last = now;
      return now;
    } catch (IOException e) {
      if (before != null) {
        return before;
      }
      throw e;
    }
  }

  private Token read() throws IOException {
    byte[] bytes = SecretFile.read("access token", file, MAXIMUM_BYTES + 1);
    Instant written;
    try {
      written = Files.getLastModifiedTime(path()).toInstant();
    } catch (IOException e) {
      throw SecretFile.unreadable("access token", file, e);
    }
    String text = new String(bytes, StandardCharsets.UTF_8).trim();
    if (text.isEmpty()) {
      throw new IOException(
          "Cannot read the access token from %s: it is empty. Write a token to it, as gcloud auth print-access-token prints."
              .formatted(file));
    }
    Optional<String> token = text.startsWith("{") ? ofJson(text) : Optional.of(text);
    if (bytes.length > MAXIMUM_BYTES || token.isEmpty() || !TOKEN.matcher(token.get()).matches()) {
      throw new IOException(
          "Cannot read the access token from %s: its %d bytes are no token. Write one line to it, as gcloud auth print-access-token prints."
              .formatted(file, bytes.length));
    }
    return new Token(token.get(), written);
  }

  private Path path() {
    return Path.of(file);
  }

  private static Optional<String> ofJson(String text) {
    try {
      Map<?, ?> json = GsonFactory.getDefaultInstance().fromString(text, GenericJson.class);
      return json.get("access_token") instanceof String token
          ? Optional.of(token)
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Its message may quote the text.
    }
  }

  @Override
  public String getAuthenticationType() {
    return "OAuth2";
  }

  @Override
  public Map<String, List<String>> getRequestMetadata(@Nullable URI uri) throws IOException {
    return Map.of("Authorization", List.of("Bearer " + current().text()));
  }

  @Override
  public boolean hasRequestMetadata() {
    return true;
  }

  @Override
  public boolean hasRequestMetadataOnly() {
    return true;
  }

  @Override
  public void refresh() throws IOException {
    current();
  }

  @Override
  public String toString() {
    return "the access token of " + file;
  }
}
