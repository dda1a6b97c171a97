package org.arcoforge.config;

import java.util.List;

/**
 * One setting of a file.
 *
 * @param key its name in the file, such as {@code dataflow.max_workers}
 * @param option the option of the command line that it stands for, such as {@code --max-workers}
 * @param arguments what to write on a command line for it; empty if it says what is so anyway
 * @param values as the option takes them
 * @param from the file and the line, such as {@code configs/local.yaml:3}
 */
public record Setting(
    String key, String option, List<String> arguments, List<String> values, String from) {
  public Setting {
    arguments = List.copyOf(arguments);
    values = List.copyOf(values);
  }
}
