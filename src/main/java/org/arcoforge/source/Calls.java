package org.arcoforge.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.arcoforge.fetch.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * The questions asked to resolve one record. Every error names the record, the URL and what came.
 *
 * @param reference the record as the recipe has it
 */
record Calls(Api api, String reference) {
  private static final String JSON = "application/json";

  /** Returns what the service says of {@code url}, of any of the statuses of an answer. */
  Api.Answer ask(String url) throws IOException {
    return ask(url, JSON);
  }

  /** Returns what the server says of {@code url}, such as a web page. */
  Api.Answer ask(String url, String accept) throws IOException {
    try {
      return api.get(url, accept);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      IOException thrown = failure(reason);
      thrown.initCause(e);
      throw thrown;
    }
  }

  /** Returns the JSON of {@code url}; an error if the status is not 200. */
  JsonValue json(String url) throws IOException {
    return json(ask(url));
  }

  /** Returns the JSON of {@code url}; nothing if the status is 404. */
  Optional<JsonValue> find(String url) throws IOException {
    Api.Answer answer = ask(url);
    return answer.status() == 404 ? Optional.empty() : Optional.of(json(answer));
  }

  /** Returns the JSON of {@code answer}; an error if the status is not 200. */
  JsonValue json(Api.Answer answer) throws IOException {
    if (answer.status() != 200) {
      throw failure(reason(answer));
    }
    return parse(answer);
  }

  private JsonValue parse(Api.Answer answer) throws IOException {
    String type = answer.contentType().isEmpty() ? "no content type" : answer.contentType();
    return JsonValue.parse(
        new String(answer.body(), StandardCharsets.UTF_8),
        reason ->
            failure(
                "%s answered (%s) with %s. Try again later; the service may be overloaded or may have changed."
                    .formatted(answer.url(), type, reason)));
  }

  private String reason(Api.Answer answer) {
    String said = said(answer);
    return switch (answer.status()) {
      case 404 ->
          "there is no such record; %s answered 404%s. Check the identifier."
              .formatted(answer.url(), said);
      case 410 ->
          "the record was deleted; %s answered 410%s. Ask its authors for the files."
              .formatted(answer.url(), said);
      case 401, 403 ->
          isJson(answer)
              ? "the record is not public; %s answered %d%s. Ask for access, and give a token."
                  .formatted(answer.url(), answer.status(), said)
              : "the server turned the request down; %s answered %d%s. It may block programs; try again later."
                  .formatted(answer.url(), answer.status(), said);
      default -> "%s answered %d%s.".formatted(answer.url(), answer.status(), said);
    };
  }

  private static boolean isJson(Api.Answer answer) {
    return answer.contentType().contains("json");
  }

  /** Returns what the body says, as the end of a phrase; empty if nothing. */
  private String said(Api.Answer answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (isJson(answer)) {
      try {
        JsonValue message = parse(answer).get("message");
        return message.isText() ? ", " + JsonValue.shorten(message.text()) : "";
      } catch (IOException e) {
        return ", " + JsonValue.shorten(body);
      }
    }
    return body.isBlank() ? "" : ", " + JsonValue.shorten(body);
  }

  /** Returns the error that the record cannot be resolved for {@code reason}, some sentences. */
  IOException failure(String reason) {
    return new IOException("Cannot resolve %s: %s".formatted(reference, reason));
  }

  /**
   * Returns the checksum that {@code text} is: {@code algorithm:digits}, or the digits of an MD5;
   * null if it is empty or of an algorithm that is not known.
   *
   * @param value where the text stands
   */
  static @Nullable Checksum checksum(JsonValue value, String text) throws IOException {
    String whole = text.isEmpty() || text.indexOf(':') >= 0 ? text : "md5:" + text;
    if (!whole.matches("(?is)(md5|sha-?1|sha-?256|sha-?512):.*")) {
      return null;
    }
    try {
      return Checksum.parse(whole);
    } catch (IllegalArgumentException e) {
      IOException thrown = value.wrong("a checksum");
      thrown.initCause(e);
      throw thrown;
    }
  }
}
