package org.arcoforge.dataflow;

import com.google.api.services.dataflow.model.JobMessage;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service says about one job, each thing once. */
final class JobMessages {
  private static final Pattern CLASS_NAME =
      Pattern.compile("^(Caused by: )?([a-zA-Z_$][\\w$]*\\.)+[A-Z][\\w$]*(Exception|Error): ");

  private final DataflowService service;
  private final JobReference job;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private String since = "";

  JobMessages(DataflowService service, JobReference job) {
    this.service = service;
    this.job = job;
  }

  /** Returns what is new, for people, without what is of no importance. */
  List<String> news() throws IOException {
    List<String> news = new java.util.ArrayList<>();
    for (JobMessage message : service.messages(job, since)) {
      String text = message.getMessageText() == null ? "" : message.getMessageText();
      if (message.getTime() != null) {
        since = message.getTime();
      }
      if (!seen.add(message.getId() + " " + message.getTime() + " " + text)) {
        continue;
      }
      boolean isError = "JOB_MESSAGE_ERROR".equals(message.getMessageImportance());
      if (isError) {
        errors.add(brief(text));
      }
      if (isError || "JOB_MESSAGE_WARNING".equals(message.getMessageImportance())) {
        news.add((isError ? "error: " : "warning: ") + brief(text));
      }
    }
    return news;
  }

  /** Returns the errors that were said so far, oldest first. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Returns what a stack trace says: the message of its deepest cause, without class names. */
  static String brief(String text) {
    String said = "";
    @Nullable String deepest = null;
    for (String line : text.strip().split("\\R", -1)) {
      boolean trace = line.matches("\\s*(at |\\.\\.\\. \\d+ more).*");
      if (CLASS_NAME.matcher(line.strip()).find()) {
        deepest = line.strip();
      } else if (!trace && !line.isBlank() && said.isEmpty()) {
        said = line.strip();
      }
    }
    String message = deepest == null ? said : deepest;
    String before = "";
    while (!before.equals(message)) {
      before = message;
      message = CLASS_NAME.matcher(message).replaceFirst("");
    }
    return message;
  }
}
