package org.arcoforge.store;

import java.time.Duration;
import java.util.function.Predicate;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How often a request is tried, and how long the pauses between the attempts are.
 *
 * @param attempts the most, with the first
 * @param first the pause after the first attempt at most; each further one may be twice as long
 * @param longest what no pause exceeds
 */
record S3Tries(int attempts, Duration first, Duration longest) {
  static final S3Tries USUAL = new S3Tries(20, Duration.ofMillis(500), Duration.ofSeconds(32));

  /** Returns these tries for the SDK. Of many requests that fail none uses up another's tries. */
  RetryStrategy strategy(Predicate<Throwable> isTemporary) {
    BackoffStrategy pauses = BackoffStrategy.exponentialDelayHalfJitter(first, longest);
    return StandardRetryStrategy.builder()
        .useClientDefaults(false)
        .circuitBreakerEnabled(false)
        .maxAttempts(attempts)
        .backoffStrategy(pauses)
        .throttlingBackoffStrategy(pauses)
        .retryOnException(isTemporary)
        .build();
  }
}
