package org.arcoforge.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store in a bucket: its objects are those of the bucket whose name starts with {@code prefix}.
 *
 * @param scheme {@code gs} or {@code s3}
 * @param prefix ends with a slash; empty for the whole bucket
 */
record BucketUri(String scheme, String bucket, String prefix) {
  private static final Pattern FORM = Pattern.compile("(?s)(gs|s3)://([A-Za-z0-9._-]+)(?:/(.*))?");

  /**
   * Parses {@code gs://bucket/folder/store.zarr}. The path is taken literally: nothing in it is
   * escaped.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  static BucketUri parse(String uri) {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      throw invalid(uri);
    }
    String path = matcher.group(3) == null ? "" : matcher.group(3).replaceFirst("/$", "");
    if (!path.isEmpty()) {
      try {
        new StoreKey(path);
      } catch (IllegalArgumentException e) {
        throw invalid(uri);
      }
    }
    return new BucketUri(matcher.group(1), matcher.group(2), path.isEmpty() ? "" : path + "/");
  }

  private static IllegalArgumentException invalid(String uri) {
    String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
    return new IllegalArgumentException(
        "Cannot open store %s: it is no bucket and path. Write it like %s://bucket/folder/name.zarr."
            .formatted(uri.replaceFirst("//[^/]*@", "//…@"), scheme));
  }

  /** Returns the scheme and the bucket, such as {@code gs://leap-scratch}. */
  String root() {
    return scheme + "://" + bucket;
  }

  /** Returns the name in the bucket of the object under {@code key}. */
  String name(StoreKey key) {
    return prefix + key.path();
  }

  /** Returns the URI, without a slash at the end. */
  @Override
  public String toString() {
    return root() + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }
}
