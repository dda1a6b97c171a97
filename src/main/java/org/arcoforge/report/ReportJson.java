package org.arcoforge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ZarrFormat;

/** A report as data. Numbers that are not known or not finite are null. */
final class ReportJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportJson() {}

  static String document(ReportContent report) {
    ObjectNode root = NODES.objectNode();
    root.put("store", report.store());
    root.put("title", report.title());
    root.put("tool", report.tool());
    root.put("zarrFormat", report.group().format() == ZarrFormat.V3 ? 3 : 2);
    root.put("consolidated", report.isConsolidated());
    root.put("arrayBytes", report.arrayBytes());
    if (report.objects().isListed()) {
      root.put("storedBytes", report.objects().bytes());
      root.put("objects", report.objects().count());
    }
    if (report.run() != null) {
      root.set("run", run(report.run()));
    }
    ObjectNode sizes = root.putObject("dimensions");
    report.sizes().forEach(sizes::put);
    root.set("attributes", attributes(report.group().attributes()));
    ArrayNode checks = root.putArray("checks");
    for (Check check : report.checks()) {
      ObjectNode node = checks.addObject();
      node.put("name", check.name());
      node.put("variable", check.variable());
      node.put("status", check.status().toString());
      node.put("text", check.text());
    }
    ArrayNode arrays = root.putArray("arrays");
    report.arrays().forEach(array -> arrays.add(array(array, report.objects())));
    root.put("dataset", report.dataset());
    root.put("bytesRead", report.bytesRead());
    root.put("limits", report.limits().text());
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode run(RunFacts run) {
    ObjectNode node = NODES.objectNode();
    if (!run.recipe().isEmpty()) {
      node.put("recipe", run.recipe());
    }
    node.put("files", run.files());
    node.put("sourceBytes", run.sourceBytes());
    node.put("fetchedBytes", run.fetchedBytes());
    node.put("arrayBytes", run.arrayBytes());
    node.put("storedBytes", run.storedBytes());
    ObjectNode phases = node.putObject("phaseSeconds");
    run.phaseSeconds().forEach(phases::put);
    node.put("seconds", run.seconds());
    node.put("peakMemoryBytes", run.peakMemoryBytes());
    node.put("predictedPeakMemoryBytes", run.predictedPeakMemoryBytes());
    ArrayNode notices = node.putArray("notices");
    run.notices().forEach(notices::add);
    ArrayNode failed = node.putArray("failedFiles");
    for (RunFacts.FailedFile file : run.failedFiles()) {
      failed
          .addObject()
          .put("url", file.url())
          .put("reason", file.reason())
          .put("treated", file.treated());
    }
    return node;
  }

  private static ObjectNode attributes(Attributes attributes) {
    ObjectNode node = NODES.objectNode();
    attributes.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static JsonNode value(AttributeValue value) {
    if (value instanceof AttributeValue.Text text) {
      return NODES.textNode(text.value());
    }
    ArrayNode array = NODES.arrayNode();
    if (value instanceof AttributeValue.Texts texts) {
      texts.values().forEach(array::add);
      return array;
    }
    for (Number number : ((AttributeValue.Numbers) value).values()) {
      boolean whole = !(number instanceof Double || number instanceof Float);
      array.add(
          whole
              ? NODES.numberNode(new BigInteger(number.toString()))
              : number(number.doubleValue()));
    }
    return array.size() == 1 ? array.get(0) : array;
  }

  private static ObjectNode array(ArrayFacts facts, StoredObjects objects) {
    ArrayMetadata array = facts.array();
    ObjectNode node = NODES.objectNode();
    node.put("name", array.name());
    node.put("role", facts.isCoordinate() ? "coordinate" : "data");
    node.put("type", array.type().toString());
    node.put("decodedType", facts.type().name());
    ArrayNode dimensions = node.putArray("dimensions");
    array.dimensions().forEach(dimensions::add);
    ArrayNode shape = node.putArray("shape");
    array.shape().forEach(shape::add);
    ArrayNode chunk = node.putArray("chunk");
    array.chunk().forEach(chunk::add);
    node.put("chunks", array.grid().chunkCount());
    node.put("codecs", facts.codecs());
    if (array.type().isFixedSize()) {
      node.put("chunkBytes", ReadLimits.chunkBytes(array));
      node.put("arrayBytes", ReadLimits.arrayBytes(array));
    }
    if (objects.isListed()) {
      node.put("storedChunks", objects.of(array.name()).count());
      node.put("storedBytes", objects.of(array.name()).bytes());
    }
    node.set("attributes", attributes(array.attributes()));
    Sample sample = facts.sample();
    node.put("sampled", sample.text());
    if (!sample.note().isEmpty()) {
      node.put("note", sample.note());
    }
    if (sample.all().values() > 0) {
      statistics(node, sample.all());
    }
    ArrayNode records = node.putArray("records");
    for (Sample.RecordSample record : sample.records()) {
      ObjectNode one = records.addObject();
      one.put("label", record.label());
      one.set("origin", numbers(record.region().origin()));
      one.set("shape", numbers(record.region().shape()));
      statistics(one, record.statistics());
    }
    if (!sample.texts().isEmpty()) {
      ArrayNode texts = node.putArray("texts");
      sample.texts().forEach(texts::add);
    }
    return node;
  }

  private static ArrayNode numbers(long[] numbers) {
    ArrayNode array = NODES.arrayNode();
    for (long number : numbers) {
      array.add(number);
    }
    return array;
  }

  private static void statistics(ObjectNode node, Statistics statistics) {
    node.put("values", statistics.values());
    node.put("missing", statistics.missing());
    node.put("infinite", statistics.infinite());
    node.set("min", number(statistics.lowest()));
    node.set("max", number(statistics.highest()));
    node.set("mean", number(statistics.mean()));
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.instance;
  }
}
