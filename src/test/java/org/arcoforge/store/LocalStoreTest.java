package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  Store store() {
    return new LocalStore(folder.resolve("store.zarr"));
  }

  @Override
  byte[] bytesBehind(StoreKey key) throws IOException {
    return Files.readAllBytes(folder.resolve("store.zarr").resolve(key.path()));
  }

  @Test
  void makingAStoreTouchesNothing() throws IOException {
    store().list("");
    assertThat(folder.resolve("store.zarr")).doesNotExist();
  }

  @Test
  void aPutThatFailsSaysWhyAndLeavesNothing() throws IOException {
    Files.createDirectories(folder.resolve("store.zarr/sst/c/0/blocked"));
    assertThatThrownBy(() -> store().put(new StoreKey("sst/c/0"), ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot write to " + folder.resolve("store.zarr/sst/c/0") + ": ")
        .hasMessageEndingWith(". Check its permissions and the free space of its disk.");
    try (var files = Files.list(folder.resolve("store.zarr/sst/c"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void leftoversOfADeadProcessAreNotObjectsAndGoWithTheirFolder() throws IOException {
    store().put(new StoreKey("sst/c/0"), ByteBuffer.allocate(1));
    Path leftover = folder.resolve("store.zarr/sst/c/.x.partial");
    Files.write(leftover, new byte[3]);
    assertThat(store().list("")).hasSize(1);
    store().delete(new StoreKey("sst/c/0"));
    assertThat(folder.resolve("store.zarr/sst")).doesNotExist();
  }

  @Test
  void openTakesPathsAndFileUris() throws IOException {
    Stores.open(folder.resolve("a").toUri().toString(), StoreAccess.USUAL)
        .put(new StoreKey("x"), ByteBuffer.allocate(1));
    Stores.open(folder.resolve("a").toString(), StoreAccess.USUAL)
        .put(new StoreKey("y"), ByteBuffer.allocate(1));
    assertThat(folder.resolve("a/x")).exists();
    assertThat(folder.resolve("a/y")).exists();
  }

  @Test
  void openRefusesOtherSchemes() {
    assertThatThrownBy(() -> Stores.open("ftp://host/store.zarr", StoreAccess.USUAL))
        .hasMessage(
            "Cannot open store ftp://host/store.zarr: scheme 'ftp' is not known. Use a path, or a file:, gs://, s3://, http: or https: URI.");
  }
}
