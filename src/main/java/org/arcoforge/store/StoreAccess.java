package org.arcoforge.store;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How stores are reached, and as whom. Holds the names of files, profiles and variables that have
 * secrets, never secrets.
 *
 * @param settings of one bucket, or of all; of equal ones the last counts
 * @param hosts the folder for what processes share that ask the same web servers
 * @param mirrors {@code FROM=TO}: prefixes of http and https URLs and what replaces them
 * @param credentials {@code HOST=bearer:NAME} and such, for http and https: see {@code
 *     FetchOptions}
 */
public record StoreAccess(
    List<Setting> settings, String hosts, List<String> mirrors, List<String> credentials)
    implements Serializable {

  /** What can be set. */
  public enum Option {
    /** The path of a Google credentials file: a service account, or an authorized user. */
    GCS_CREDENTIALS,
    /** The path of a file with an access token, read again when it changes. */
    GCS_TOKEN_FILE,
    /** The URL of a server that speaks the JSON API of Google Cloud Storage. */
    GCS_ENDPOINT,
    /** The URL of a server that speaks S3. */
    S3_ENDPOINT,
    /** The region of S3; most other servers take any. */
    S3_REGION,
    /** The name of a profile in the AWS files. */
    S3_PROFILE,
    /** {@code ID,SECRET}: names of the variables of the environment that hold a key. */
    S3_KEYS,
    /** Without credentials; its value is empty. */
    ANONYMOUS
  }

  /**
   * One setting.
   *
   * @param bucket such as {@code gs://leap-scratch}; empty for all
   */
  public record Setting(Option option, String bucket, String value) implements Serializable {
    /**
     * Parses {@code VALUE} or {@code gs://BUCKET=VALUE}, {@code s3://BUCKET=VALUE}.
     *
     * @throws IllegalArgumentException if the value is empty
     */
    public static Setting parse(Option option, String text) {
      boolean ofBucket = text.matches("(?s)(gs|s3)://[^/=]+=.*");
      int equals = text.indexOf('=');
      String value = ofBucket ? text.substring(equals + 1) : text;
      if (value.isBlank()) {
        throw new IllegalArgumentException(
            "Cannot use '%s': it has no value. Write VALUE, or gs://BUCKET=VALUE for one bucket."
                .formatted(text));
      }
      return new Setting(option, ofBucket ? text.substring(0, equals) : "", value);
    }
  }

  /** Nothing is set: each store's usual credentials, and its usual server. */
  public static final StoreAccess USUAL = new StoreAccess(List.of(), "", List.of(), List.of());

  public StoreAccess {
    settings = List.copyOf(settings);
    mirrors = List.copyOf(mirrors);
    credentials = List.copyOf(credentials);
  }

  /** Returns this with one more setting. */
  public StoreAccess with(Setting setting) {
    List<Setting> more = new ArrayList<>(settings);
    more.add(setting);
    return new StoreAccess(more, hosts, mirrors, credentials);
  }

  /**
   * Returns what is set for a bucket: its own setting before that of all.
   *
   * @param bucket such as {@code gs://leap-scratch}
   */
  public Optional<String> find(Option option, String bucket) {
    return last(option, bucket).or(() -> last(option, ""));
  }

  private Optional<String> last(Option option, String bucket) {
    return settings.stream()
        .filter(setting -> setting.option() == option && setting.bucket().equals(bucket))
        .reduce((first, second) -> second)
        .map(Setting::value);
  }
}
