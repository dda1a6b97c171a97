package org.arcoforge.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Variable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorpusTest {
  private static final int REGIONS = 12;

  static List<String> names() throws IOException {
    return Corpus.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileHasTheGroupsThatOthersSee(String name) throws IOException {
    List<String> groups = new ArrayList<>();
    Corpus.expected().get(name).get("groups").fieldNames().forEachRemaining(groups::add);
    groups.remove("");
    try (DataFile file = Corpus.open(name)) {
      assertThat(file.groups()).containsExactlyElementsOf(groups);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileHasTheSchemaThatOthersSee(String name) throws IOException {
    JsonNode groups = Corpus.expected().get(name).get("groups");
    try (DataFile file = Corpus.open(name)) {
      for (Map.Entry<String, JsonNode> group : groups.properties()) {
        Dataset dataset = file.dataset(group.getKey());
        String where = name + " " + group.getKey();
        JsonNode expected = group.getValue();
        assertThat(unreadable(dataset))
            .as("unreadable of %s", where)
            .containsExactlyInAnyOrderEntriesOf(texts(expected.get("unreadable")));
        assertThat(dataset.schema().variables().stream().map(Variable::name).toList())
            .as("variables of %s", where)
            .containsExactlyElementsOf(fields(expected.get("variables")));
        Map<String, Dimension> dimensions = dimensions(expected.get("dimensions"));
        assertThat(dataset.schema().dimensions())
            .as("dimensions of %s", where)
            .containsExactlyInAnyOrderElementsOf(dimensions.values());
        assertAttributes(where, dataset.schema().attributes(), expected.get("attributes"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyVariableHasTheTypeAndValuesThatOthersSee(String name) throws Exception {
    JsonNode groups = Corpus.expected().get(name).get("groups");
    try (DataFile file = Corpus.open(name)) {
      for (Map.Entry<String, JsonNode> group : groups.properties()) {
        Dataset dataset = file.dataset(group.getKey());
        for (Map.Entry<String, JsonNode> each : group.getValue().get("variables").properties()) {
          String where = "%s %s %s".formatted(name, group.getKey(), each.getKey());
          assertVariable(where, dataset, each.getKey(), each.getValue());
        }
      }
    }
  }

  private static void assertVariable(String where, Dataset dataset, String name, JsonNode expected)
      throws IOException, NoSuchAlgorithmException {
    Variable variable = dataset.schema().variable(name);
    assertThat(variable.type()).as(where).hasToString(expected.get("type").asText());
    assertThat(variable.dimensions()).as(where).isEqualTo(list(expected.get("dimensions")));
    assertThat(Arrays.stream(dataset.schema().shape(variable)).boxed().map(String::valueOf))
        .as(where)
        .containsExactlyElementsOf(list(expected.get("shape")));
    assertAttributes(where, variable.attributes(), expected.get("attributes"));
    Block block = dataset.read(name);
    if (expected.has("values")) {
      assertThat(block.strings()).as(where).containsExactlyElementsOf(list(expected.get("values")));
    } else {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.bytes());
      assertThat(HexFormat.of().formatHex(digest))
          .as("values of %s", where)
          .isEqualTo(expected.get("sha256").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRegionHoldsTheSameValuesAsTheWhole(String name) throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    JsonNode groups = Corpus.expected().get(name).get("groups");
    try (DataFile file = Corpus.open(name)) {
      for (String group : fields(groups)) {
        Dataset dataset = file.dataset(group);
        for (Variable variable : dataset.schema().variables()) {
          Block whole = dataset.read(variable.name());
          for (int i = 0; i < REGIONS; i++) {
            Region region = region(random, dataset.schema().shape(variable));
            int[] from = Arrays.stream(region.origin()).mapToInt(o -> (int) o).toArray();
            assertThat(dataset.read(variable.name(), region))
                .as("seed %d: %s %s %s %s", seed, name, group, variable.name(), region)
                .isEqualTo(whole.slice(from, Block.shapeOf(region)));
          }
        }
      }
    }
  }

  private static Region region(Random random, long[] shape) {
    long[] origin = new long[shape.length];
    long[] lengths = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      origin[d] = random.nextLong(shape[d] + 1);
      lengths[d] =
          random.nextInt(3) == 0 ? shape[d] - origin[d] : random.nextLong(shape[d] - origin[d] + 1);
    }
    return Region.of(origin, lengths);
  }

  private static Map<String, String> unreadable(Dataset dataset) {
    return dataset.schema().unreadable();
  }

  private static void assertAttributes(String where, Attributes attributes, JsonNode expected) {
    Map<String, String> found = new LinkedHashMap<>();
    attributes.forEach((name, value) -> found.put(name, describe(value)));
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : expected.properties()) {
      wanted.put(each.getKey(), describe(each.getValue()));
    }
    assertThat(found).as("attributes of %s", where).containsExactlyInAnyOrderEntriesOf(wanted);
    assertThat(found.keySet())
        .as("order of attributes of %s", where)
        .containsExactlyElementsOf(wanted.keySet());
  }

  private static String describe(AttributeValue value) {
    if (value instanceof AttributeValue.Numbers numbers) {
      return numbers.type() + " " + numbers.values().stream().map(CorpusTest::number).toList();
    }
    return value.toString();
  }

  private static String describe(JsonNode value) {
    if (value.has("text")) {
      return new AttributeValue.Text(value.get("text").asText()).toString();
    }
    if (value.has("texts")) {
      return new AttributeValue.Texts(list(value.get("texts"))).toString();
    }
    List<String> numbers = list(value.get("numbers"));
    boolean isFloat = value.get("type").asText().startsWith("float");
    return value.get("type").asText()
        + " "
        + numbers.stream().map(n -> isFloat ? number(python(n)) : n).toList();
  }

  private static double python(String number) {
    return switch (number) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(number);
    };
  }

  private static String number(Number number) {
    return number instanceof Float || number instanceof Double
        ? Double.toString(number.doubleValue())
        : number.toString();
  }

  private static Map<String, Dimension> dimensions(JsonNode expected) {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : expected.properties()) {
      JsonNode dimension = each.getValue();
      dimensions.put(
          each.getKey(),
          new Dimension(
              each.getKey(),
              dimension.get("length").asLong(),
              dimension.get("unlimited").asBoolean()));
    }
    return dimensions;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> list(JsonNode node) {
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asText()));
    return values;
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothingThatAGroupHoldsIsLeftOut(String name) throws IOException {
    JsonNode groups = Corpus.expected().get(name).get("groups");
    try (DataFile file = Corpus.open(name)) {
      for (Map.Entry<String, JsonNode> group : groups.properties()) {
        TreeSet<String> expected = new TreeSet<>(fields(group.getValue().get("variables")));
        expected.addAll(fields(group.getValue().get("unreadable")));
        TreeSet<String> found = new TreeSet<>();
        Dataset dataset = file.dataset(group.getKey());
        dataset.schema().variables().forEach(v -> found.add(v.name()));
        found.addAll(dataset.schema().unreadable().keySet());
        assertThat(found).as("%s %s", name, group.getKey()).isEqualTo(expected);
      }
    }
  }
}
