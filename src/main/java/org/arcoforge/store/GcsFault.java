package org.arcoforge.store;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arcoforge.store.GcsClient.Action;
import org.arcoforge.store.GcsClient.LoginException;
import org.arcoforge.store.GcsClient.Verb;

/** Why a server did not do what it was asked, and what helps. */
final class GcsFault {
  private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);
  private static final Pattern RATE_LIMIT = Pattern.compile("(?i).*rateLimitExceeded.*");
  private static final Pattern CHECKSUM = Pattern.compile("(?is).*(md5|crc32c|checksum).*match.*");
  private static final Pattern BUCKET =
      Pattern.compile("(?is).*bucket.*(does not|doesn't) exist.*|.*bucket not found.*");
  private static final Pattern PERMISSION = Pattern.compile("storage\\.[a-zA-Z]+\\.[a-zA-Z]+");
  private static final int QUOTED = 200;

  private final GcsSettings settings;
  private final GcsLogin login;
  private final Clock clock;

  GcsFault(GcsSettings settings, GcsLogin login, Clock clock) {
    this.settings = settings;
    this.login = login;
    this.clock = clock;
  }

  static boolean isStatus(IOException e, int status) {
    return e instanceof HttpResponseException answer && answer.getStatusCode() == status;
  }

  static boolean isUnauthorized(IOException e) {
    return isStatus(e, 401);
  }

  /** Returns whether not the object is missing but its bucket. */
  static boolean isBucketMissing(IOException e) {
    return isStatus(e, 404) && BUCKET.matcher(text(e)).matches();
  }

  static boolean isChecksumMismatch(IOException e) {
    return isStatus(e, 400) && CHECKSUM.matcher(text(e)).matches();
  }

  /** Returns whether the same request may succeed later. */
  static boolean isTransient(IOException e) {
    if (e instanceof HttpResponseException answer) {
      return TRANSIENT.contains(answer.getStatusCode())
          || isChecksumMismatch(e)
          || (isStatus(e, 403) && isRateLimit(answer));
    }
    return !(e instanceof LoginException)
        || !(e.getCause() instanceof Retryable retryable)
        || retryable.isRetryable();
  }

  private static boolean isRateLimit(HttpResponseException e) {
    if (!(e instanceof GoogleJsonResponseException json) || json.getDetails() == null) {
      return false;
    }
    List<GoogleJsonError.ErrorInfo> errors = json.getDetails().getErrors();
    return errors != null
        && errors.stream()
            .anyMatch(
                error ->
                    error.getReason() != null && RATE_LIMIT.matcher(error.getReason()).matches());
  }

  /** Returns how long the server asks to wait. */
  static Duration retryAfter(IOException e) {
    String header =
        e instanceof HttpResponseException answer && answer.getHeaders() != null
            ? answer.getHeaders().getRetryAfter()
            : null;
    return header != null && header.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : Duration.ZERO;
  }

  /** Returns the error for a request that would fail again. */
  IOException permanent(Action action, IOException e) throws IOException {
    if (e instanceof LoginException) {
      return new IOException(
          "Cannot log in to %s as %s: %s. Check that the credentials are still valid and that this machine reaches the server that checks them."
              .formatted(action.bucket(), who(action), sentence(text(e))),
          e);
    }
    int status = e instanceof HttpResponseException answer ? answer.getStatusCode() : 0;
    String reason =
        switch (status) {
          case 401 -> unauthorized(action, e);
          case 403 -> forbidden(action, e);
          case 404 ->
              "there is no bucket %s (404). Create it, or check its name."
                  .formatted(action.bucket());
          default ->
              "the server answered %d%s. Check the name and the settings of the bucket."
                  .formatted(status, quoted(e));
        };
    return new IOException("Cannot %s: %s".formatted(action, reason), e);
  }

  private String unauthorized(Action action, IOException e) throws IOException {
    if (login.isAnonymous()) {
      return "the server wants to know who asks, and %s may not (401%s). Log in: give --gcs-credentials or --gcs-token-file, not --anonymous."
          .formatted(who(action), quoted(e));
    }
    Optional<Instant> until = login.identity(action.bucket()).until();
    if (until.isEmpty()) {
      return "the server refuses %s (401%s). Check that the credentials are still valid, or give others by --gcs-credentials or --gcs-token-file."
          .formatted(who(action), quoted(e));
    }
    Duration age = Duration.between(until.get(), clock.instant()).plus(GcsLogin.LIFE);
    String again = action.verb() == Verb.READ || action.verb() == Verb.LIST ? "." : RESUME + ".";
    return "%s is refused (401); %s was written %s ago, and such tokens last an hour at most. Write a new one to it, as gcloud auth print-access-token prints, and run the command again%s"
        .formatted(
            who(action), settings.file(), count(Math.max(0, age.toMinutes()), "minute"), again);
  }

  private static final String RESUME = " with --resume: what is written stays";

  private String forbidden(Action action, IOException e) throws IOException {
    Matcher matcher = PERMISSION.matcher(text(e));
    String permission = matcher.find() ? "the permission " + matcher.group() : "a permission";
    return "%s lacks %s (403%s). Ask the owner of %s for it, or give other credentials by --gcs-credentials or --gcs-token-file."
        .formatted(who(action), permission, quoted(e), action.bucket());
  }

  private String who(Action action) throws IOException {
    return login.identity(action.bucket()).name();
  }

  /** Returns the error for a request that was made as often as is reasonable. */
  IOException exhausted(Action action, IOException e, int attempts, Duration spent)
      throws IOException {
    if (e instanceof LoginException) {
      return permanent(action, e);
    }
    String tries = "%s in %s".formatted(count(attempts, "attempt"), words(spent));
    String again =
        action.verb() == Verb.READ || action.verb() == Verb.LIST
            ? "Run the command again later."
            : "Run the command again later" + RESUME + ".";
    if (e instanceof HttpResponseException answer) {
      return new IOException(
          "Cannot %s: the server answered %d (%s)%s. %s"
              .formatted(action, answer.getStatusCode(), tries, quoted(e), again),
          e);
    }
    return new IOException(
        "Cannot %s: %s does not answer (%s): %s. Check the network and the name of the server. %s"
            .formatted(action, settings.server(), tries, sentence(network(e)), again),
        e);
  }

  private static String network(IOException e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }

  private static String words(Duration spent) {
    return spent.toMinutes() < 2
        ? count(spent.toSeconds(), "second")
        : count(spent.toMinutes(), "minute");
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String quoted(IOException e) {
    String text = sentence(text(e));
    return text.isEmpty() ? "" : ": " + text;
  }

  /** Returns what the server says, on one line. */
  private static String text(IOException e) {
    String text = e.getMessage();
    if (e instanceof GoogleJsonResponseException json && json.getDetails() != null) {
      text = json.getDetails().getMessage();
    } else if (e instanceof HttpResponseException answer) {
      text = answer.getContent();
    }
    return text == null ? "" : text.replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
  }

  private static String sentence(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").trim().replaceFirst("\\.$", "");
    return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "..";
  }
}
