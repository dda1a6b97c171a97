package org.arcoforge.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * As whom S3 is asked.
 *
 * @param names of the profile, or of the variables of the environment
 */
record S3Login(Kind kind, List<String> names) {
  enum Kind {
    USUAL,
    PROFILE,
    KEYS,
    ANONYMOUS
  }

  private static final S3Login USUAL = new S3Login(Kind.USUAL, List.of());
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,38}");
  private static final Pattern KEY_ITSELF = Pattern.compile("[A-Z0-9]{20}");

  /**
   * Returns the login of a bucket: its own before that of all.
   *
   * @throws IllegalArgumentException if there are two
   */
  static S3Login of(BucketUri uri, StoreAccess access) {
    S3Login own = of(uri, uri.root(), access);
    return own.kind == Kind.USUAL ? of(uri, "", access) : own;
  }

  private static S3Login of(BucketUri uri, String bucket, StoreAccess access) {
    S3Login login = USUAL;
    List<String> given = new ArrayList<>();
    for (Kind kind : List.of(Kind.PROFILE, Kind.KEYS, Kind.ANONYMOUS)) {
      String value = null;
      for (StoreAccess.Setting setting : access.settings()) {
        if (setting.bucket().equals(bucket) && setting.option() == option(kind)) {
          value = setting.value();
        }
      }
      if (value != null) {
        login = new S3Login(kind, names(uri, kind, value));
        given.add(flag(login));
      }
    }
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s contradict each other. Give one of them."
              .formatted(uri, String.join(" and ", given)));
    }
    return login;
  }

  private static StoreAccess.Option option(Kind kind) {
    return switch (kind) {
      case PROFILE -> StoreAccess.Option.S3_PROFILE;
      case KEYS -> StoreAccess.Option.S3_KEYS;
      default -> StoreAccess.Option.ANONYMOUS;
    };
  }

  private static String flag(S3Login login) {
    return switch (login.kind) {
      case PROFILE -> "--s3-profile " + login.names.get(0);
      case KEYS -> "--s3-keys " + String.join(",", login.names);
      default -> "--anonymous";
    };
  }

  private static List<String> names(BucketUri uri, Kind kind, String value) {
    if (kind != Kind.KEYS) {
      return kind == Kind.PROFILE ? List.of(value) : List.of();
    }
    List<String> names = List.of(value.split(",", -1));
    boolean legal = names.size() == 2 || names.size() == 3;
    for (String name : names) {
      legal &= VARIABLE.matcher(name).matches() && !KEY_ITSELF.matcher(name).matches();
    }
    if (!legal) {
      // Not quoted: whoever gives the keys themselves must not find them in a log.
      throw new IllegalArgumentException(
          "Cannot open store %s: --s3-keys takes names of variables of the environment, not keys. Write it like --s3-keys OSN_KEY,OSN_SECRET, with a third name for a session token."
              .formatted(uri));
    }
    return names;
  }
}
