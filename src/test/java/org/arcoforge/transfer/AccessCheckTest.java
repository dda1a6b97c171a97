package org.arcoforge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arcoforge.store.Identity;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.WatchedStore;
import org.arcoforge.store.WatchedStore.Request;
import org.arcoforge.transfer.AccessReport.Outcome;
import org.arcoforge.transfer.AccessReport.Step;
import org.junit.jupiter.api.Test;

final class AccessCheckTest {
  private static final String PROBE = "arcoforge-access-x.zarr";

  private final MemoryStore store = new MemoryStore();

  private static AccessReport check(Store place) {
    return AccessCheck.run(place, "x");
  }

  private Store denying(Request... denied) {
    return new WatchedStore(
        store,
        (request, key) -> {
          if (Set.of(denied).contains(request)) {
            throw new IOException("Cannot %s: denied. Ask for it.".formatted(request));
          }
        });
  }

  private static List<String> outcomes(AccessReport report) {
    List<String> outcomes = new ArrayList<>();
    for (Step step : report.steps()) {
      outcomes.add(step.name() + " " + step.outcome());
    }
    return outcomes;
  }

  private static String message(AccessReport report, String name) {
    return report.steps().stream()
        .filter(step -> step.name().equals(name))
        .map(Step::message)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsAllowedIsReportedAndNothingIsLeft() throws IOException {
    Samples.put(store, "notes.txt", "mine");
    AccessReport report = check(store);
    assertThat(outcomes(report))
        .containsExactly("login OK", "write OK", "list OK", "read OK", "delete OK");
    assertThat(report.identity()).hasValue(Identity.of("this process"));
    assertThat(report.isOk()).isTrue();
    assertThat(report.left()).isEmpty();
    assertThat(Samples.contents(store)).containsOnlyKeys("notes.txt");
  }

  @Test
  void aWriteThatIsDeniedIsReported() throws IOException {
    AccessReport report = check(denying(Request.PUT));
    assertThat(outcomes(report))
        .containsExactly("login OK", "write FAILED", "list OK", "read FAILED", "delete NOT_WANTED");
    assertThat(message(report, "write")).isEqualTo("Cannot PUT: denied. Ask for it.");
    assertThat(message(report, "read"))
        .isEqualTo(
            "Cannot read memory:: it has neither zarr.json nor .zgroup, so there is nothing to read. Name a Zarr store there.");
    assertThat(message(report, "delete")).isEqualTo("Nothing was written.");
    assertThat(report.isOk()).isFalse();
    assertThat(outcomes(check(denying(Request.PUT, Request.DELETE, Request.LIST))))
        .contains("list FAILED", "delete NOT_WANTED");
  }

  @Test
  void whatWasWrittenIsDeletedAlsoIfALaterPutFails() {
    Store failing =
        new WatchedStore(
            store,
            (request, key) -> {
              if (request == Request.PUT && key.equals(PROBE + "/zarr.json")) {
                throw new IOException("full");
              }
            });
    AccessReport report = check(failing);
    assertThat(outcomes(report)).contains("write FAILED", "delete OK");
    assertThat(store.objects("")).isEmpty();
  }

  @Test
  void whatWasWrittenIsDeletedAlsoIfItCannotBeListedOrRead() {
    for (Request denied : List.of(Request.LIST, Request.GET)) {
      AccessReport report = check(denying(denied));
      assertThat(report.steps())
          .contains(
              new Step(
                  denied == Request.LIST ? "list" : "read",
                  Outcome.FAILED,
                  "Cannot %s: denied. Ask for it.".formatted(denied)));
      assertThat(outcomes(report)).contains("write OK", "delete OK");
      assertThat(report.isOk()).isFalse();
      assertThat(store.objects("")).isEmpty();
    }
  }

  @Test
  void whatIsLeftIsNamed() {
    for (Store place : List.of(denying(Request.DELETE), denying(Request.DELETE, Request.LIST))) {
      AccessReport report = check(place);
      assertThat(message(report, "delete")).isEqualTo("Cannot DELETE: denied. Ask for it.");
      assertThat(report.left())
          .containsExactlyInAnyOrder(
              "memory:/" + PROBE + "/probe/zarr.json",
              "memory:/" + PROBE + "/probe/c/0",
              "memory:/" + PROBE + "/zarr.json");
      assertThat(report.isOk()).isFalse();
    }
  }

  @Test
  void anObjectThatIsListedAfterItsDeletionIsNamed() {
    Store keeping =
        new WatchedStore(
            store,
            new WatchedStore.Watcher() {
              @Override
              public void before(Request request, String key) {}

              @Override
              public void after(Request request, String key) throws IOException {
                if (request == Request.DELETE) {
                  Samples.put(store, key, "back");
                }
              }
            });
    AccessReport report = check(keeping);
    assertThat(message(report, "delete"))
        .isEqualTo(
            "Cannot delete memory:/%s: it is still listed. Delete it by hand.".formatted(PROBE));
    assertThat(report.left()).hasSize(3);
  }

  @Test
  void bytesThatComeBackWrongAreFound() {
    Store garbling =
        new WatchedStore(
            store,
            new WatchedStore.Watcher() {
              @Override
              public void before(Request request, String key) {}

              @Override
              public void after(Request request, String key) throws IOException {
                if (request == Request.PUT && key.endsWith("c/0")) {
                  Samples.put(store, key, "other");
                }
              }
            });
    AccessReport report = check(garbling);
    assertThat(message(report, "read"))
        .isEqualTo(
            "Cannot read probe/c/0 of memory:/%s: it has 5 other bytes, written were 16 bytes. Check what lies between here and the store."
                .formatted(PROBE));
    assertThat(store.objects("")).isEmpty();
  }

  @Test
  void aListThatLacksWhatWasWrittenIsFound() {
    Store forgetting =
        new WatchedStore(
            store,
            new WatchedStore.Watcher() {
              @Override
              public void before(Request request, String key) {}

              @Override
              public void after(Request request, String key) {
                if (request == Request.PUT && key.endsWith("c/0")) {
                  store.delete(new org.arcoforge.store.StoreKey(key));
                }
              }
            });
    AccessReport report = check(forgetting);
    assertThat(message(report, "list"))
        .isEqualTo(
            "Cannot list memory:/%s: it lists [probe/zarr.json, zarr.json], but [probe/c/0, probe/zarr.json, zarr.json] are there. Check what lies between here and the store."
                .formatted(PROBE));
  }

  @Test
  void ofAPlaceWithoutListsTheZarrStoreThereIsRead() throws IOException {
    AccessReport empty = check(Listing.unlistable(store));
    assertThat(outcomes(empty)).containsExactly("login OK", "write NOT_WANTED", "read FAILED");
    assertThat(message(empty, "write")).isEqualTo("This place can be read only.");
    AccessReport there = check(Listing.unlistable(Samples.v2()));
    assertThat(outcomes(there)).containsExactly("login OK", "write NOT_WANTED", "read OK");
    assertThat(there.isOk()).isTrue();
  }

  @Test
  void withoutALoginAWriteThatIsDeniedIsNoFailure() throws IOException {
    Samples.put(store, "zarr.json", "{}");
    AccessReport report = check(new Listing(denying(Request.PUT), true, Identity.of("anonymous")));
    assertThat(outcomes(report))
        .containsExactly("login OK", "write NOT_WANTED", "list OK", "read OK", "delete NOT_WANTED");
    assertThat(message(report, "write")).isEqualTo("Cannot PUT: denied. Ask for it.");
    assertThat(report.isOk()).isTrue();
  }
}
