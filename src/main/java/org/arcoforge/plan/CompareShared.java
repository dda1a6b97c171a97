package org.arcoforge.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.Region;
import org.arcoforge.plan.Conflict.Saying;
import org.jspecify.annotations.Nullable;

/**
 * Compares what files say of values that they share, by what the values mean: as the store would
 * have them. Values that are too many to be held are the same only if they are written alike.
 */
final class CompareShared {
  private final Agreement<SharedValues> agreement;
  private final Optional<CfTime> time;

  /** The values of each file as the store would have them; null where that is not known. */
  private final List<@Nullable Block> blocks = new ArrayList<>();

  private CompareShared(Agreement<SharedValues> agreement, TargetVariable target) {
    this.agreement = agreement;
    this.time = target.coding().time();
    for (Agreement.Said<SharedValues> said : agreement.values()) {
      blocks.add(stored(said.value(), target));
    }
  }

  static CompareShared of(Agreement<SharedValues> agreement, TargetVariable target) {
    return new CompareShared(agreement, target);
  }

  private static @Nullable Block stored(SharedValues values, TargetVariable target) {
    Block block = values.values().block();
    Recoding recoding = target.recoding(values.coding()).orElse(null);
    List<String> wanted = target.variable().dimensions();
    if (block == null
        || recoding == null
        || block.rank() != wanted.size()
        || !values.dimensions().containsAll(wanted)) {
      return null;
    }
    int[] order = wanted.stream().mapToInt(values.dimensions()::indexOf).toArray();
    boolean turned = IntStream.range(0, order.length).anyMatch(d -> order[d] != d);
    try {
      Block ordered = turned ? block.transpose(order) : block;
      return recoding.recode(ordered, Region.all(shape(ordered)), target.variable().name());
    } catch (IOException e) {
      return null;
    }
  }

  private static long[] shape(Block block) {
    return IntStream.of(block.shape()).asLongStream().toArray();
  }

  /** Returns whether all files say the same; not if that cannot be known. */
  boolean isSame() {
    Block first = blocks.get(0);
    return first != null && !agreement.isFull() && blocks.stream().allMatch(first::equals);
  }

  /** Returns what files say, with the first element that differs where it is known. */
  List<Saying> sayings(Conflicts conflicts) {
    boolean alike =
        agreement.values().stream()
            .allMatch(said -> said.value().coding().equals(agreement.first().coding()));
    List<Saying> sayings = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Agreement.Said<SharedValues> said = agreement.values().get(i);
      Block block = blocks.get(i);
      int at = difference(i);
      String text =
          block == null || at < 0 || at >= block.size()
              ? said.value().toString()
              : "%s at index %d of %s".formatted(text(block, at), at, said.value());
      String coding = alike ? "" : ", " + said.value().coding().describe() + ",";
      sayings.add(conflicts.saying(text + coding, said.files(), said.count()));
    }
    return sayings;
  }

  private String text(Block block, int i) {
    return time.map(t -> t.text(block, i)).orElseGet(() -> BlockText.element(block, i));
  }

  /** Returns where values {@code i}, or for the first those that differ from it, differ; or -1. */
  private int difference(int i) {
    Block first = blocks.get(0);
    for (int other = Math.max(1, i); other < blocks.size(); other++) {
      Block block = blocks.get(other);
      if (first != null && block != null && !first.equals(block)) {
        for (int at = 0; at < Math.min(first.size(), block.size()); at++) {
          if (!BlockText.element(first, at).equals(BlockText.element(block, at))) {
            return at;
          }
        }
        return -1;
      }
      if (i > 0) {
        return -1;
      }
    }
    return -1;
  }
}
