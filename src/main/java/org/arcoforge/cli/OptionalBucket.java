package org.arcoforge.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Leaves what follows an option alone unless it is a bucket: it may be what the command is for. */
final class OptionalBucket implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    boolean attached = "=".equals(info.get("separator"));
    if (!attached) {
      arguments.push("");
    }
    return false;
  }
}
