package org.arcoforge.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers that were written down before; the URLs that were asked for are written down. */
final class RecordedApi implements Api {
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

  /** Answers {@code url} with the JSON in the file {@code fixture}. */
  RecordedApi has(String url, String fixture) {
    return answers(url, url, 200, "application/json", resource(fixture));
  }

  /** Answers {@code url} by a redirect to {@code end} and the JSON in the file {@code fixture}. */
  RecordedApi redirects(String url, String end, String fixture) {
    return answers(url, end, 200, "application/json", resource(fixture));
  }

  RecordedApi answers(String url, int status, String type, String body) {
    return answers(url, url, status, type, body);
  }

  RecordedApi answers(String url, String end, int status, String type, String body) {
    answers.put(url, new Answer(status, end, type, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  static String resource(String fixture) {
    try (InputStream in = RecordedApi.class.getResourceAsStream("/source/" + fixture)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no fixture " + fixture);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer get(String url, String accept) throws IOException {
    calls.add(url);
    Answer answer = answers.get(url);
    if (answer == null) {
      throw new IOException("nothing was recorded for " + url);
    }
    return answer;
  }
}
