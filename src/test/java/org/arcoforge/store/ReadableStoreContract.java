package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every store promises to who reads. Extend it with a fresh, empty store for each test. */
abstract class ReadableStoreContract {
  private static final StoreKey KEY = new StoreKey("sst/c/0");

  /** The store of this test, the same at every call. */
  abstract Store store() throws IOException;

  /** Makes an object be there. */
  abstract void place(StoreKey key, byte[] bytes) throws IOException;

  private void put(String key, int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    place(new StoreKey(key), all);
  }

  @Test
  void anObjectThatIsNotThereIsEmpty() throws IOException {
    assertThat(store().get(KEY)).isEmpty();
    assertThat(store().get(KEY, 0, 10)).isEmpty();
  }

  @Test
  void theStoreSaysWhoItTakesUsFor() throws IOException {
    assertThat(store().identity().name()).isNotBlank();
  }

  @Test
  void anObjectMayBeEmpty() throws IOException {
    put("sst/c/0");
    assertThat(store().get(KEY)).hasValueSatisfying(b -> assertThat(b).isEmpty());
  }

  @Test
  void aRangeIsCutAtTheEndOfTheObject() throws IOException {
    put("sst/c/0", 1, 2, 3, 4, 5);
    assertThat(store().get(KEY, 1, 3).orElseThrow()).containsExactly(2, 3, 4);
    assertThat(store().get(KEY, 3, 10).orElseThrow()).containsExactly(4, 5);
    assertThat(store().get(KEY, 5, 1).orElseThrow()).isEmpty();
    assertThat(store().get(KEY, 99, 1).orElseThrow()).isEmpty();
  }

  @Test
  void getReturnsTheBytesOfTheObject() throws IOException {
    put("sst/c/0", 1, -2, 3);
    put("sst/c/1", 4);
    assertThat(store().get(KEY)).hasValueSatisfying(b -> assertThat(b).containsExactly(1, -2, 3));
  }

  @Test
  void aRangeMayBeEmpty() throws IOException {
    put("sst/c/0", 1, 2);
    put("sst/c/1");
    assertThat(store().get(KEY, 0, 0).orElseThrow()).isEmpty();
    assertThat(store().get(KEY, 2, 0).orElseThrow()).isEmpty();
    assertThat(store().get(new StoreKey("sst/c/1"), 0, 5).orElseThrow()).isEmpty();
  }

  @Test
  void namesAreTakenLiterally() throws IOException {
    for (String name :
        new String[] {"température de l'eau/c/0", "b c%20+/x", "a?b#c&d=e;f", "~:@"}) {
      put(name, name.length());
    }
    put("b c +/x", 99);
    for (String name :
        new String[] {"température de l'eau/c/0", "b c%20+/x", "a?b#c&d=e;f", "~:@"}) {
      assertThat(store().get(new StoreKey(name)).orElseThrow()).containsExactly(name.length());
    }
  }
}
