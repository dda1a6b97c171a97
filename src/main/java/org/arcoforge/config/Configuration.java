package org.arcoforge.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.yaml.YamlDocument;
import org.arcoforge.yaml.YamlNode;

/** The settings of a file, each of which stands for an option of the command line. */
public final class Configuration {
  /** Nothing is set. */
  public static final Configuration NONE = new Configuration(List.of());

  private final List<Setting> settings;

  private Configuration(List<Setting> settings) {
    this.settings = List.copyOf(settings);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is no YAML, or has keys or values that are no settings;
   *     the message has a line for each of them
   */
  public static Configuration read(Path file) throws IOException {
    YamlNode root = YamlDocument.read(file);
    if (root.kind() == YamlNode.Kind.NULL) {
      return NONE;
    }
    if (root.kind() != YamlNode.Kind.MAPPING) {
      throw new IllegalArgumentException(
          fault(root.source(), root.line(), "there are no keys", "Write lines like 'prune: 2'"));
    }
    List<Setting> settings = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : root.entries().entrySet()) {
      if (entry.getKey().equals(Key.DATAFLOW)) {
        readDataflow(entry.getValue(), settings, faults);
      } else {
        read("", entry.getKey(), entry.getValue(), settings, faults);
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
    }
    return new Configuration(settings);
  }

  private static void readDataflow(YamlNode node, List<Setting> settings, List<String> faults) {
    if (node.kind() != YamlNode.Kind.MAPPING) {
      faults.add(
          fault(
              node.source(),
              node.keyLine(),
              "dataflow must have settings below it",
              "Write them like 'project: leap-pangeo', indented"));
    }
    node.entries().forEach((name, value) -> read(Key.DATAFLOW, name, value, settings, faults));
  }

  private static void read(
      String section, String name, YamlNode node, List<Setting> settings, List<String> faults) {
    Optional<Key> key = Key.at(section.isEmpty() ? name : section + "." + name);
    if (key.isEmpty()) {
      faults.add(unknown(section, name, node));
    } else {
      SettingValue.read(key.get(), node, faults).ifPresent(settings::add);
    }
  }

  private static String unknown(String section, String name, YamlNode node) {
    String what =
        "there is no key '%s'%s".formatted(name, section.isEmpty() ? "" : " in " + section);
    Optional<String> nearest = NearestKey.of(section, name);
    if (nearest.isPresent()) {
      return "Cannot use %s:%d: %s. Did you mean '%s'?"
          .formatted(node.source(), node.keyLine(), what, nearest.get());
    }
    List<String> known = new ArrayList<>();
    for (Key key : Key.values()) {
      if (section.isEmpty() == key.path().equals(key.shortName())) {
        known.add(key.shortName());
      }
    }
    if (section.isEmpty()) {
      known.add(Key.DATAFLOW);
    }
    return fault(node.source(), node.keyLine(), what, "Use one of " + String.join(", ", known));
  }

  static String fault(String source, int line, String what, String remedy) {
    return "Cannot use %s:%d: %s. %s.".formatted(source, line, what, remedy);
  }

  /** Returns all settings, in their order. */
  public List<Setting> settings() {
    return settings;
  }

  /** Returns the setting that stands for an option, such as {@code --max-workers}. */
  public Optional<Setting> find(String option) {
    return settings.stream().filter(setting -> setting.option().equals(option)).findFirst();
  }

  /** Returns the options that a file may set, in the order in which they are shown. */
  public static List<String> options() {
    return Arrays.stream(Key.values()).map(Key::option).toList();
  }

  /**
   * Returns whether values of an option may have placeholders that {@link Placeholders} expands.
   */
  public static boolean hasPlaceholders(String option) {
    return Arrays.stream(Key.values())
        .filter(key -> key.option().equals(option))
        .anyMatch(
            key -> key.kind() == Key.Kind.PLACE || key.kind() == Key.Kind.PAIRS_WITH_PLACEHOLDERS);
  }

  /** Returns the name in a file of what an option sets. */
  public static String key(String option) {
    return Arrays.stream(Key.values())
        .filter(key -> key.option().equals(option))
        .findFirst()
        .orElseThrow()
        .path();
  }
}
