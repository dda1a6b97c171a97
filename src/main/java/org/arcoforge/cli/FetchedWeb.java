package org.arcoforge.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.arcoforge.catalog.Web;
import org.arcoforge.fetch.Answer;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.Fetcher;
import org.arcoforge.fetch.HostLimit;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.fetch.Urls;
import org.arcoforge.store.StoreAccess;

/** Documents of web servers, for a person who waits for them: few attempts, short pauses. */
final class FetchedWeb implements Web, Closeable {
  private static final int STREAMS = 16;
  private static final int ATTEMPTS = 3;

  private final Fetcher fetcher;

  FetchedWeb(StoreAccess access) {
    this.fetcher =
        new Fetcher(
            FetchOptions.in(Path.of(access.hosts()))
                .mirrors(Mirrors.parse(access.mirrors()))
                .credentials(access.credentials())
                .defaultLimit(new HostLimit(STREAMS, 0))
                .timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30))
                .retries(ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(4)));
  }

  @Override
  public Optional<byte[]> get(String url) throws IOException {
    Answer answer = fetcher.document(url, "*/*");
    return switch (answer.status()) {
      case 404, 410 -> Optional.empty();
      case 401, 403 -> throw new AccessDeniedException(Urls.shown(url));
      default -> Optional.of(answer.body());
    };
  }

  @Override
  public void close() throws IOException {
    fetcher.close();
  }
}
