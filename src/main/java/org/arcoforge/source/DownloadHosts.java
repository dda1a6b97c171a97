package org.arcoforge.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts that hand out files to programs. */
public final class DownloadHosts {
  private static final Pattern FIGSHARE =
      Pattern.compile(
          "https?://(?:[a-z0-9-]+\\.)*figshare\\.com/ndownloader/files/([0-9]+)(\\?.*)?",
          Pattern.CASE_INSENSITIVE);

  private DownloadHosts() {}

  /**
   * Returns the URL of the same file that programs may read. Figshare answers those that its pages
   * show with nothing, as a test for browsers; all others are returned as they are.
   */
  public static String rewrite(String url) {
    Matcher figshare = FIGSHARE.matcher(url);
    if (!figshare.matches()) {
      return url;
    }
    String query = figshare.group(2) == null ? "" : figshare.group(2);
    return figshare(figshare.group(1)) + query;
  }

  /** Returns the URL of a file of Figshare. */
  static String figshare(String id) {
    return "https://ndownloader.figshare.com/files/" + id;
  }
}
