package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {

  @Test
  void sharesHeldAtTheSameTimeNeverExceedTheBudget() throws Exception {
    MemoryBudget budget = new MemoryBudget(100);
    AtomicLong held = new AtomicLong();
    AtomicLong most = new AtomicLong();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random random = new Random(thread);
        all.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    long share = 1L + random.nextInt(100);
                    budget.within(
                        share,
                        () -> {
                          most.accumulateAndGet(held.addAndGet(share), Math::max);
                          return held.addAndGet(-share);
                        });
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(held).hasValue(0);
    assertThat(most.get()).isBetween(1L, 100L);
  }

  @Test
  void aShareIsGivenBackWhenTheWorkFails() throws IOException {
    MemoryBudget budget = new MemoryBudget(10);
    assertThatThrownBy(
            () ->
                budget.within(
                    10,
                    () -> {
                      throw new IOException("broken");
                    }))
        .hasMessage("broken");
    assertThat(budget.<String>within(10, () -> "free again")).isEqualTo("free again");
  }

  @Test
  void moreThanTheWholeBudgetIsRefusedAtOnce() {
    assertThatThrownBy(() -> new MemoryBudget(10).within(11, () -> 0))
        .hasMessage("Cannot take 11 bytes of a memory budget of 10 bytes.");
  }
}
