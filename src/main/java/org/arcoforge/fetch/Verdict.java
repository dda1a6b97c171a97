package org.arcoforge.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arcoforge.fetch.FetchException.Kind;

/** Tells what an answer means that is not what was asked for. */
final class Verdict {
  private static final int MOST_SHOWN = 160;
  private static final int PAGE_START = 4096;
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

  private Verdict() {}

  /** Returns the fault of a status that is not of success. The reply's body is used up. */
  static FetchException status(String url, Reply reply) {
    int status = reply.status();
    String start = start(reply);
    boolean page = isPage(reply, start);
    String what =
        "Cannot fetch %s: the server answers %d%s%s."
            .formatted(Urls.shown(url), status, from(url, reply), said(start, page));
    if (status == 202 || status == 204) {
      return challenge(url, reply);
    }
    if (TRANSIENT.contains(status)) {
      boolean told =
          (status == 429 || status == 503)
              && !RetryAfter.parse(reply.header("retry-after"), Instant.now()).isZero();
      return new FetchException(
          what + " Try again later.", status, told ? Kind.TOLD_TO_WAIT : Kind.TRANSIENT, null);
    }
    return FetchException.permanent(what + " " + remedy(status, page), status);
  }

  private static String remedy(int status, boolean page) {
    return switch (status) {
      case 401 -> "It needs a login: give one with --auth.";
      case 403 ->
          page
              ? "The server blocks this machine or this program: wait, or fetch from another place. If the file needs a login, give one with --auth."
              : "It needs a login, or the right to it: give one with --auth.";
      case 404 -> "Check the name.";
      case 410 -> "The file was removed: find its newer version.";
      default -> "Check the URL.";
    };
  }

  /** Returns the fault of an answer without a body where there should be one. */
  static FetchException challenge(String url, Reply reply) {
    String action = reply.header("x-amzn-waf-action");
    return new FetchException(
        "Cannot fetch %s: the server answers %d%s without a body%s. It probably wants a browser; fetch from another address of the file, or later."
            .formatted(
                Urls.shown(url),
                reply.status(),
                from(url, reply),
                action.isEmpty() ? "" : " (x-amzn-waf-action: " + action + ")"),
        reply.status(),
        Kind.CHALLENGE,
        null);
  }

  /**
   * Checks that the reply is not a page where a file is asked for.
   *
   * @throws FetchException if it is a page
   */
  static void checkNoPage(String url, Reply reply, Body body) throws IOException {
    if (Urls.namesPage(url) || FileNames.of(reply).matches("(?i).*\\.html?")) {
      return;
    }
    requireNoPage(url, reply, body);
  }

  /**
   * As {@link #checkNoPage}, for what is never a page, whatever it is called.
   *
   * @throws FetchException if it is a page
   */
  static void requireNoPage(String url, Reply reply, Body body) throws IOException {
    Reply.Part part = reply.part();
    boolean starts = reply.status() == 200 || (part != null && part.from() == 0);
    String start = starts ? text(body.peek(64)) : "";
    if (isPage(reply, start)) {
      String page = text(body.readNBytes(PAGE_START));
      throw FetchException.permanent(
          "Cannot fetch %s: the server sent a page, not the file%s%s. Open the URL in a browser to see what it wants."
              .formatted(Urls.shown(url), from(url, reply), said(page, true)),
          reply.status());
    }
  }

  private static boolean isPage(Reply reply, String start) {
    String text = start.stripLeading().replaceFirst("^\uFEFF", "").toLowerCase(Locale.ROOT);
    return reply.header("content-type").toLowerCase(Locale.ROOT).startsWith("text/html")
        || text.startsWith("<!doctype html")
        || text.startsWith("<html");
  }

  private static String from(String url, Reply reply) {
    return reply.url().equals(url) ? "" : " from " + Urls.shown(reply.url());
  }

  private static String start(Reply reply) {
    try (Body body = reply.body(bytes -> {})) {
      return text(body.readNBytes(PAGE_START));
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String said(String start, boolean page) {
    Matcher title = TITLE.matcher(start);
    String text = page && title.find() ? title.group(1) : start;
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": '" + (line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line) + "'";
  }
}
