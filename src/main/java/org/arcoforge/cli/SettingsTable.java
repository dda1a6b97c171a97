package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.arcoforge.config.Configuration;
import org.arcoforge.config.Placeholders;
import org.arcoforge.config.Setting;
import org.arcoforge.fetch.Urls;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a run is set to, and by what. Shows names of what holds secrets, never secrets. */
record SettingsTable(List<Row> rows) {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");
  private static final Pattern KEY_ITSELF = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{12,}");

  /**
   * One setting.
   *
   * @param setting its name in a file
   * @param from {@code command line}, {@code default}, or a file and a line
   */
  record Row(String setting, List<String> values, String from) {}

  static SettingsTable of(
      ParseResult parsed, GivenArguments given, Placeholders names, Runner runner) {
    List<Row> rows = new ArrayList<>();
    boolean feedstock = false;
    for (String option : Configuration.options()) {
      Optional<Setting> setting = given.setting(option);
      if (!given.isGiven(option) && setting.isEmpty()) {
        continue;
      }
      List<String> values =
          setting.map(Setting::values).orElseGet(() -> values(parsed.matchedOption(option)));
      feedstock |= values.stream().anyMatch(v -> Placeholders.has(v, Placeholders.FEEDSTOCK));
      rows.add(
          new Row(
              Configuration.key(option),
              values.stream().map(value -> shown(option, value, names)).toList(),
              setting.map(Setting::from).orElse("command line")));
    }
    List<Row> defaults = new ArrayList<>();
    addDefault("--runner", "direct", "default", rows, defaults);
    if (feedstock) {
      addDefault("--feedstock", names, Placeholders.FEEDSTOCK, "default", rows, defaults);
    }
    if (runner == Runner.DATAFLOW) {
      addDefault("--region", RunnerArguments.DEFAULT_REGION, "default", rows, defaults);
      String from = "default, new in each run";
      addDefault("--job-name", names, Placeholders.JOB_NAME, from, rows, defaults);
    }
    rows.addAll(defaults);
    return new SettingsTable(rows);
  }

  private static List<String> values(OptionSpec option) {
    return option.typeInfo().isBoolean()
        ? List.of(String.valueOf(option.<Boolean>getValue()))
        : option.stringValues();
  }

  private static void addDefault(
      String option,
      Placeholders names,
      String name,
      String from,
      List<Row> rows,
      List<Row> defaults) {
    names.find(name).ifPresent(value -> addDefault(option, value, from, rows, defaults));
  }

  private static void addDefault(
      String option, String value, String from, List<Row> rows, List<Row> defaults) {
    String key = Configuration.key(option);
    if (rows.stream().noneMatch(row -> row.setting().equals(key))) {
      defaults.add(new Row(key, List.of(value), from));
    }
  }

  private static String shown(String option, String value, Placeholders names) {
    return switch (option) {
      case "--job-name" -> names.find(Placeholders.JOB_NAME).orElse(value);
      case "--auth" -> value.endsWith("=netrc") ? value : named(value, value.lastIndexOf(':') + 1);
      case "--s3-keys" -> named(value, value.indexOf('=') + 1);
      default ->
          withoutLogins(
              Configuration.hasPlaceholders(option) ? names.expand(option, value) : value);
    };
  }

  /** Returns a text with … for logins in URLs, wherever in the text these begin. */
  private static String withoutLogins(String value) {
    return Urls.shown(value).replaceAll("://[^/?#@\\s]*@", "://…@");
  }

  /** Returns a text with … for what is no name of a variable, from {@code start} on. */
  private static String named(String value, int start) {
    String shown = value.substring(0, start);
    for (String name : value.substring(start).split(",", -1)) {
      boolean legal = VARIABLE.matcher(name).matches() && !KEY_ITSELF.matcher(name).matches();
      shown += (shown.length() > start ? "," : "") + (legal ? name : "…");
    }
    return shown;
  }

  /** Prints the table. */
  void print(PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("setting", "value", "from"));
    rows.forEach(
        row -> lines.add(List.of(row.setting(), String.join(", ", row.values()), row.from())));
    ArrayTable.print(out, "", lines);
  }

  /** Returns the table as JSON. */
  ArrayNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("setting", row.setting());
      ArrayNode values = node.putArray("values");
      row.values().forEach(values::add);
      node.put("from", row.from());
    }
    return array;
  }
}
