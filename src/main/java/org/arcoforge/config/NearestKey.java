package org.arcoforge.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the key that somebody means who writes another. */
final class NearestKey {
  /** What Pangeo-Forge's runner calls what has another name here; without underscores. */
  private static final Map<String, String> FORMER =
      Map.ofEntries(
          Map.entry("maxnumworkers", "dataflow.max_workers"),
          Map.entry("numworkers", "dataflow.max_workers"),
          Map.entry("projectid", "dataflow.project"),
          Map.entry("workermachinetype", "dataflow.machine_type"),
          Map.entry("disksizegb", "dataflow.disk"),
          Map.entry("usepublicips", "dataflow.public_ips"),
          Map.entry("serviceaccountemail", "dataflow.service_account"),
          Map.entry("dataflowbakery", "dataflow"),
          Map.entry("bakeryclass", "runner"),
          Map.entry("tempgcslocation", "work"),
          Map.entry("templocation", "work"),
          Map.entry("gcptemplocation", "work"),
          Map.entry("staginglocation", "work"),
          Map.entry("rootpath", "target"),
          Map.entry("targetroot", "target"),
          Map.entry("targetstorage", "target"),
          Map.entry("inputcachestorage", "cache"));

  private NearestKey() {}

  /**
   * Returns the path of the key nearest to a name.
   *
   * @param section the part of the file that the name stands in; empty for the file itself
   */
  static Optional<String> of(String section, String name) {
    String plain = plain(name);
    String former = FORMER.get(plain);
    if (former != null) {
      return Optional.of(former);
    }
    if (section.isEmpty() && distance(plain, Key.DATAFLOW) <= 2) {
      return Optional.of(Key.DATAFLOW);
    }
    int most = 1 + plain.length() / 5;
    return Arrays.stream(Key.values())
        .filter(key -> distance(plain, plain(key.shortName())) <= most)
        .min(
            Comparator.<Key>comparingInt(key -> distance(plain, plain(key.shortName())))
                .thenComparing(key -> section(key).equals(section) ? 0 : 1))
        .map(Key::path)
        .or(() -> nearFormer(plain, most));
  }

  private static Optional<String> nearFormer(String plain, int most) {
    return FORMER.keySet().stream()
        .filter(former -> distance(plain, former) <= most)
        .min(
            Comparator.<String>comparingInt(former -> distance(plain, former))
                .thenComparing(Comparator.naturalOrder()))
        .map(FORMER::get);
  }

  private static String section(Key key) {
    return key.path().equals(key.shortName()) ? "" : Key.DATAFLOW;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Returns how many characters must be put in, left out or replaced to make one the other. */
  static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
