package org.arcoforge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.config.Key.Kind;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.yaml.YamlNode;

/** Reads the value of one key, and says what is wrong with it. */
final class SettingValue {
  private final Key key;
  private final YamlNode node;
  private final List<String> faults;

  private SettingValue(Key key, YamlNode node, List<String> faults) {
    this.key = key;
    this.node = node;
    this.faults = faults;
  }

  /**
   * Returns the setting.
   *
   * @param faults told what is wrong
   */
  static Optional<Setting> read(Key key, YamlNode node, List<String> faults) {
    return new SettingValue(key, node, faults).setting();
  }

  private Optional<Setting> setting() {
    int before = faults.size();
    List<String> values =
        switch (key.kind()) {
          case TEXT, PLACE, NAME, RUNNER -> text();
          case SIZE -> size();
          case COUNT, ZARR -> number();
          case PRUNE -> node.kind() == YamlNode.Kind.BOOLEAN ? truth() : number();
          case SWITCH -> truth();
          case TEXTS -> texts();
          case SWITCH_OR_TEXTS -> node.kind() == YamlNode.Kind.BOOLEAN ? truth() : texts();
          case PAIRS, PAIRS_WITH_PLACEHOLDERS -> pairs();
        };
    if (faults.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Setting(
            key.path(),
            key.option(),
            arguments(values),
            values,
            node.source() + ":" + node.keyLine()));
  }

  private List<String> arguments(List<String> values) {
    if (node.kind() != YamlNode.Kind.BOOLEAN) {
      return values.stream().map(value -> key.option() + "=" + value).toList();
    }
    if (values.equals(List.of("true"))) {
      return List.of(key.option());
    }
    return key == Key.PUBLIC_IPS ? List.of("--no-public-ips") : List.of();
  }

  private List<String> text() {
    if (!isText(node)) {
      return wrong(node);
    }
    String value = node.text().strip();
    if (key.kind() == Kind.RUNNER && !value.matches("(?i)direct|dataflow")) {
      return wrong(node);
    }
    if (key.kind() == Kind.PLACE) {
      checkPlaceholders(node, Placeholders.fault(value));
    }
    if (key.kind() == Kind.NAME) {
      checkPlaceholders(node, Placeholders.faultOfJobName(value));
    }
    return List.of(value);
  }

  private List<String> size() {
    if (!isText(node)) {
      return wrong(node);
    }
    try {
      ByteText.parse(node.text());
      return List.of(node.text().strip());
    } catch (IllegalArgumentException e) {
      return wrong(node);
    }
  }

  private List<String> number() {
    String legal = key.kind() == Kind.ZARR ? "[23]" : "[1-9][0-9]{0,8}";
    return node.kind() == YamlNode.Kind.INTEGER && node.text().matches(legal)
        ? List.of(node.text())
        : wrong(node);
  }

  private List<String> truth() {
    if (node.kind() != YamlNode.Kind.BOOLEAN) {
      return wrong(node);
    }
    boolean yes = node.text().toLowerCase(Locale.ROOT).matches("true|yes|on");
    return List.of(String.valueOf(yes));
  }

  private List<String> texts() {
    if (isText(node)) {
      return List.of(node.text().strip());
    }
    if (node.kind() != YamlNode.Kind.SEQUENCE || node.items().isEmpty()) {
      return wrong(node);
    }
    List<String> values = new ArrayList<>();
    for (YamlNode item : node.items()) {
      if (isText(item)) {
        values.add(item.text().strip());
      } else {
        wrong(item);
      }
    }
    return values;
  }

  private List<String> pairs() {
    if (node.kind() != YamlNode.Kind.MAPPING || node.entries().isEmpty()) {
      return wrong(node);
    }
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
      YamlNode value = entry.getValue();
      if (!isText(value)) {
        wrong(value);
      } else if (entry.getKey().contains("=")) {
        fault(value.keyLine(), key.path() + " has a key with '='", "Write the key without it");
      } else {
        if (key.kind() == Kind.PAIRS_WITH_PLACEHOLDERS) {
          checkPlaceholders(value, Placeholders.fault(value.text()));
        }
        values.add(entry.getKey() + "=" + value.text().strip());
      }
    }
    return values;
  }

  private static boolean isText(YamlNode node) {
    return (node.kind() == YamlNode.Kind.STRING || node.kind() == YamlNode.Kind.INTEGER)
        && !node.text().isBlank();
  }

  private void checkPlaceholders(YamlNode value, Optional<String> wrong) {
    wrong.ifPresent(what -> fault(value.line(), value.path() + " has " + what, "Use one of these"));
  }

  private List<String> wrong(YamlNode value) {
    String wanted = value == node ? key.kind().words() : Kind.TEXT.words();
    boolean quoted =
        switch (value.kind()) {
          case TIMESTAMP, BOOLEAN, FLOAT -> wanted.contains("text");
          default -> false;
        };
    boolean empty = value.kind() == YamlNode.Kind.NULL || isEmpty(value);
    String remedy =
        quoted ? "Put it in quotes" : empty ? "Give a value, or remove the key" : "Change it";
    fault(
        value.line(),
        "%s must be %s, but is %s".formatted(value.path(), wanted, is(value)),
        remedy);
    return List.of();
  }

  private static boolean isEmpty(YamlNode value) {
    return switch (value.kind()) {
      case STRING -> value.text().isBlank();
      case SEQUENCE -> value.items().isEmpty();
      case MAPPING -> value.entries().isEmpty();
      default -> false;
    };
  }

  private static String is(YamlNode value) {
    if (isEmpty(value)) {
      return "empty";
    }
    return switch (value.kind()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      case STRING -> "the text '" + value.text() + "'";
      case INTEGER, FLOAT -> "the number " + value.text();
      case BOOLEAN -> value.text() + ", which is true or false in YAML";
      case TIMESTAMP -> value.text() + ", which is a time in YAML";
      case NULL -> "empty";
      case OTHER -> "of a type of its own";
    };
  }

  private void fault(int line, String what, String remedy) {
    faults.add(Configuration.fault(node.source(), line, what, remedy));
  }
}
