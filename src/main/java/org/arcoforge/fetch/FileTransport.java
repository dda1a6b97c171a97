package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Reads files of this machine as if a server gave them. */
final class FileTransport implements Transport {

  @Override
  public Response send(URI uri, Ask ask, Map<String, String> secrets) throws IOException {
    Path path;
    try {
      path = Path.of(URI.create("file://" + uri.getRawPath()));
    } catch (IllegalArgumentException e) {
      throw FetchException.permanent(
          "Cannot fetch %s: it is not the URL of a file. Write it like file:///absolute/path."
              .formatted(Urls.shown(uri.toString())),
          0);
    }
    if (!Files.isRegularFile(path)) {
      return nothing(404, Map.of());
    }
    if (!Files.isReadable(path)) {
      return nothing(403, Map.of());
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    String changed = Files.getLastModifiedTime(path).toString();
    long size = channel.size();
    boolean part = ask.ranged() && (ask.ifRange().isEmpty() || ask.ifRange().equals(changed));
    if (part && ask.from() >= size) {
      channel.close();
      return nothing(416, Map.of("content-range", "bytes */" + size, "last-modified", changed));
    }
    long from = part ? ask.from() : 0;
    long to = part ? ask.end(size) : size;
    channel.position(from);
    return new Response(
        part ? 206 : 200,
        Transport.fileHeaders(size, changed, from, to),
        Channels.newInputStream(channel),
        channel);
  }

  private static Response nothing(int status, Map<String, String> headers) {
    return new Response(status, headers, InputStream.nullInputStream(), () -> {});
  }

  @Override
  public void close() {}
}
