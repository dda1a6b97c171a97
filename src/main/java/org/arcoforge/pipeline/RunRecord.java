package org.arcoforge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.arcoforge.dataset.Block;
import org.arcoforge.plan.Plan;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.store.StoreKey;

/**
 * What a run leaves in its target until it is finished, so that another can go on with it: a digest
 * of everything that decides which bytes it writes. How the work is divided does not.
 *
 * @param digest of the store's metadata and coordinates, of the versions of all source files, and
 *     of the recipe's code, in hexadecimal
 * @param run the name of the run that writes now: two runs at once must not finish one store
 */
record RunRecord(String digest, String run) {
  /** Where it is in the target. */
  static final StoreKey KEY = new StoreKey(".arcoforge-run");

  /** Changes when this program makes other bytes of the same plan. */
  private static final String FORM = "arcoforge 1 ";

  static RunRecord of(BakeJob job, Plan plan) throws IOException {
    MessageDigest digest = sha256();
    add(digest, plan.metadata().arrayDocuments());
    add(digest, plan.metadata().rootDocuments());
    for (String name : plan.coordinates()) {
      add(digest, name, plan.coordinate(name));
    }
    add(digest, "sources", plan.sourceVersions().getBytes(UTF_8));
    add(digest, "recipe", Recipes.codeDigest(job.recipe()).getBytes(UTF_8));
    return new RunRecord(HexFormat.of().formatHex(digest.digest()), job.sources().run());
  }

  private static void add(MessageDigest digest, Map<StoreKey, byte[]> documents) {
    documents.forEach((key, bytes) -> add(digest, key.path(), bytes));
  }

  private static void add(MessageDigest digest, String name, Block values) {
    if (values.type().isFixedSize()) {
      add(digest, name, values.bytes());
    } else {
      for (String value : values.strings()) {
        add(digest, name, value.getBytes(UTF_8));
      }
    }
  }

  private static void add(MessageDigest digest, String name, byte[] bytes) {
    digest.update((name + " " + bytes.length + "\n").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static RunRecord parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int space = text.lastIndexOf(' ');
    return text.startsWith(FORM) && space >= FORM.length()
        ? new RunRecord(text.substring(FORM.length(), space), text.substring(space + 1))
        : new RunRecord(text, "");
  }

  byte[] bytes() {
    return (FORM + digest + " " + run).getBytes(UTF_8);
  }

  /** Returns whether a run of {@code other} may go on where this was stopped. */
  boolean isContinuedBy(RunRecord other) {
    return digest.equals(other.digest);
  }
}
