package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code arcoforge} command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "arcoforge",
    version = "ARCO Forge " + Main.VERSION,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Turns archives of scientific files into analysis-ready, cloud-optimized Zarr.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  static final String VERSION = "0.1.0";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces with errors.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  Main() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  private static Map<String, Supplier<Object>> commands(GivenArguments given) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("bake", BakeCommand::new);
    commands.put("plan", () -> new PlanCommand(given));
    commands.put("push", PushCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("resolve", ResolveCommand::new);
    commands.put("copy", CopyCommand::new);
    commands.put("access", AccessCommand::new);
    commands.put("job", JobCommand::new);
    commands.put("cache", CacheCommand::new);
    commands.put("init", InitCommand::new);
    commands.put("catalog", CatalogCommand::new);
    return commands;
  }

  /** Runs the command line and ends the process. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    // Threads of Beam may still be idle; none has work left.
    System.exit(code);
  }

  /** Runs the command line and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    GivenArguments given;
    try {
      given = GivenArguments.read(arguments);
    } catch (IOException | IllegalArgumentException e) {
      Failure.print(e, err, List.of(arguments).contains("--verbose"));
      return 2;
    }
    Map<String, Supplier<Object>> commands = commands(given);
    String named = arguments.length > 0 ? arguments[0] : "";
    commands.forEach(
        (name, command) -> {
          // To take a command apart costs milliseconds, so others than the one named are left out.
          if (name.equals(named) || !commands.containsKey(named)) {
            commandLine.addSubcommand(name, command.get());
          }
        });
    CommandLine.IParameterExceptionHandler usual = commandLine.getParameterExceptionHandler();
    return commandLine
        .setParameterExceptionHandler(
            (e, words) -> {
              given.origin(String.valueOf(e.getMessage())).ifPresent(err::println);
              return usual.handleParseException(e, words);
            })
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExitCodeExceptionMapper(e -> e instanceof CommandLine.ParameterException ? 2 : 1)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              Failure.print(e, err, main.verbose);
              return 1;
            })
        .execute(given.merged(commandLine));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command.");
  }
}
