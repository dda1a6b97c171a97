package org.arcoforge.store;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;

/**
 * Tells faults that pass by themselves from those that stay. A server that was never reached is not
 * tried again: its name is probably wrong.
 */
final class S3Verdict implements Predicate<Throwable> {
  private static final Set<Integer> TEMPORARY_STATUSES = Set.of(408, 429, 500, 502, 503, 504);

  private static final Set<String> TEMPORARY_CODES =
      Set.of(
          "BadDigest",
          "ConditionalRequestConflict",
          "IncompleteBody",
          "InternalError",
          "OperationAborted",
          "RequestTimeout",
          "ServiceUnavailable",
          "SlowDown",
          "XAmzContentSHA256Mismatch");

  private final AtomicBoolean answered = new AtomicBoolean();

  /** Notes that the server is there. */
  void answered() {
    answered.set(true);
  }

  @Override
  public boolean test(Throwable fault) {
    if (fault instanceof AwsServiceException e) {
      answered();
      return TEMPORARY_STATUSES.contains(e.statusCode())
          || TEMPORARY_CODES.contains(code(e))
          || e.isThrottlingException();
    }
    if (fault instanceof AbortedException
        || cause(fault, NonRetryableException.class) != null
        || cause(fault, CertificateException.class) != null) {
      return false;
    }
    if (cause(fault, SSLPeerUnverifiedException.class) != null) {
      return false;
    }
    if (cause(fault, UnknownHostException.class) != null
        || cause(fault, ConnectException.class) != null) {
      return answered.get();
    }
    return fault instanceof RetryableException
        || cause(fault, IOException.class) != null
        || cause(fault, XMLStreamException.class) != null; // An answer that was cut.
  }

  /** Returns the server's name for a fault; empty if it gave none. */
  static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }

  /** Returns the fault itself or what caused it, if one is of {@code type}. */
  static <T extends Throwable> @Nullable T cause(Throwable fault, Class<T> type) {
    Throwable cause = fault;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
