package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/** Asks servers of FTP: passive, binary, one connection for each request. */
final class FtpTransport implements Transport {
  private final FetchOptions.Timeouts timeouts;

  FtpTransport(FetchOptions.Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  @Override
  public Response send(URI uri, Ask ask, Map<String, String> secrets) throws IOException {
    FTPClient client = new FTPClient();
    client.setConnectTimeout((int) timeouts.connect().toMillis());
    client.setDefaultTimeout((int) timeouts.idle().toMillis());
    client.setDataTimeout(timeouts.idle());
    client.setControlEncoding(StandardCharsets.UTF_8.name());
    client.setBufferSize(Fetcher.BUFFER);
    boolean open = false;
    try {
      client.connect(Urls.host(uri), Urls.port(uri));
      if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
        return nothing(503);
      }
      if (!logIn(client, secrets.get("authorization"))) {
        return nothing(401);
      }
      client.setFileType(FTP.BINARY_FILE_TYPE);
      client.enterLocalPassiveMode();
      Response response = retrieve(client, Urls.decoded(uri.getRawPath()), ask);
      open = response.status() < 300;
      return response;
    } finally {
      if (!open) {
        client.disconnect();
      }
    }
  }

  private static boolean logIn(FTPClient client, @Nullable String basic) throws IOException {
    if (basic == null || !basic.startsWith("Basic ")) {
      return client.login("anonymous", "anonymous@");
    }
    String login =
        new String(
            Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8);
    int colon = login.indexOf(':');
    return client.login(login.substring(0, colon), login.substring(colon + 1));
  }

  private static Response retrieve(FTPClient client, String path, Ask ask) throws IOException {
    long size = number(client.getSize(path));
    String time = client.getModificationTime(path);
    String changed = time == null ? "" : time.replaceAll("^213[ -]", "").strip();
    boolean part =
        ask.ranged() && size >= 0 && (ask.ifRange().isEmpty() || ask.ifRange().equals(changed));
    if (part && ask.from() >= size) {
      return new Response(
          416,
          Map.of("content-range", "bytes */" + size, "last-modified", changed),
          InputStream.nullInputStream(),
          () -> {});
    }
    long from = part ? ask.from() : 0;
    long to = part ? ask.end(size) : size;
    client.setRestartOffset(from);
    InputStream body = client.retrieveFileStream(path);
    if (body == null) {
      return nothing(client.getReplyCode() == FTPReply.FILE_UNAVAILABLE ? 404 : 503);
    }
    Map<String, String> headers =
        size < 0
            ? Map.of("last-modified", changed)
            : Transport.fileHeaders(size, changed, from, to);
    return new Response(
        part ? 206 : 200,
        headers,
        body,
        () -> {
          try {
            body.close();
          } finally {
            client.disconnect();
          }
        });
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static Response nothing(int status) {
    return new Response(status, Map.of(), InputStream.nullInputStream(), () -> {});
  }

  @Override
  public void close() {}
}
