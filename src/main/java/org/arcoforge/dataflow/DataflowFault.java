package org.arcoforge.dataflow;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went wrong with a request to Google's services, for people. */
final class DataflowFault {
  private DataflowFault() {}

  /** Returns whether the same request may work a little later. */
  static boolean passes(IOException e) {
    if (e instanceof HttpResponseException answer) {
      int status = answer.getStatusCode();
      return status == 408 || status == 429 || status >= 500;
    }
    return true;
  }

  /**
   * Returns an error that says what the service said, and a remedy.
   *
   * @param action such as {@code submit job x}
   */
  static IOException of(String action, Throwable thrown) {
    HttpResponseException answer = answer(thrown);
    if (answer == null) {
      return new IOException("Cannot %s: %s".formatted(action, sentence(reason(thrown))), thrown);
    }
    return new IOException(
        "Cannot %s: %s %s"
            .formatted(
                action, sentence(text(answer)), remedy(answer.getStatusCode(), text(answer))),
        answer);
  }

  private static @Nullable HttpResponseException answer(Throwable thrown) {
    Set<Throwable> seen = new HashSet<>();
    for (@Nullable Throwable cause = thrown; cause != null && seen.add(cause); ) {
      if (cause instanceof HttpResponseException answer) {
        return answer;
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** Returns the first message that is not just that of its cause. */
  private static String reason(Throwable thrown) {
    @Nullable Throwable cause = thrown.getCause();
    @Nullable String message = thrown.getMessage();
    boolean repeats = cause != null && (message == null || message.equals(cause.toString()));
    if (cause != null && repeats) {
      return reason(cause);
    }
    return message == null ? thrown.toString() : message;
  }

  private static String text(HttpResponseException answer) {
    if (answer instanceof GoogleJsonResponseException json) {
      @Nullable GoogleJsonError details = json.getDetails();
      if (details != null && details.getMessage() != null) {
        return details.getMessage().strip();
      }
    }
    return "the server answered %d %s"
        .formatted(
            answer.getStatusCode(),
            answer.getStatusMessage() == null ? "" : answer.getStatusMessage())
        .strip();
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.!?]") ? text : text + ".";
  }

  private static String remedy(int status, String text) {
    boolean quota = text.toLowerCase(java.util.Locale.ROOT).contains("quota");
    if (status == 429 || quota) {
      return "Use fewer or smaller workers (--max-workers, --machine-type), another --region, or ask for a higher quota.";
    }
    return switch (status) {
      case 400 -> "Check --region, --machine-type, --service-account and --network.";
      case 401 -> "Log in anew, or give --gcs-credentials or --gcs-token-file.";
      case 403 ->
          "Check --project and that you may run Dataflow there (roles/dataflow.developer), act as the workers' service account and write to --work.";
      case 404 -> "Check the id, --project and --region.";
      case 409 -> "Wait until the other job has ended, or give another --job-name.";
      default -> "Try again later.";
    };
  }
}
