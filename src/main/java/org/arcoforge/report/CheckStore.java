package org.arcoforge.report;

import java.util.ArrayList;
import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;

/** Checks of a store as a whole. */
final class CheckStore {
  private static final long MOST_OBJECTS = 100_000;

  private CheckStore() {}

  static List<Check> of(
      GroupMetadata group, boolean isConsolidated, Decoding decoding, StoredObjects objects) {
    List<Check> checks = new ArrayList<>();
    String arrays =
        "%,d %s".formatted(group.arrays().size(), group.arrays().size() == 1 ? "array" : "arrays");
    checks.add(
        isConsolidated
            ? Check.ok("opens", "", "It opens with consolidated metadata of %s.".formatted(arrays))
            : Check.warning(
                "opens",
                "",
                "It opens, with %s, but has no consolidated metadata: readers must list it, which web servers do not allow."
                    .formatted(arrays)));
    decoding
        .disagreements()
        .forEach(
            (dimension, lengths) ->
                checks.add(
                    Check.failed(
                        "dimensions",
                        "",
                        "Dimension '%s' has several lengths, so xarray cannot open the store: %s."
                            .formatted(dimension, lengths))));
    failedFiles(group.attributes(), checks);
    if (objects.isListed()) {
      objects(group, objects, checks);
    }
    return checks;
  }

  private static void failedFiles(Attributes attributes, List<Check> checks) {
    for (String word : List.of("skipped", "filled")) {
      AttributeValue listed = attributes.find(word + "_source_files").orElse(null);
      int count =
          listed instanceof AttributeValue.Texts texts
              ? texts.values().size()
              : listed instanceof AttributeValue.Text ? 1 : 0;
      if (count > 0) {
        checks.add(
            Check.warning(
                "sourceFiles",
                "",
                "%,d source %s could not be read and %s %s."
                    .formatted(
                        count, count == 1 ? "file" : "files", count == 1 ? "was" : "were", word)));
      }
    }
  }

  private static void objects(GroupMetadata group, StoredObjects objects, List<Check> checks) {
    long expected = 0;
    long found = 0;
    for (ArrayMetadata array : group.arrays()) {
      expected += array.grid().chunkCount();
      found += Math.min(objects.of(array.name()).count(), array.grid().chunkCount());
    }
    String text = "%,d of %,d chunks are there".formatted(found, expected);
    checks.add(
        found >= expected
            ? Check.ok("chunks", "", text + ".")
            : Check.note("chunks", "", text + "; others read as the fill value."));
    if (objects.count() > MOST_OBJECTS) {
      checks.add(
          Check.note(
              "objects",
              "",
              "%,d objects, more than 100,000: such a store is slow to copy and to delete."
                  .formatted(objects.count())));
    }
  }
}
