package org.arcoforge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.yaml.YamlNode.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlDocumentTest {
  @TempDir private Path folder = Path.of("");

  private static YamlNode parse(String text) {
    return YamlDocument.parse(text, "c.yaml");
  }

  private static YamlNode at(YamlNode root, String... keys) {
    YamlNode node = root;
    for (String key : keys) {
      node = node.find(key).orElseThrow();
    }
    return node;
  }

  @Test
  void nodesKnowWhatTheyAreAndWhere() {
    YamlNode root =
        parse(
            """
            # a comment
            title: "2024-01-01"
            stores:
              - id: é
                url: {zenodo.org: gs://b/a}
              - 7
            """);
    YamlNode url = root.find("stores").orElseThrow().items().get(0).find("url").orElseThrow();
    YamlNode host = at(url, "zenodo.org");

    assertThat(root.kind()).isEqualTo(Kind.MAPPING);
    assertThat(root.entries().keySet()).containsExactly("title", "stores");
    assertThat(at(root, "title").kind()).isEqualTo(Kind.STRING);
    assertThat(at(root, "title").text()).isEqualTo("2024-01-01");
    assertThat(at(root, "stores").kind()).isEqualTo(Kind.SEQUENCE);
    assertThat(at(root, "stores").keyLine()).isEqualTo(3);
    assertThat(at(root, "stores").line()).isEqualTo(4);
    assertThat(url.path()).isEqualTo("stores[0].url");
    assertThat(url.line()).isEqualTo(5);
    assertThat(url.column()).isEqualTo(10);
    assertThat(host.path()).isEqualTo("stores[0].url[\"zenodo.org\"]");
    assertThat(host.text()).isEqualTo("gs://b/a");
    assertThat(host.source()).isEqualTo("c.yaml");
    assertThat(at(root, "stores").items().get(1).keyLine()).isEqualTo(6);
    assertThat(at(root, "stores").items().get(1)).hasToString("INTEGER stores[1], c.yaml:6");
    assertThat(root.find("no")).isEmpty();
    assertThat(host.find("no")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 2024-01-01           | TIMESTAMP | 2024-01-01",
        "a: '2024-01-01'         | STRING    | 2024-01-01",
        "a: no                   | BOOLEAN   | no",
        "a: 'no'                 | STRING    | no",
        "a: 012                  | INTEGER   | 012",
        "a: 1.5                  | FLOAT     | 1.5",
        "a:                      | NULL      | ''",
        "a: !!str 5              | STRING    | 5",
        "a: !!int '5'            | INTEGER   | 5",
        "a: ! '5'                | INTEGER   | 5",
        "a: !!binary aGk=        | OTHER     | aGk=",
        "a: !mine 5              | OTHER     | 5",
        "a: !!python/name:os 5   | OTHER     | 5",
        "a: !!set {x}            | OTHER     | ''",
        "a: []                   | SEQUENCE  | ''",
        "a: {}                   | MAPPING   | ''",
        "'{a: !!map {}}'         | MAPPING   | ''",
      })
  void tagsAndQuotesSayWhatAScalarIs(String text, Kind kind, String value) {
    assertThat(at(parse(text), "a").kind()).isEqualTo(kind);
    assertThat(at(parse(text), "a").text()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "---\n...\n", "\uFEFF"})
  void anEmptyDocumentIsNull(String text) {
    assertThat(parse(text).kind()).isEqualTo(Kind.NULL);
    assertThat(parse(text).line()).isPositive();
  }

  @Test
  void keysThatAreNoStringsAreTakenAsWritten() {
    assertThat(parse("2020: a\nno: b\n1.50: c\n").entries().keySet())
        .containsExactly("2020", "no", "1.50");
  }

  @Test
  void anAliasIsTheNodeThatItStandsFor() {
    YamlNode root = parse("a: &x\n  - 1\nb: *x\n");
    assertThat(at(root, "b")).isSameAs(at(root, "a"));
    assertThat(at(root, "b").path()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1;b: 2;a: 3       | line 3, column 1: the key 'a' is in line 1 already. Keep one of them.",
        "{a: {b: 1, b: 2}}    | line 1, column 12: the key 'b' is in line 1 already. Keep one of them.",
        "a: 1;---;b: 2        | line 2, column 1: a second document starts here. Keep one document in a file.",
        "? [a];: 1            | line 1, column 3: a key is not a text. Write a name before the colon.",
        "? {a: b};: 1         | line 1, column 3: a key is not a text. Write a name before the colon.",
        "&k a: 1;*k : 2       | line 2, column 1: a key is not a text. Write a name before the colon.",
        "~: 1                 | line 1, column 1: a key is missing. Write a name before the colon.",
        "a: &x {b: 1};c:;  <<: *x | line 3, column 3: the key '<<' has a meaning of its own in YAML. Write the keys out, or the key in quotes.",
        "a: *x                | line 1, column 4: the alias *x has no finished value &x before it. Write the value out.",
        "a: &x [*x]           | line 1, column 8: the alias *x has no finished value &x before it. Write the value out.",
        "a: b: c              | line 1, column 5: mapping values are not allowed here. Correct the YAML there, or put the text in quotes.",
        "a:;\tb: c            | line 2, column 1: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation). Indent with spaces.",
        "a: [1, 2             | line 1, column 9: while parsing a flow sequence, expected ',' or ']', but got <stream end>. Correct the YAML there, or put the text in quotes.",
        "a: {{ x }}           | line 1, column 5: a key is not a text. Write a name before the colon.",
        "a: @b                | line 1, column 4: while scanning for the next token, found character '@' that cannot start any token. (Do not use @ for indentation). Correct the YAML there, or put the text in quotes.",
        "a: é\u0007x          | line 1, column 5: the character U+0007 is not allowed. Remove it, or write it as an escape in double quotes.",
      })
  void whatIsNotOneSoundDocumentIsRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace(';', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read c.yaml: " + message);
  }

  @Test
  void aliasesThatGrowAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    assertThatThrownBy(() -> parse(bomb.toString()))
        .hasMessage(
            "Cannot read c.yaml: line 4, column 45: aliases stand for more than 10,000 values. Write the values out.");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> parse("[".repeat(1_000_000)))
        .hasMessage(
            "Cannot read c.yaml: line 1, column 102: values are nested more than 100 deep. Write it with fewer levels.");
  }

  @Test
  void hugeInputIsRefused() throws IOException {
    String most = "#".repeat(4 << 20);
    assertThat(parse(most).kind()).isEqualTo(Kind.NULL);
    assertThatThrownBy(() -> parse(most + "#"))
        .hasMessage(
            "Cannot read c.yaml: it has more than 4,194,304 bytes, the most that is read of YAML. Give a smaller file.");
    Path file = Files.writeString(folder.resolve("big.yaml"), most + "#");
    assertThatThrownBy(() -> YamlDocument.read(file))
        .hasMessage(
            "Cannot read %s: it has more than 4,194,304 bytes, the most that is read of YAML. Give a smaller file."
                .formatted(file));
  }

  @Test
  void aFileIsReadAsUtf8() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFFa: é 🌊\r\nb: 1\r\n");
    YamlNode root = YamlDocument.read(file);
    assertThat(at(root, "a").text()).isEqualTo("é 🌊");
    assertThat(at(root, "b").line()).isEqualTo(2);
    assertThat(root.source()).isEqualTo(file.toString());
  }

  @Test
  void bytesThatAreNotUtf8AreNamed() throws IOException {
    Path file =
        Files.write(
            folder.resolve("latin.yaml"),
            "a: 1\n\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> YamlDocument.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read %s: line 3, column 7: bytes are not UTF-8 text. Save the file in UTF-8."
                .formatted(file));
    Path cut = Files.write(folder.resolve("cut.yaml"), new byte[] {'a', '\n', (byte) 0xc3});
    assertThatThrownBy(() -> YamlDocument.read(cut))
        .hasMessage(
            "Cannot read %s: line 2, column 1: bytes are not UTF-8 text. Save the file in UTF-8."
                .formatted(cut));
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> YamlDocument.read(folder))
        .hasMessage("Cannot read %s: it is a folder. Name a file.".formatted(folder));
  }
}
