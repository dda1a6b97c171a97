package org.arcoforge.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.yaml.YamlNode.Kind;
import org.arcoforge.yaml.YamlNode.Place;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Makes nodes of the events of one document. */
final class Composer {
  private static final int DEEPEST = 100;

  /** How many nodes all aliases of a document may stand for. */
  private static final long MOST_BY_ALIASES = 10_000;

  private static final String TAG = "tag:yaml.org,2002:";
  private static final Map<String, Kind> TAGGED =
      Map.of(
          TAG + "str", Kind.STRING,
          TAG + "int", Kind.INTEGER,
          TAG + "float", Kind.FLOAT,
          TAG + "bool", Kind.BOOLEAN,
          TAG + "null", Kind.NULL,
          TAG + "timestamp", Kind.TIMESTAMP);

  private final String source;
  private final Iterator<Event> events;
  private final Map<String, Sized> anchors = new HashMap<>();
  private long byAliases;

  /** A node, and how many nodes it is with all below it. */
  private record Sized(YamlNode node, long size) {}

  Composer(String source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  YamlNode document() {
    events.next();
    Event start = events.next();
    if (!start.is(Event.ID.DocumentStart)) {
      return YamlNode.scalar(Kind.NULL, new Place(source, "", 1, 1, 1), "", true);
    }
    YamlNode root = node(events.next(), "", null, 0).node();
    events.next();
    Event after = events.next();
    if (after instanceof DocumentStartEvent second) {
      throw refused(second, "a second document starts here", "Keep one document in a file");
    }
    return root;
  }

  private Sized node(Event event, String path, @Nullable Mark key, int depth) {
    if (depth > DEEPEST) {
      throw refused(
          event,
          "values are nested more than %d deep".formatted(DEEPEST),
          "Write it with fewer levels");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    Mark start = event.getStartMark();
    Place place =
        new Place(
            source,
            path,
            start.getLine() + 1,
            start.getColumn() + 1,
            (key == null ? start : key).getLine() + 1);
    Sized made;
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getImplicit().canOmitTagInPlainScalar();
      made = new Sized(YamlNode.scalar(kind(scalar), place, scalar.getValue(), plain), 1);
    } else if (event.is(Event.ID.MappingStart)) {
      made = mapping((CollectionStartEvent) event, place, depth);
    } else {
      made = sequence((CollectionStartEvent) event, place, depth);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, made);
    }
    return made;
  }

  private Sized aliased(AliasEvent alias) {
    Sized meant = anchors.get(alias.getAnchor());
    if (meant == null) {
      throw refused(
          alias,
          "the alias *%s has no finished value &%s before it"
              .formatted(alias.getAnchor(), alias.getAnchor()),
          "Write the value out");
    }
    byAliases += meant.size();
    if (byAliases > MOST_BY_ALIASES) {
      throw refused(
          alias,
          "aliases stand for more than %,d values".formatted(MOST_BY_ALIASES),
          "Write the values out");
    }
    return meant;
  }

  private Sized mapping(CollectionStartEvent start, Place place, int depth) {
    LinkedHashMap<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    long size = 1;
    for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
      String name = key(key);
      int line = key.getStartMark().getLine() + 1;
      @Nullable Integer before = lines.put(name, line);
      if (before != null) {
        throw refused(
            key, "the key '%s' is in line %d already".formatted(name, before), "Keep one of them");
      }
      Sized value = node(events.next(), below(place.path(), name), key.getStartMark(), depth + 1);
      entries.put(name, value.node());
      size += value.size();
    }
    return new Sized(
        YamlNode.mapping(collection(start, "map", Kind.MAPPING), place, entries), size);
  }

  private Sized sequence(CollectionStartEvent start, Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    for (Event item = events.next(); !item.is(Event.ID.SequenceEnd); item = events.next()) {
      Sized value = node(item, place.path() + "[" + items.size() + "]", null, depth + 1);
      items.add(value.node());
      size += value.size();
    }
    return new Sized(
        YamlNode.sequence(collection(start, "seq", Kind.SEQUENCE), place, items), size);
  }

  private String key(Event event) {
    if (!(event instanceof ScalarEvent scalar)) {
      throw refused(event, "a key is not a text", "Write a name before the colon");
    }
    Kind kind = kind(scalar);
    if (kind == Kind.NULL) {
      throw refused(event, "a key is missing", "Write a name before the colon");
    }
    if (kind == Kind.OTHER) {
      throw refused(
          event,
          "the key '%s' has a meaning of its own in YAML".formatted(scalar.getValue()),
          "Write the keys out, or the key in quotes");
    }
    return scalar.getValue();
  }

  private static Kind kind(ScalarEvent scalar) {
    if (scalar.getImplicit().canOmitTagInPlainScalar()) {
      return PlainScalar.kind(scalar.getValue());
    }
    return untagged(scalar.getTag())
        ? Kind.STRING
        : TAGGED.getOrDefault(scalar.getTag(), Kind.OTHER);
  }

  private static Kind collection(CollectionStartEvent start, String tag, Kind usual) {
    return untagged(start.getTag()) || start.getTag().equals(TAG + tag) ? usual : Kind.OTHER;
  }

  private static boolean untagged(@Nullable String tag) {
    return tag == null || tag.equals("!");
  }

  private static String below(String path, String name) {
    if (!name.matches("[\\w-]+")) {
      return path + "[\"" + name + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  private IllegalArgumentException refused(Event event, String what, String remedy) {
    return Refusal.at(source, event.getStartMark(), what, remedy);
  }
}
