package org.arcoforge.fetch;

/**
 * A file on a server, as it was when it was probed.
 *
 * @param url where to ask for it, before redirects
 * @param size in bytes; -1 = unknown
 * @param validator changes when the bytes change: the strong ETag, else Last-Modified, else empty
 * @param ranges whether the server serves parts of it: it was asked and gave the right part
 * @param name what the server calls it: of Content-Disposition, else the end of the URL's path; may
 *     be empty
 */
public record RemoteFile(String url, long size, String validator, boolean ranges, String name) {
  @Override
  public String toString() {
    return "RemoteFile[url=%s, size=%d, validator=%s, ranges=%s, name=%s]"
        .formatted(Urls.shown(url), size, validator, ranges, name);
  }
}
