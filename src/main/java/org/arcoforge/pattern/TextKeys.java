package org.arcoforge.pattern;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys that are what they say. */
record TextKeys(List<String> texts) implements Keys {
  TextKeys {
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("Cannot make keys of no texts. Give one or more.");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).isBlank()) {
        throw new IllegalArgumentException(
            "Cannot use key %d of %d: it is blank.".formatted(i, texts.size()));
      }
      if (!seen.add(texts.get(i))) {
        throw new IllegalArgumentException(
            "Cannot use key '%s' twice: as number %d and number %d. Remove one."
                .formatted(texts.get(i), texts.indexOf(texts.get(i)), i));
      }
    }
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public String text(int position) {
    return texts.get(position);
  }

  @Override
  public Keys first(int count) {
    return count < size() ? new TextKeys(texts.subList(0, count)) : this;
  }
}
