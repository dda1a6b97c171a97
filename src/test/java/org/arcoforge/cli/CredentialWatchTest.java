package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.arcoforge.pipeline.Progress;
import org.arcoforge.store.Identity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CredentialWatchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private @Nullable Instant end = START.plusSeconds(3600);
  private final CredentialWatch watch =
      new CredentialWatch(
          () -> new Identity("the access token of t.txt", Optional.ofNullable(end)),
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  private static Progress writing(long written, long all) {
    return new Progress(10, 10, 0, 100, 50, all, written, written);
  }

  @Test
  void theStartSaysWhenCredentialsEnd() throws IOException {
    assertThat(watch.atStart())
        .contains("note: the access token of t.txt ends in 60 min at the latest.");
    end = null;
    assertThat(watch.atStart()).isEmpty();
  }

  @Test
  void nothingIsPredictedBeforeThePlanStands() {
    assertThat(watch.at(new Progress(10, 3, 0, 0, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void aRunThatWillOutlastItsTokenSaysSoWhenItStartsToWriteAndOnce() {
    long all = 200_000_000_000L;
    assertThat(watch.at(writing(0, all)))
        .contains(
            "warning: the run will write for about 2.8 h, and the access token of t.txt ends in 60 min at the latest. Renew it while the run goes on; else the run stops, and --resume goes on with it later.");
    now = START.plusSeconds(600);
    assertThat(watch.at(writing(1, all))).isEmpty();
  }

  @Test
  void aRunThatIsSlowerThanUsualSaysSoWhenThatIsClear() {
    assertThat(watch.at(writing(0, 10_000_000_000L))).isEmpty();
    now = START.plusSeconds(10);
    assertThat(watch.at(writing(1_000_000, 10_000_000_000L))).isEmpty();
    now = START.plusSeconds(100);
    assertThat(watch.at(writing(100_000_000, 10_000_000_000L)).orElseThrow())
        .startsWith("warning: the run will write for about 2.8 h, and ")
        .contains("ends in 58 min");
  }

  @Test
  void aRunThatIsSoonDoneOrWhoseCredentialsStaySaysNothing() {
    assertThat(watch.at(writing(0, 1_000_000))).isEmpty();
    now = START.plusSeconds(100);
    assertThat(watch.at(writing(900_000, 1_000_000))).isEmpty();
    end = null;
    assertThat(watch.at(writing(1, 200_000_000_000L))).isEmpty();
  }

  @Test
  void aRenewedTokenCounts() {
    now = START.plusSeconds(3500);
    end = START.plusSeconds(3500 + 3600);
    assertThat(watch.at(writing(0, 20_000_000_000L))).isEmpty();
  }
}
