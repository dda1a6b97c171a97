package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.RandomArchive.Feature;
import org.arcoforge.zarr.ArrayMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of random archives: what is allowed has the values that a naive combination has, what
 * is not is refused. A failure is told for the smallest archive that still fails.
 */
final class RandomArchiveTest {
  private static final int ARCHIVES = 500;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void theStoreHasTheValuesOfTheFilesOrThePlanStops(int part) {
    for (long seed = (long) part * ARCHIVES; seed < (part + 1L) * ARCHIVES; seed++) {
      RandomArchive archive = RandomArchive.of(seed);
      String fault = fault(archive);
      if (!fault.isEmpty()) {
        RandomArchive smallest = smallest(archive);
        throw new AssertionError("%s: %s".formatted(smallest, fault(smallest)));
      }
    }
  }

  private static RandomArchive smallest(RandomArchive failing) {
    RandomArchive smallest = failing;
    boolean found = true;
    while (found) {
      found = false;
      for (RandomArchive smaller : smallest.smaller()) {
        if (!fault(smaller).isEmpty()) {
          smallest = smaller;
          found = true;
          break;
        }
      }
    }
    return smallest;
  }

  /** Returns what is wrong; empty if nothing is. */
  private static String fault(RandomArchive archive) {
    List<InMemoryDataset> files = archive.files();
    Set<Feature> refused = EnumSet.noneOf(Feature.class);
    refused.addAll(archive.features());
    refused.removeAll(archive.allowed());
    refused.removeIf(Feature::isHarmless);
    try {
      Combined combined = Combined.of(archive.target(), archive.pattern(), files);
      return refused.isEmpty()
          ? compare(archive, combined, new NaiveCombination(files, archive.kept()))
          : "planned, although " + refused + " is not allowed";
    } catch (SchemaMismatchException e) {
      return refused.isEmpty() ? "refused: " + e.getMessage() : "";
    } catch (IOException | RuntimeException | AssertionError e) {
      return "failed: " + e + " at " + List.of(e.getStackTrace()).subList(0, 3);
    }
  }

  /** Returns how the store differs from what it should be; empty if it does not. */
  static String compare(RandomArchive archive, Combined store, NaiveCombination naive)
      throws IOException {
    Map<String, Block> blocks = new HashMap<>();
    Set<String> names = new java.util.TreeSet<>(naive.variables());
    if (archive.has(Feature.ABSENT) && archive.drops()) {
      names.removeIf(name -> name.startsWith("extra"));
    }
    Set<String> found = new java.util.TreeSet<>();
    for (ArrayMetadata array : store.plan().metadata().arrays()) {
      found.add(array.name());
      blocks.put(array.name(), store.array(array.name()));
    }
    if (!found.equals(names)) {
      return "arrays are %s, not %s".formatted(found, names);
    }
    Schema schema = schema(store.plan().metadata().arrays());
    for (String name : names) {
      Map<List<Object>, Double> expected = naive.values(name);
      String fault = compare(archive, schema, schema.variable(name), blocks, expected);
      if (!fault.isEmpty()) {
        return fault;
      }
    }
    return "";
  }

  private static Schema schema(List<ArrayMetadata> arrays) {
    Map<String, Dimension> dimensions = new HashMap<>();
    List<Variable> variables = new ArrayList<>();
    for (ArrayMetadata array : arrays) {
      for (int d = 0; d < array.dimensions().size(); d++) {
        String name = array.dimensions().get(d);
        dimensions.put(name, Dimension.of(name, array.shape().get(d)));
      }
      variables.add(
          Variable.of(array.name(), array.type(), array.dimensions(), array.attributes()));
    }
    return Schema.of(List.copyOf(dimensions.values()), variables, Attributes.NONE);
  }

  private static String compare(
      RandomArchive archive,
      Schema schema,
      Variable variable,
      Map<String, Block> blocks,
      Map<List<Object>, Double> expected) {
    Block block = java.util.Objects.requireNonNull(blocks.get(variable.name()));
    long[] shape = schema.shape(variable);
    int present = 0;
    for (int i = 0; i < block.size(); i++) {
      List<Object> place = new ArrayList<>();
      long rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        String dimension = variable.dimensions().get(d);
        int at = (int) (rest % shape[d]);
        rest /= shape[d];
        Block coordinate = blocks.get(dimension);
        place.add(
            0,
            coordinate == null
                ? (Object) at
                : NaiveCombination.coordinate(schema, schema.variable(dimension), coordinate, at));
      }
      double found = NaiveCombination.value(schema, variable, block, i);
      Double said = expected.get(place);
      present += said == null ? 0 : 1;
      double wanted = said == null ? Double.NaN : said;
      boolean same =
          Double.compare(found, wanted) == 0
              || (archive.has(Feature.UNITS) && Math.abs(found - wanted) < 1e-9)
              || (archive.has(Feature.JITTER) && Math.abs(found - wanted) < 1e-6);
      if (!same) {
        return "%s at %s is %s, not %s".formatted(variable.name(), place, found, wanted);
      }
    }
    return present == expected.size()
        ? ""
        : "%s has %d of %d values".formatted(variable.name(), present, expected.size());
  }

  @ParameterizedTest
  @ValueSource(ints = 4000)
  void theArchivesMixEverything(int count) {
    Map<Feature, Integer> planned = new HashMap<>();
    int refused = 0;
    for (long seed = 0; seed < count; seed++) {
      RandomArchive archive = RandomArchive.of(seed);
      boolean allowed =
          archive.features().stream()
              .allMatch(f -> f.isHarmless() || archive.allowed().contains(f));
      refused += allowed ? 0 : 1;
      if (allowed) {
        archive.features().forEach(f -> planned.merge(f, 1, Integer::sum));
      }
    }
    assertThat(refused).isBetween(count / 8, count / 2);
    assertThat(planned.keySet()).containsExactlyInAnyOrder(Feature.values());
    assertThat(planned.values()).allMatch(archives -> archives > 50);
  }
}
