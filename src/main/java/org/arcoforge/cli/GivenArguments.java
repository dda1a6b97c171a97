package org.arcoforge.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.config.Configuration;
import org.arcoforge.config.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The arguments of the command line, and what the file that {@code --config} names adds. */
final class GivenArguments {
  static final String CONFIG = "--config";

  /** The commands that take settings from a file. */
  static final Set<String> CONFIGURED = Set.of("bake", "plan", "push", "verify");

  /** Of these, one that is given is the only one that counts. */
  private static final Set<String> MODES = Set.of("--overwrite", "--resume", "--repair");

  private final List<String> arguments;
  private final Configuration configuration;

  private GivenArguments(List<String> arguments, Configuration configuration) {
    this.arguments = arguments;
    this.configuration = configuration;
  }

  /**
   * Reads the file, if one is named.
   *
   * @throws IllegalArgumentException if it is not there, or has what is no setting
   */
  static GivenArguments read(String... arguments) throws IOException {
    List<String> options = Arrays.asList(arguments);
    int end = options.indexOf("--");
    List<String> before = end < 0 ? options : options.subList(0, end);
    Optional<String> file =
        before.stream().anyMatch(CONFIGURED::contains) ? value(before) : Optional.empty();
    return new GivenArguments(
        options, file.isEmpty() ? Configuration.NONE : configuration(file.get()));
  }

  private static Optional<String> value(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith(CONFIG + "=")) {
        return Optional.of(arguments.get(i).substring(CONFIG.length() + 1));
      }
      if (arguments.get(i).equals(CONFIG) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static Configuration configuration(String file) throws IOException {
    try {
      return Configuration.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "Cannot read %s %s: there is no such file in %s. Name one that is there."
              .formatted(CONFIG, file, Path.of("").toAbsolutePath()),
          e);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot read %s %s: %s. Name a file.".formatted(CONFIG, file, e.getReason()), e);
    }
  }

  /** Returns whether an option stands on the command line itself. */
  boolean isGiven(String option) {
    String off = "--no-" + option.substring(2);
    int end = arguments.indexOf("--");
    return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
        .map(argument -> argument.replaceFirst("(?s)=.*", ""))
        .anyMatch(name -> name.equals(option) || name.equals(off));
  }

  /** Returns what the file says of an option, unless the command line says otherwise. */
  Optional<Setting> setting(String option) {
    boolean other = MODES.contains(option) && MODES.stream().anyMatch(this::isGiven);
    return other || isGiven(option) ? Optional.empty() : configuration.find(option);
  }

  /** Returns where the option is set that an error message is about, if a file sets it. */
  Optional<String> origin(String message) {
    return configuration.settings().stream()
        .filter(setting -> isAbout(message, setting))
        .filter(setting -> setting(setting.option()).isPresent())
        .map(setting -> "%s sets %s:".formatted(setting.from(), setting.key()))
        .findFirst();
  }

  private static boolean isAbout(String message, Setting setting) {
    return message.contains("option '" + setting.option() + "'")
        || setting.values().stream()
            .anyMatch(value -> value.contains("=") && message.contains("'" + value + "'"));
  }

  /** Returns the arguments of the command line with those of the file that the command takes. */
  String[] merged(CommandLine commandLine) {
    List<String> merged = new ArrayList<>(arguments);
    for (int i = 0; i < arguments.size(); i++) {
      CommandLine command = commandLine.getSubcommands().get(arguments.get(i));
      if (command != null) {
        merged.addAll(i + 1, added(command.getCommandSpec()));
        break;
      }
    }
    return merged.toArray(String[]::new);
  }

  private List<String> added(CommandSpec command) {
    return configuration.settings().stream()
        .filter(setting -> command.findOption(setting.option()) != null)
        .filter(setting -> setting(setting.option()).isPresent())
        .flatMap(setting -> setting.arguments().stream())
        .toList();
  }
}
