package org.arcoforge.catalog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What URLs of stores mean to the catalog. */
public final class StoreUrls {
  private static final Pattern BUCKET = Pattern.compile("(?s)(gs|s3)://([^/]+)/?(.*)");

  /** Buckets of LEAP's pod of the Open Storage Network, which only look like Amazon's. */
  private static final Pattern OSN =
      Pattern.compile("leap-pangeo(-inbox|-manual|-pipeline)?|leap-pubs|m2lines-pubs");

  private static final String OSN_SERVER = "https://nyu1.osn.mghpcc.org";

  private static final Pattern GOOGLE =
      Pattern.compile("(?s)https?://storage\\.(?:googleapis|cloud\\.google)\\.com/(.+)");
  private static final Pattern GOOGLE_HOST =
      Pattern.compile("(?s)https?://([^/]+)\\.storage\\.googleapis\\.com(/.*)?");
  private static final Pattern AMAZON_HOST =
      Pattern.compile("(?s)https?://([^/]+)\\.s3[.-](?:[a-z0-9-]+\\.)?amazonaws\\.com(/.*)?");
  private static final Pattern AMAZON =
      Pattern.compile("(?s)https?://s3[.-](?:[a-z0-9-]+\\.)?amazonaws\\.com/(.+)");

  private StoreUrls() {}

  /**
   * Returns where LEAP's tools look for a store: {@code s3:} at Amazon, {@code gs:} at Google, all
   * else where it says. Without slashes at its end.
   */
  public static String http(String url) {
    Matcher bucket = BUCKET.matcher(url);
    String http = url;
    if (bucket.matches()) {
      http =
          bucket.group(1).equals("gs")
              ? "https://storage.googleapis.com/%s/%s".formatted(bucket.group(2), bucket.group(3))
              : "https://%s.s3.amazonaws.com/%s".formatted(bucket.group(2), bucket.group(3));
    }
    return http.replaceFirst("/+$", "");
  }

  /**
   * Returns the URL by which everybody reads a store: that of the Open Storage Network for its
   * buckets, else {@link #http}.
   */
  public static String everybodys(String url) {
    return osn(url).orElseGet(() -> http(url));
  }

  /** Returns the https URL of an {@code s3:} URL that is of the Open Storage Network. */
  static Optional<String> osn(String url) {
    Matcher bucket = BUCKET.matcher(url);
    return bucket.matches()
            && bucket.group(1).equals("s3")
            && OSN.matcher(bucket.group(2)).matches()
        ? Optional.of(
            "%s/%s/%s"
                .formatted(OSN_SERVER, bucket.group(2), bucket.group(3))
                .replaceFirst("/+$", ""))
        : Optional.empty();
  }

  /**
   * Returns the {@code gs:} or {@code s3:} form of Google's and Amazon's URLs; others unchanged.
   */
  public static String bucket(String url) {
    for (Pattern pattern : new Pattern[] {GOOGLE_HOST, GOOGLE, AMAZON_HOST, AMAZON}) {
      Matcher matcher = pattern.matcher(url);
      if (matcher.matches()) {
        String scheme = pattern == GOOGLE || pattern == GOOGLE_HOST ? "gs://" : "s3://";
        String path = matcher.groupCount() == 2 && matcher.group(2) != null ? matcher.group(2) : "";
        return scheme + matcher.group(1) + path;
      }
    }
    return url;
  }

  /** Returns where the text of a page of GitHub that shows a file is, as LEAP's tools find it. */
  static String raw(String url) {
    return url.contains("raw.githubusercontent.com")
        ? url
        : url.replace("github.com", "raw.githubusercontent.com").replace("/blob", "");
  }
}
