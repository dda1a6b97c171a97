package org.arcoforge.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a process makes once for each key and then shares: clients with their connections. They stay
 * for as long as the process does.
 */
final class PerProcess<K, V> {
  private final Map<K, V> made = new ConcurrentHashMap<>();
  private final Function<K, V> making;

  PerProcess(Function<K, V> making) {
    this.making = making;
  }

  V of(K key) {
    return made.computeIfAbsent(key, making);
  }
}
