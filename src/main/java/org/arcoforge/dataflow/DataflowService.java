package org.arcoforge.dataflow;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.Dataflow;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.JobMessage;
import com.google.api.services.dataflow.model.JobMetrics;
import com.google.api.services.dataflow.model.ListJobMessagesResponse;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.arcoforge.store.GoogleLogin;
import org.arcoforge.store.StoreAccess;
import org.jspecify.annotations.Nullable;

/** Asks the service about jobs; again, with growing pauses, while it fails for a while. */
public final class DataflowService {
  static final String GOOGLE = "https://dataflow.googleapis.com/";
  private static final int ATTEMPTS = 8;
  private static final int CONNECT_MILLIS = 30_000;
  private static final int READ_MILLIS = 120_000;

  private final Dataflow client;
  private final Duration firstPause;

  /**
   * Makes a client; asks nothing.
   *
   * @param endpoint the URL of the service; empty for Google's
   */
  public DataflowService(String endpoint, Credentials credentials) {
    this(endpoint, credentials, Duration.ofSeconds(1));
  }

  DataflowService(String endpoint, Credentials credentials, Duration firstPause) {
    HttpRequestInitializer login = new HttpCredentialsAdapter(credentials);
    this.client =
        new Dataflow.Builder(
                new ApacheHttpTransport(),
                GsonFactory.getDefaultInstance(),
                request -> {
                  login.initialize(request);
                  request.setConnectTimeout(CONNECT_MILLIS);
                  request.setReadTimeout(READ_MILLIS);
                })
            .setRootUrl(endpoint.isEmpty() ? GOOGLE : endpoint)
            .setApplicationName("arcoforge")
            .build();
    this.firstPause = firstPause;
  }

  /**
   * Returns the credentials with which to ask the service.
   *
   * @param bucket that these credentials are for, too; {@code gs://} for what is set for all
   */
  public static Credentials credentials(String bucket, StoreAccess access) throws IOException {
    Optional<Credentials> credentials = GoogleLogin.ofServices(bucket, access);
    return credentials.isPresent()
        ? credentials.get()
        : NoopCredentialFactory.fromOptions(PipelineOptionsFactory.create()).getCredential();
  }

  /** Returns a job as the service knows it. */
  Job job(JobReference reference) throws IOException {
    return ask(
        "find", reference, jobs().get(project(reference), region(reference), reference.id()));
  }

  /** Asks for a job to be cancelled, which takes a while; no harm if it has ended. */
  public void cancel(JobReference reference) throws IOException {
    Job wanted = new Job().setRequestedState("JOB_STATE_CANCELLED");
    ask(
        "cancel",
        reference,
        jobs().update(project(reference), region(reference), reference.id(), wanted));
  }

  /** Returns what the workers of a job have counted so far. */
  JobMetrics metrics(JobReference reference) throws IOException {
    return ask(
        "read the metrics of",
        reference,
        jobs().getMetrics(project(reference), region(reference), reference.id()));
  }

  /**
   * Returns what the service has said about a job, oldest first.
   *
   * @param since time of the first message that is wanted, as messages have it; empty for all
   */
  List<JobMessage> messages(JobReference reference, String since) throws IOException {
    List<JobMessage> messages = new ArrayList<>();
    @Nullable String page = null;
    do {
      Dataflow.Projects.Locations.Jobs.Messages.List request =
          jobs()
              .messages()
              .list(project(reference), region(reference), reference.id())
              .setMinimumImportance("JOB_MESSAGE_BASIC")
              .setPageToken(page);
      if (!since.isEmpty()) {
        request.setStartTime(since);
      }
      ListJobMessagesResponse response = ask("read the messages of", reference, request);
      if (response.getJobMessages() != null) {
        messages.addAll(response.getJobMessages());
      }
      page = response.getNextPageToken();
    } while (page != null && !page.isEmpty());
    return messages;
  }

  private Dataflow.Projects.Locations.Jobs jobs() {
    return client.projects().locations().jobs();
  }

  private static String project(JobReference reference) {
    return reference.project();
  }

  private static String region(JobReference reference) {
    return reference.region();
  }

  private <T> T ask(String action, JobReference about, AbstractGoogleClientRequest<T> request)
      throws IOException {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        return request.execute();
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !DataflowFault.passes(e)) {
          throw DataflowFault.of("%s %s".formatted(action, about), e);
        }
      }
      sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }

  static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while waiting for Dataflow.");
    }
  }

  /** Returns whether the service says that there is no such thing. */
  static boolean isMissing(IOException e) {
    return e.getCause() instanceof GoogleJsonResponseException answer
        && answer.getStatusCode() == 404;
  }
}
