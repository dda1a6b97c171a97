package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on this machine that is divided into parts. */
final class Parts {
  private Parts() {}

  /**
   * Does all parts, and returns their results in order. The threads load classes as the caller
   * does.
   *
   * @param threads how many parts are done at the same time
   * @throws IOException what the first part that failed, in order, threw; so with unchecked
   *     exceptions and errors
   */
  static <T> List<T> doAll(int threads, List<Callable<T>> parts)
      throws IOException, InterruptedException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> part : parts) {
        futures.add(
            executor.submit(
                () -> {
                  Thread.currentThread().setContextClassLoader(loader);
                  return part.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
