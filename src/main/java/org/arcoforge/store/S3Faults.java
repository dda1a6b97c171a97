package org.arcoforge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says what went wrong with a request, and what to do.
 *
 * @param object its full URI
 * @param elapsed since the first attempt
 */
record S3Faults(
    Action action, String bucket, String object, S3Connection connection, Duration elapsed) {

  /** What was to be done to an object. */
  enum Action {
    READ("read", "s3:GetObject"),
    WRITE("write", "s3:PutObject"),
    LIST("list", "s3:ListBucket"),
    DELETE("delete", "s3:DeleteObject");

    private final String verb;
    private final String permission;

    Action(String verb, String permission) {
      this.verb = verb;
      this.permission = permission;
    }
  }

  /** Returns the exception for people. It has no cause that could quote a secret. */
  IOException exception(SdkException fault) {
    if (fault instanceof AbortedException
        || S3Verdict.cause(fault, InterruptedException.class) != null) {
      Thread.currentThread().interrupt();
      return new InterruptedIOException(
          "Cannot %s %s: it was interrupted.".formatted(action.verb, object));
    }
    String reason = fault instanceof AwsServiceException answer ? reason(answer) : transport(fault);
    IOException exception =
        new IOException("Cannot %s %s: %s".formatted(action.verb, object, reason));
    IOException cause = S3Verdict.cause(fault, IOException.class);
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  private String reason(AwsServiceException e) {
    return switch (S3Verdict.code(e)) {
      case "InvalidAccessKeyId", "XAdminUserNotFound" ->
          "%s does not know %s. Check the key, and with --s3-endpoint that this is its server."
              .formatted(connection, who());
      case "SignatureDoesNotMatch" ->
          "the secret of %s is wrong, says %s. Check it.".formatted(who(), connection);
      case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" ->
          "the clock of this machine says %s, which %s does not believe. Set the clock."
              .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), connection);
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
          "the session of %s has ended. Log in again, then run the command again with --resume: what is written stays."
              .formatted(who());
      case "InvalidToken" ->
          "the session token of %s is not valid, says %s. Log in again."
              .formatted(who(), connection);
      case "NoSuchBucket" ->
          "%s has no bucket %s. Check its name and --s3-endpoint, or make it first."
              .formatted(connection, bucket);
      case "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException",
          "InvalidRegionName" ->
          otherRegion(e);
      default -> byStatus(e);
    };
  }

  private String byStatus(AwsServiceException e) {
    if (e.statusCode() / 100 == 3) {
      return otherRegion(e);
    }
    if (e.statusCode() == 401 || e.statusCode() == 403) {
      return denied(e);
    }
    String answer = "%s answered %s".formatted(server(), said(e));
    if (connection.verdict().test(e)) {
      return "%s (%s). Try again later.".formatted(answer, tries(e));
    }
    if (e.statusCode() == 501) {
      return answer + ". The server cannot do this: use another, or ask whoever runs it.";
    }
    return answer + ". Check --s3-endpoint, or ask whoever runs the server.";
  }

  private String denied(AwsServiceException e) {
    String there =
        switch (action) {
          case READ -> "read it";
          case WRITE -> "write it";
          case LIST -> "list it";
          case DELETE -> "delete it";
        };
    String missing =
        action == Action.READ
            ? " Some servers also answer so if there is no such object and the bucket may not be listed."
            : "";
    if (connection.source().isAnonymous()) {
      return "without credentials nobody may %s (%s). Leave out --anonymous and log in.%s"
          .formatted(there, said(e), missing);
    }
    return "%s may not %s (%s). Ask the owner of bucket %s for %s, or log in as another with --s3-profile or --s3-keys.%s"
        .formatted(who(), there, said(e), bucket, action.permission, missing);
  }

  private String otherRegion(AwsServiceException e) {
    Optional<String> region = header(e, "x-amz-bucket-region");
    if (region.isPresent() && !region.get().equals(connection.region())) {
      return "bucket %s is in region %s, not in %s. Give --s3-region s3://%s=%s."
          .formatted(bucket, region.get(), connection.region(), bucket, region.get());
    }
    String elsewhere =
        header(e, "Location").map(url -> " and sends us to " + quoted(url)).orElse("");
    return "%s answered %s%s. Check --s3-endpoint and --s3-region (it is %s)."
        .formatted(server(), said(e), elsewhere, connection.region());
  }

  private static Optional<String> header(AwsServiceException e, String name) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader(name));
  }

  private String transport(SdkException e) {
    UnknownHostException unknown = S3Verdict.cause(e, UnknownHostException.class);
    if (unknown != null) {
      return "the host of %s is not known%s. Check --s3-endpoint and the network."
          .formatted(connection, again(e));
    }
    if (S3Verdict.cause(e, ConnectException.class) != null) {
      return "no server answers at %s: connection refused%s. Check --s3-endpoint, and whether the server runs."
          .formatted(connection, again(e));
    }
    if (S3Verdict.cause(e, CertificateException.class) != null
        || S3Verdict.cause(e, SSLPeerUnverifiedException.class) != null) {
      return "the certificate of %s is not trusted: %s. Check --s3-endpoint, or let Java trust it."
          .formatted(connection, root(e));
    }
    if (S3Verdict.cause(e, SSLException.class) != null || connection.verdict().test(e)) {
      return "the connection to %s failed: %s (%s). Try again later."
          .formatted(connection, root(e), tries(e));
    }
    return "%s. Check --s3-endpoint and --s3-region.".formatted(root(e));
  }

  private String root(Throwable fault) {
    IOException cause = S3Verdict.cause(fault, IOException.class);
    NonRetryableException ours = S3Verdict.cause(fault, NonRetryableException.class);
    Throwable said = cause == null ? fault : cause;
    String message = ours == null ? said.getMessage() : ours.rawMessage();
    String text = message == null ? said.getClass().getSimpleName() : message;
    return quoted(text).replaceFirst("\\.$", "");
  }

  private String server() {
    return connection.server().startsWith("http") ? "the server" : connection.server();
  }

  private String said(AwsServiceException e) {
    String text =
        Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorMessage).orElse("");
    String code = S3Verdict.code(e);
    String name = quoted(code);
    String quoted = quoted(text);
    return e.statusCode()
        + (name.isEmpty() ? "" : " " + name)
        + (quoted.isEmpty() || quoted.equals(name) ? "" : ": '" + quoted + "'");
  }

  private String quoted(String text) {
    return connection.source().quoted(text);
  }

  private String who() {
    try {
      return connection.source().identity().name();
    } catch (LoginException e) {
      return "the access key";
    }
  }

  private String again(SdkException e) {
    Integer attempts = e.numAttempts();
    return attempts == null || attempts < 2 ? "" : " (" + tries(e) + ")";
  }

  private String tries(SdkException e) {
    int attempts = Math.max(1, Optional.ofNullable(e.numAttempts()).orElse(1));
    long seconds = elapsed.toSeconds();
    String time =
        seconds < 100 ? count(seconds, "second") : count(Math.round(seconds / 60.0), "minute");
    return count(attempts, "attempt") + " in " + time;
  }

  private static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
