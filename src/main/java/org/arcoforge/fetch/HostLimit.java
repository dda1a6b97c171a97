package org.arcoforge.fetch;

/**
 * How much one host is asked for at once, by all threads and processes together.
 *
 * @param streams the most responses that are open at once, at least 1
 * @param requestsPerMinute the most requests in any minute; 0 = no limit
 */
public record HostLimit(int streams, int requestsPerMinute) {
  public HostLimit {
    if (streams < 1 || requestsPerMinute < 0) {
      throw new IllegalArgumentException(
          "Cannot limit a host to %d streams and %d requests per minute. Give at least 1 stream, and 0 or more requests."
              .formatted(streams, requestsPerMinute));
    }
  }
}
