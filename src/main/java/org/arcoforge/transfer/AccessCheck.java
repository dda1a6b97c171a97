package org.arcoforge.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.Identity;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.arcoforge.transfer.AccessReport.Outcome;
import org.arcoforge.transfer.AccessReport.Step;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrFormat;
import org.arcoforge.zarr.ZarrReader;

/**
 * Finds out what can be done at a place: writes a tiny Zarr store in a folder of its own there,
 * lists it, reads it back and deletes it, also if a step fails.
 */
public final class AccessCheck {
  private static final int VALUES = 4;

  private final Store place;
  private final Folder probe;
  private final List<Step> steps = new ArrayList<>();
  private final Map<StoreKey, byte[]> objects = new LinkedHashMap<>();

  /** Those that were put, or may have been: the answer to a put can be lost. */
  private final Set<StoreKey> tried = new LinkedHashSet<>();

  private int written;

  private boolean readOnly;

  private AccessCheck(Store place, String token) {
    this.place = place;
    this.probe = new Folder(place, "arcoforge-access-" + token + ".zarr");
  }

  /**
   * Tries every step that makes sense at {@code place}. What fails is in the report.
   *
   * @param token makes the name of the folder, {@code arcoforge-access-TOKEN.zarr}, one that nobody
   *     else has
   */
  public static AccessReport run(Store place, String token) {
    return new AccessCheck(place, token).run();
  }

  /** One step; what it throws is why it failed. */
  private interface Trying {
    void run() throws IOException;
  }

  private boolean step(String name, Trying trying) {
    Optional<String> failure = failure(trying);
    steps.add(new Step(name, failure.isEmpty() ? Outcome.OK : Outcome.FAILED, failure.orElse("")));
    return failure.isEmpty();
  }

  private static Optional<String> failure(Trying trying) {
    try {
      trying.run();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private AccessReport run() {
    Identity[] identity = new Identity[1];
    if (!step("login", () -> identity[0] = place.identity())) {
      return new AccessReport(Optional.empty(), steps, List.of());
    }
    Optional<Identity> who = Optional.of(identity[0]);
    readOnly =
        !place.isListable() || identity[0].name().toLowerCase(Locale.ROOT).contains("anonymous");
    if (!place.isListable()) {
      steps.add(new Step("write", Outcome.NOT_WANTED, "This place can be read only."));
      step("read", this::readStore);
      return new AccessReport(who, steps, List.of());
    }
    return new AccessReport(who, steps, tryAll());
  }

  private List<String> tryAll() {
    Optional<String> denied = failure(this::write);
    if (denied.isEmpty()) {
      steps.add(new Step("write", Outcome.OK, ""));
      step("list", () -> requireListed(objects.keySet()));
      step("read", this::readBack);
    } else {
      Outcome outcome = readOnly ? Outcome.NOT_WANTED : Outcome.FAILED;
      steps.add(new Step("write", outcome, denied.get()));
      step("list", () -> probe.objects(""));
      step("read", this::readStore);
    }
    return delete();
  }

  private void write() throws IOException {
    ArrayMetadata array =
        new ArrayMetadata(
            "probe",
            DataType.INT32,
            List.of((long) VALUES),
            List.of(VALUES),
            List.of("probe"),
            Attributes.NONE,
            Compression.none());
    GroupMetadata metadata = new GroupMetadata(ZarrFormat.V3, Attributes.NONE, List.of(array));
    objects.putAll(metadata.arrayDocuments());
    try (ChunkCodec codec = new ChunkCodec(array, ZarrFormat.V3)) {
      ByteBuffer encoded = codec.encode(values());
      byte[] chunk = new byte[encoded.remaining()];
      encoded.get(chunk);
      objects.put(metadata.chunkKey(array, new long[] {0}), chunk);
    }
    objects.putAll(metadata.rootDocuments());
    for (Map.Entry<StoreKey, byte[]> object : objects.entrySet()) {
      tried.add(object.getKey());
      probe.put(object.getKey(), ByteBuffer.wrap(object.getValue()));
      written++;
    }
  }

  private static Block values() {
    Block values = Block.allocate(DataType.INT32, VALUES);
    for (int i = 0; i < VALUES; i++) {
      values.setLong(i, 1000 + i);
    }
    return values;
  }

  private void requireListed(Set<StoreKey> wanted) throws IOException {
    Set<StoreKey> listed = new HashSet<>(probe.list(""));
    if (!listed.equals(wanted)) {
      throw new IOException(
          "Cannot list %s: it lists %s, but %s are there. Check what lies between here and the store."
              .formatted(probe, names(listed), names(wanted)));
    }
  }

  private static List<String> names(Set<StoreKey> keys) {
    return keys.stream().map(StoreKey::path).sorted().toList();
  }

  private void readBack() throws IOException {
    for (Map.Entry<StoreKey, byte[]> object : objects.entrySet()) {
      byte[] bytes = object.getValue();
      int from = bytes.length / 2;
      requireEqual(object.getKey(), probe.get(object.getKey()), bytes);
      requireEqual(
          object.getKey(),
          probe.get(object.getKey(), from, bytes.length),
          Arrays.copyOfRange(bytes, from, bytes.length));
    }
    ZarrReader reader = ZarrReader.open(probe);
    if (!reader.readChunk(reader.metadata().array("probe"), new long[] {0}).equals(values())) {
      throw new IOException(
          "Cannot read %s: it has other values than were written.".formatted(probe));
    }
  }

  private void requireEqual(StoreKey key, Optional<byte[]> read, byte[] expected)
      throws IOException {
    if (read.isEmpty() || !Arrays.equals(read.get(), expected)) {
      throw new IOException(
          "Cannot read %s of %s: it has %s, written were %d bytes. Check what lies between here and the store."
              .formatted(
                  key,
                  probe,
                  read.map(bytes -> bytes.length + " other bytes").orElse("no such object"),
                  expected.length));
    }
  }

  /** Reads the root of the Zarr store that is there. */
  private void readStore() throws IOException {
    for (StoreKey key : StoreParts.ROOTS) {
      if (place.get(key).isPresent()) {
        return;
      }
    }
    throw new IOException(
        "Cannot read %s: it has neither zarr.json nor .zgroup, so there is nothing to read. Name a Zarr store there."
            .formatted(place));
  }

  /** Deletes what was written, and returns what is left of it. */
  private List<String> delete() {
    List<StoreKey> left = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    for (StoreKey key : tried) {
      Optional<String> refused = failure(() -> probe.delete(key));
      if (refused.isPresent()) {
        left.add(key);
      }
      failure = failure.or(() -> refused);
    }
    Optional<Set<StoreKey>> listed = listed();
    if (listed.isPresent()) {
      left = tried.stream().filter(listed.get()::contains).toList();
    }
    if (written == 0 && (listed.isEmpty() || left.isEmpty())) {
      steps.add(new Step("delete", Outcome.NOT_WANTED, "Nothing was written."));
      return List.of();
    }
    if (left.isEmpty()) {
      steps.add(new Step("delete", Outcome.OK, ""));
    } else {
      String listedStill =
          "Cannot delete %s: it is still listed. Delete it by hand.".formatted(probe);
      steps.add(new Step("delete", Outcome.FAILED, failure.orElse(listedStill)));
    }
    return left.stream().map(key -> probe + "/" + key).toList();
  }

  private Optional<Set<StoreKey>> listed() {
    try {
      Set<StoreKey> keys = new HashSet<>();
      for (StoredObject object : probe.objects("")) {
        keys.add(object.key());
      }
      return Optional.of(keys);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
