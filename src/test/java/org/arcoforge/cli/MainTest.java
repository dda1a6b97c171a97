package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "bake recipes/x,                     Missing required option: '--target=URI'",
    "plan org.arcoforge.recipe.OnTheClassPath --zarr 4, Invalid value for option '--zarr': 4 (must be 2 or 3).",
    "verify x.zarr --threads 0,          Invalid value for option '--threads': 0",
    "inspect,                            Missing required parameter: 'URI'",
    "fetch,                              Unmatched argument at index 0: 'fetch'",
  })
  void wrongUsageEndsWithTwo(String line, String message) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).startsWith(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing command.");
  }

  @Test
  void aFailureEndsWithOne() {
    assertThat(run("inspect", "no_such_file.nc")).isEqualTo(1);
    assertThat(err.toString()).startsWith("arcoforge: Cannot find source file no_such_file.nc");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpEndsWithZero() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: arcoforge");
    assertThat(err.toString()).isEmpty();
  }
}
