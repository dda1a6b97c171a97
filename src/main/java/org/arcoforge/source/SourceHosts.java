package org.arcoforge.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.HostLimit;
import org.arcoforge.pattern.FilePattern;

/**
 * The hosts that the files of a run come from, so that several machines together ask each no more
 * than one machine may.
 *
 * @param limits by host; none if all files are in buckets
 */
public record SourceHosts(Map<String, HostLimit> limits) {
  /** Of more files, so many are looked at, evenly over all. */
  private static final long LOOKS = 1000;

  public SourceHosts {
    limits = Map.copyOf(limits);
  }

  /**
   * Returns the hosts of {@code files}.
   *
   * @throws IllegalArgumentException if one of them, or what a mirror puts in its place, is on this
   *     machine
   * @throws IOException if the lock file cannot be read, or lacks one
   */
  public static SourceHosts of(FilePattern files, SourceOptions options) throws IOException {
    Locations locations = new Locations(options);
    FetchOptions fetch = FetchSettings.of(options, Path.of(options.cache()));
    Map<String, HostLimit> limits = new LinkedHashMap<>();
    long count = files.count();
    long step = Math.max(1, count / LOOKS);
    for (long i = 0; i < count; i += step) {
      String url = files.file(i).url();
      SourceReference reference = locations.parse(url);
      if (Locations.isLocal(reference.base())) {
        throw new IllegalArgumentException(
            "Cannot read %s on other machines: it is a file of this one. Put the files on a server or in a bucket."
                .formatted(url));
      }
      if (locations.find(reference) instanceof Origin.Remote remote
          && !SourceReference.isBucket(remote.url())) {
        String host = URI.create(remote.url()).getHost();
        limits.put(host, fetch.limitOf(host));
      }
    }
    return new SourceHosts(limits);
  }

  /** Returns how many machines may fetch at the same time: {@code most} if no host limits them. */
  public int machines(int most) {
    return limits.values().stream().mapToInt(HostLimit::streams).reduce(most, Math::min);
  }

  /**
   * Returns the limits of each of so many machines, as {@code HOST=STREAMS[/REQUESTS]}: a part of
   * what they may ask together.
   */
  List<String> each(int machines) {
    return limits.entrySet().stream()
        .map(
            limit -> {
              int streams = Math.max(1, limit.getValue().streams() / machines);
              int requests = limit.getValue().requestsPerMinute();
              return limit.getKey()
                  + "="
                  + streams
                  + (requests == 0 ? "" : "/" + Math.max(1, requests / machines));
            })
        .sorted()
        .toList();
  }
}
