package org.arcoforge.store;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.cloud.NoCredentials;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Asks a server that speaks the JSON API of Google Cloud Storage, again and again if it fails for a
 * while. Google's high-level client has several loops of its own that try again, of which some
 * never end; the calls of its lower level, which are used here, are one request each.
 */
final class GcsClient {
  /** More than are asked at once, for several stores may be in use. */
  private static final int CONNECTIONS = 128;

  private static final int CONNECT_MILLIS = 30_000;
  private static final int READ_MILLIS = 120_000;

  /** How often a server that never answered is asked: its name may be wrong. */
  private static final int ATTEMPTS_UNANSWERED = 5;

  /** How often an upload is sent again that arrived changed, or other credentials are tried. */
  private static final int FEW = 5;

  private final GcsSettings settings;
  private final Patience patience;
  private final GcsLogin login;
  private final GcsFault fault;
  private final Storage storage;
  private final LongSupplier nanos;
  private volatile boolean answered;

  /**
   * How long to try.
   *
   * @param attempts of each request, at most
   * @param first pause; each one after it is twice as long
   * @param longest pause
   * @param total time of all attempts, after which none starts
   */
  record Patience(int attempts, Duration first, Duration longest, Duration total) {
    static final Patience USUAL =
        new Patience(20, Duration.ofMillis(500), Duration.ofSeconds(32), Duration.ofMinutes(10));

    /** Returns how long to wait after {@code failed} attempts: half of it by chance. */
    Duration pause(int failed) {
      double doubled = first.toMillis() * Math.pow(2, failed - 1);
      double most = Math.min((double) longest.toMillis(), doubled);
      return Duration.ofMillis((long) (most * (1 + ThreadLocalRandom.current().nextDouble()) / 2));
    }
  }

  /** What is done to what. */
  record Action(Verb verb, BucketUri store, String name) {
    String bucket() {
      return store.root();
    }

    @Override
    public String toString() {
      return verb.words + " " + store.root() + (name.isEmpty() ? "" : "/" + name);
    }
  }

  /** What is done. */
  enum Verb {
    READ("read"),
    WRITE("write to"),
    LIST("list"),
    DELETE("delete");

    private final String words;

    Verb(String words) {
      this.words = words;
    }
  }

  /** One request. */
  interface Call<T> {
    /**
     * Makes the request.
     *
     * @param attempt counts from 1
     */
    T ask(Storage server, int attempt) throws IOException;
  }

  /** The credentials, not the server, are at fault. */
  static final class LoginException extends IOException {
    private static final long serialVersionUID = 1L;

    LoginException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Makes a client that has not read its credentials.
   *
   * @param nanos as {@link System#nanoTime}
   */
  GcsClient(GcsSettings settings, Patience patience, Clock clock, LongSupplier nanos) {
    this.nanos = nanos;
    this.settings = settings;
    this.patience = patience;
    this.login = new GcsLogin(settings);
    this.fault = new GcsFault(settings, login, clock);
    ApacheHttpTransport transport =
        new ApacheHttpTransport(
            ApacheHttpTransport.newDefaultHttpClientBuilder()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .disableContentCompression()
                .disableCookieManagement()
                .build());
    this.storage =
        new Storage.Builder(transport, GsonFactory.getDefaultInstance(), GcsClient::prepare)
            .setRootUrl(settings.endpoint())
            .setApplicationName("arcoforge")
            .build();
  }

  private static void prepare(HttpRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS).setReadTimeout(READ_MILLIS).setNumberOfRetries(0);
  }

  Identity identity(BucketUri uri) throws IOException {
    return login.identity(uri.root());
  }

  /** Adds the credentials for {@code bucket} to a request. */
  private Storage server(Credentials credentials) {
    if (credentials instanceof NoCredentials) {
      return storage;
    }
    HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
    return new Storage.Builder(
            storage.getRequestFactory().getTransport(),
            storage.getJsonFactory(),
            request -> {
              prepare(request);
              try {
                adapter.initialize(request);
              } catch (IOException e) {
                throw new LoginException(e);
              }
              request.setUnsuccessfulResponseHandler(null); // It would ask again by itself.
            })
        .setRootUrl(settings.endpoint())
        .setApplicationName(storage.getApplicationName())
        .build();
  }

  /**
   * Returns what {@code call} returns, which is made until it succeeds or cannot.
   *
   * @throws IOException says what could not be done to what and why
   */
  <T> T run(Action action, Call<T> call) throws IOException {
    Credentials credentials = login.credentials(action.bucket());
    Storage server = server(credentials);
    long start = nanos.getAsLong();
    int refused = 0;
    for (int attempt = 1; ; attempt++) {
      Object state = login.state(action.bucket());
      try {
        T result = call.ask(server, attempt);
        answered = true;
        return result;
      } catch (IOException e) {
        answered |= e instanceof HttpResponseException;
        requireNoInterrupt(action);
        if (GcsFault.isUnauthorized(e) && ++refused <= FEW) {
          if (isRenewed(action, credentials, state, refused)) {
            continue;
          }
          throw fault.permanent(action, e);
        }
        if (!GcsFault.isTransient(e)) {
          throw fault.permanent(action, e);
        }
        Duration spent = Duration.ofNanos(nanos.getAsLong() - start);
        Duration pause = pause(e, attempt);
        if (attempt >= attempts(e) || spent.plus(pause).compareTo(patience.total()) > 0) {
          throw fault.exhausted(action, e, attempt, spent);
        }
        sleep(action, pause);
      }
    }
  }

  /** Returns whether there are other credentials than those that the server refused. */
  private boolean isRenewed(Action action, Credentials credentials, Object state, int refused)
      throws IOException {
    if (credentials instanceof TokenFileCredentials) {
      return !login.state(action.bucket()).equals(state);
    }
    if (login.isAnonymous() || refused > 1) {
      return false;
    }
    try {
      credentials.refresh();
      return true;
    } catch (IOException e) {
      throw fault.permanent(action, new LoginException(e));
    }
  }

  private int attempts(IOException e) {
    if (GcsFault.isChecksumMismatch(e)) {
      return Math.min(FEW, patience.attempts());
    }
    return answered ? patience.attempts() : Math.min(ATTEMPTS_UNANSWERED, patience.attempts());
  }

  private Duration pause(IOException e, int failed) {
    Duration asked = GcsFault.retryAfter(e);
    Duration pause = patience.pause(failed);
    Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
    return longer.compareTo(patience.longest()) > 0 ? patience.longest() : longer;
  }

  private static void requireNoInterrupt(Action action) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(
          "Cannot %s: the thread was interrupted. Run the command again.".formatted(action));
    }
  }

  private static void sleep(Action action, Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      requireNoInterrupt(action);
    }
  }
}
