package org.arcoforge.source;

import java.nio.file.Path;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.HostLimit;
import org.arcoforge.fetch.Mirrors;

/** What the options of a run say about fetching. */
final class FetchSettings {
  private FetchSettings() {}

  /**
   * Returns them.
   *
   * @param state the folder that all processes share which use the same servers
   * @throws IllegalArgumentException if a limit, a mirror or a credential is not one
   */
  static FetchOptions of(SourceOptions options, Path state) {
    FetchOptions fetch =
        FetchOptions.in(state)
            .mirrors(Mirrors.parse(options.access().mirrors()))
            .credentials(options.access().credentials());
    for (String limit : options.limits()) {
      int equals = limit.lastIndexOf('=');
      String[] numbers = limit.substring(equals + 1).split("/", -1);
      if (equals < 1 || !limit.substring(equals + 1).matches("[1-9][0-9]{0,3}(/[0-9]{1,6})?")) {
        throw new IllegalArgumentException(
            "Cannot limit '%s': write it like zenodo.org=2/60, for 2 downloads at a time and 60 requests a minute."
                .formatted(limit));
      }
      int requests = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
      fetch =
          fetch.limit(
              limit.substring(0, equals), new HostLimit(Integer.parseInt(numbers[0]), requests));
    }
    return fetch;
  }
}
