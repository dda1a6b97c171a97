package org.arcoforge.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.arcoforge.yaml.YamlNode.Kind;

/** What scalars without quotes and tags are, by the regular expressions of PyYAML's resolver. */
final class PlainScalar {
  private static final Map<Kind, Pattern> KINDS = kinds();

  private PlainScalar() {}

  private static Map<Kind, Pattern> kinds() {
    Map<Kind, Pattern> kinds = new LinkedHashMap<>();
    kinds.put(Kind.NULL, Pattern.compile("~|null|Null|NULL|"));
    kinds.put(
        Kind.BOOLEAN,
        Pattern.compile(
            "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"));
    kinds.put(
        Kind.FLOAT,
        Pattern.compile(
            "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
                + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
                + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                + "|[-+]?\\.(inf|Inf|INF)"
                + "|\\.(nan|NaN|NAN)"));
    kinds.put(
        Kind.INTEGER,
        Pattern.compile(
            "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
                + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+"));
    kinds.put(
        Kind.TIMESTAMP,
        Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}"
                + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
                + "(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?"));
    kinds.put(Kind.OTHER, Pattern.compile("<<|="));
    return kinds;
  }

  static Kind kind(String text) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().matcher(text).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Kind.STRING);
  }
}
