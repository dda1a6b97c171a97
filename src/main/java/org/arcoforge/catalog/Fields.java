package org.arcoforge.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/**
 * The fields of one mapping, asked for by name. What is not as LEAP's model wants it is found a
 * fault, and then not returned.
 */
final class Fields {
  private static final int LONGEST_URL = 2083;

  /** What YAML 1.2, by which LEAP's tools read, takes for numbers, and PyYAML's 1.1 does not. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9_]+)([eE][-+]?[0-9]+)?|[-+]?0o[0-7_]+");

  private final YamlNode node;
  private final Findings findings;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(YamlNode node, Findings findings) {
    this.node = node;
    this.findings = findings;
  }

  /** Returns the fields of a node that is to be a mapping. */
  static Optional<Fields> of(YamlNode node, Findings findings) {
    if (node.kind() == Kind.MAPPING) {
      return Optional.of(new Fields(node, findings));
    }
    findings.fault(node, "is %s. Write keys and values there.".formatted(described(node)));
    return Optional.empty();
  }

  YamlNode node() {
    return node;
  }

  String path(String key) {
    return node.path().isEmpty() ? key : node.path() + "." + key;
  }

  /** Says that keys are known, too. */
  void know(Collection<String> keys) {
    asked.addAll(keys);
  }

  /** Returns a value that may be missing, but is not null. */
  Optional<YamlNode> present(String key) {
    asked.add(key);
    return node.find(key).filter(value -> value.kind() != Kind.NULL);
  }

  /** Returns a value that must be there. */
  Optional<YamlNode> required(String key, String remedy) {
    asked.add(key);
    Optional<YamlNode> value = node.find(key);
    if (value.isEmpty()) {
      findings.fault(node, path(key), "is missing. %s.".formatted(remedy));
    } else if (value.get().kind() == Kind.NULL) {
      findings.fault(value.get(), "has no value. %s.".formatted(remedy));
    }
    return value.filter(given -> given.kind() != Kind.NULL);
  }

  /** Returns a text that must be there, and not be empty. */
  Optional<YamlNode> requiredText(String key, String remedy) {
    return required(key, remedy)
        .filter(value -> isText(value, findings))
        .filter(
            value -> {
              if (value.text().isBlank()) {
                findings.fault(value, "is empty. %s.".formatted(remedy));
              }
              return !value.text().isBlank();
            });
  }

  /** Returns a text that may be missing or null. */
  Optional<YamlNode> text(String key) {
    return present(key).filter(value -> isText(value, findings));
  }

  /** Returns an address of the web that may be missing or null. */
  Optional<YamlNode> url(String key) {
    return text(key).filter(value -> isUrl(value, findings));
  }

  /** Returns a list that may be missing or null. */
  List<YamlNode> list(String key) {
    return present(key).map(this::items).orElse(List.of());
  }

  /** Returns a list that must be there, with an item at least. */
  List<YamlNode> requiredList(String key, String remedy) {
    Optional<YamlNode> value = required(key, remedy);
    List<YamlNode> items = value.map(this::items).orElse(List.of());
    if (value.isPresent() && value.get().kind() == Kind.SEQUENCE && items.isEmpty()) {
      findings.fault(value.get(), "is an empty list. %s.".formatted(remedy));
    }
    return items;
  }

  private List<YamlNode> items(YamlNode value) {
    if (value.kind() != Kind.SEQUENCE) {
      findings.fault(value, "is %s. Write a list there.".formatted(described(value)));
    }
    return value.items();
  }

  /** Returns the texts of a list. */
  List<YamlNode> texts(String key) {
    List<YamlNode> texts = new ArrayList<>();
    for (YamlNode item : list(key)) {
      if (isText(item, findings)) {
        texts.add(item);
      }
    }
    return texts;
  }

  /** Returns true or false, which may be missing or null, as the model reads it. */
  Optional<Boolean> bool(String key) {
    Optional<YamlNode> value = present(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    YamlNode given = value.get();
    boolean yes = given.text().matches("(?i)1|on|t|true|y|yes");
    boolean no = given.text().matches("(?i)0|off|f|false|n|no");
    boolean scalar = Set.of(Kind.BOOLEAN, Kind.STRING, Kind.INTEGER).contains(given.kind());
    if (!scalar || (!yes && !no)) {
      findings.fault(given, "is %s. Write true or false.".formatted(described(given)));
      return Optional.empty();
    }
    return Optional.of(yes);
  }

  /**
   * Warns of the keys that nobody asked for.
   *
   * @param hints what to say of some keys
   */
  void warnOfOthers(Map<String, String> hints) {
    for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
      String key = entry.getKey();
      if (!asked.contains(key)) {
        String hint = hints.get(key);
        if (hint == null) {
          hint =
              Spelling.nearest(key, asked)
                  .map(known -> "LEAP's catalog ignores this key. Is '%s' meant?".formatted(known))
                  .orElse("LEAP's catalog ignores this key.");
        }
        findings.warning(entry.getValue(), hint);
      }
    }
  }

  static boolean isText(YamlNode value, Findings findings) {
    if (value.kind() == Kind.STRING) {
      boolean number = value.isPlain() && NUMBER.matcher(value.text()).matches();
      if (number) {
        findings.fault(
            value,
            "is %s, which LEAP's tools take for a number. Put it in quotes."
                .formatted(Quoted.of(value.text())));
      }
      return !number;
    }
    boolean scalar = value.entries().isEmpty() && value.items().isEmpty();
    findings.fault(
        value,
        "is %s, not text. %s."
            .formatted(
                described(value),
                scalar && value.kind() != Kind.NULL
                    ? "Put it in quotes"
                    : value.kind() == Kind.NULL
                        ? "Write one, or leave the key out"
                        : "Write one text"));
    return false;
  }

  static boolean isUrl(YamlNode value, Findings findings) {
    String url = value.text();
    String wrong = "";
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme());
      if (!scheme.matches("(?i)https?") || uri.getHost() == null || uri.getPort() > 65535) {
        wrong = "Write it like https://host/path";
      }
    } catch (URISyntaxException e) {
      wrong = "Write it like https://host/path, with %20 for a space";
    }
    if (url.length() > LONGEST_URL) {
      wrong = "Write one of at most %,d characters".formatted(LONGEST_URL);
    }
    if (!wrong.isEmpty()) {
      findings.fault(value, "%s is no URL of the web. %s.".formatted(Quoted.of(url), wrong));
    }
    return wrong.isEmpty();
  }

  /** Says what a value is, for messages. */
  static String described(YamlNode value) {
    String shown = Quoted.of(value.text());
    return switch (value.kind()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      case STRING -> "the text " + shown;
      case INTEGER, FLOAT -> "the number " + shown;
      case BOOLEAN -> shown + ", which YAML takes for true or false";
      case NULL -> "null";
      case TIMESTAMP -> shown + ", which YAML takes for a date";
      case OTHER -> "a value of a type of its own";
    };
  }
}
