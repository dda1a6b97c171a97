package org.arcoforge.catalog;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.arcoforge.catalog.CheckedFeedstock.Place;
import org.arcoforge.catalog.Finding.Severity;
import org.arcoforge.yaml.YamlNode;

/** Collects what is found, each thing once. */
final class Findings {
  private final Set<Finding> found = new LinkedHashSet<>();
  private final Set<String> replaced = new HashSet<>();

  void fault(YamlNode node, String text) {
    if (!isReplaced(node)) {
      fault(node, node.path(), text);
    }
  }

  /** Finds that a node is to be replaced, so that nothing else need be said of it. */
  void replaced(YamlNode node, String text) {
    fault(node, text);
    replaced.add(node.source() + "\n" + node.path());
  }

  boolean isReplaced(YamlNode node) {
    return replaced.contains(node.source() + "\n" + node.path());
  }

  /** Finds a fault of something that is missing in a node. */
  void fault(YamlNode parent, String path, String text) {
    found.add(new Finding(Severity.FAULT, parent.source(), parent.line(), path, text));
  }

  void warning(YamlNode node, String text) {
    warning(node, node.path(), text);
  }

  void warning(YamlNode parent, String path, String text) {
    found.add(new Finding(Severity.WARNING, parent.source(), parent.keyLine(), path, text));
  }

  void warning(Place place, String text) {
    found.add(new Finding(Severity.WARNING, place.source(), place.line(), place.path(), text));
  }

  void add(Finding finding) {
    found.add(finding);
  }

  /** Finds that a document cannot be read at all. */
  void unreadable(String source, String text) {
    found.add(new Finding(Severity.FAULT, source, 0, "", text));
  }

  /** Returns all, by document and line. */
  List<Finding> sorted() {
    List<String> sources = found.stream().map(Finding::source).distinct().toList();
    return found.stream()
        .sorted(
            Comparator.comparingInt((Finding finding) -> sources.indexOf(finding.source()))
                .thenComparingInt(Finding::line))
        .toList();
  }
}
