package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.Store;
import org.arcoforge.zarr.ZarrReader;

/**
 * The source files that a store lists as skipped or filled.
 *
 * @param treated what became of them; {@link OnFailure#FAIL} if there is none
 * @param urls as the recipe writes them
 */
record ListedFiles(OnFailure treated, Set<String> urls) {
  ListedFiles {
    urls = new LinkedHashSet<>(urls);
  }

  /** Returns those of a finished store. */
  static ListedFiles of(Store store) throws IOException {
    return of(ZarrReader.open(store).metadata().attributes());
  }

  /** Returns those of a store with these global attributes. */
  static ListedFiles of(Attributes attributes) {
    for (OnFailure treated : List.of(OnFailure.SKIP, OnFailure.FILL)) {
      AttributeValue value = attributes.find(TreatedFile.attribute(treated)).orElse(null);
      if (value instanceof AttributeValue.Texts texts) {
        return new ListedFiles(treated, Set.copyOf(texts.values()));
      }
      // A list of one is written as a text.
      if (value instanceof AttributeValue.Text text) {
        return new ListedFiles(treated, Set.of(text.value()));
      }
    }
    return new ListedFiles(OnFailure.FAIL, Set.of());
  }

  /**
   * Returns these files, by their numbers in {@code files}.
   *
   * @param reasons why they cannot be read, by URL, as far as known
   */
  List<TreatedFile> with(Map<String, String> reasons, FilePattern files) {
    List<TreatedFile> all = new ArrayList<>();
    for (long file = 0; file < files.count() && all.size() < urls.size(); file++) {
      String url = files.file(file).url();
      if (urls.contains(url)) {
        all.add(new TreatedFile(file, url, reasons.getOrDefault(url, ""), treated));
      }
    }
    return all;
  }

  /** Returns {@code target} such that these files, if any, are treated as they are in the store. */
  Target target(Target target) {
    return urls.isEmpty() ? target : target.onFailure(treated);
  }
}
