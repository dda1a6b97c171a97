package org.arcoforge.fetch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The limits of hosts.
 *
 * @param byHost by the name of a host in lower case, or {@code .suffix}
 */
record Limits(Map<String, HostLimit> byHost, HostLimit others) {
  static final Limits USUAL =
      new Limits(
          Map.of("zenodo.org", new HostLimit(2, 60), ".figshare.com", new HostLimit(2, 60)),
          new HostLimit(4, 0));

  Limits {
    byHost = Map.copyOf(byHost);
  }

  Limits with(String host, HostLimit limit) {
    Map<String, HostLimit> changed = new HashMap<>(byHost);
    changed.put(host.toLowerCase(Locale.ROOT), limit);
    return new Limits(changed, others);
  }

  Limits withDefault(HostLimit limit) {
    return new Limits(byHost, limit);
  }

  /** Returns the limit of {@code host}: its own, else that of the longest suffix. */
  HostLimit of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    HostLimit own = byHost.get(name);
    if (own != null) {
      return own;
    }
    for (String suffix = "." + name; !suffix.isEmpty(); suffix = parent(suffix)) {
      HostLimit limit = byHost.get(suffix);
      if (limit != null) {
        return limit;
      }
    }
    return others;
  }

  private static String parent(String suffix) {
    int dot = suffix.indexOf('.', 1);
    return dot < 0 ? "" : suffix.substring(dot);
  }
}
