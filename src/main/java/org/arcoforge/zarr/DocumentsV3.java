package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * The documents of Zarr 3, with the members and in the order that zarr-python 3 writes.
 *
 * @see <a href="https://zarr-specs.readthedocs.io/en/latest/v3/core/v3.0.html">Zarr 3</a>
 */
final class DocumentsV3 {
  static final String KEY = "zarr.json";

  private static final String CONSOLIDATED = "consolidated_metadata";
  private static final String CHAR = "null_terminated_bytes";

  private DocumentsV3() {}

  static ObjectNode root(GroupMetadata group) {
    ObjectNode json = Json.NODES.objectNode();
    json.set("attributes", AttributeJson.write(group.attributes()));
    json.put("zarr_format", 3);
    ObjectNode consolidated = json.putObject(CONSOLIDATED);
    consolidated.put("kind", "inline").put("must_understand", false);
    ObjectNode arrays = consolidated.putObject("metadata");
    group.arrays().forEach(array -> arrays.set(array.name(), array(array)));
    json.put("node_type", "group");
    return json;
  }

  static ObjectNode array(ArrayMetadata array) {
    ObjectNode json = Json.NODES.objectNode();
    ArrayNode shape = json.putArray("shape");
    array.shape().forEach(shape::add);
    json.set("data_type", dataType(array.type()));
    ArrayNode chunk =
        json.putObject("chunk_grid")
            .put("name", "regular")
            .putObject("configuration")
            .putArray("chunk_shape");
    array.chunk().forEach(chunk::add);
    json.putObject("chunk_key_encoding")
        .put("name", "default")
        .putObject("configuration")
        .put("separator", "/");
    json.set("fill_value", FillValue.toJson(array.paddingValue()));
    json.set("codecs", codecs(array.type(), array.compression()));
    ObjectNode attributes = json.putObject("attributes");
    attributes.setAll(AttributeJson.writeOfArray(array.attributes()));
    FillValue.find(array.name(), array.type(), array.attributes())
        .flatMap(FillValue::toXarray)
        .ifPresent(value -> attributes.set(FillValue.ATTRIBUTE, value));
    if (!array.dimensions().isEmpty()) {
      ArrayNode dimensions = json.putArray("dimension_names");
      array.dimensions().forEach(dimensions::add);
    }
    json.put("zarr_format", 3);
    json.put("node_type", "array");
    json.putArray("storage_transformers");
    return json;
  }

  private static JsonNode dataType(DataType type) {
    if (type != DataType.CHAR) {
      return TextNode.valueOf(type.toString());
    }
    ObjectNode json = Json.NODES.objectNode().put("name", CHAR);
    json.putObject("configuration").put("length_bytes", 1);
    return json;
  }

  private static ArrayNode codecs(DataType type, Compression compression) {
    ArrayNode codecs = Json.NODES.arrayNode();
    if (type == DataType.STRING) {
      codecs.addObject().put("name", "vlen-utf8").putObject("configuration");
    } else {
      ObjectNode bytes = codecs.addObject().put("name", "bytes");
      if (type.byteSize() > 1) {
        bytes.putObject("configuration").put("endian", "little");
      }
    }
    int level = compression.level();
    switch (compression.algorithm()) {
      case NONE -> {}
      case BLOSC ->
          codecs
              .addObject()
              .put("name", "blosc")
              .putObject("configuration")
              .put("typesize", Math.max(1, type.byteSize()))
              .put("cname", "zstd")
              .put("clevel", level)
              .put("shuffle", type.byteSize() > 1 ? "shuffle" : "noshuffle")
              .put("blocksize", 0);
      case ZSTD ->
          codecs
              .addObject()
              .put("name", "zstd")
              .putObject("configuration")
              .put("level", level)
              .put("checksum", false);
      case GZIP ->
          codecs.addObject().put("name", "gzip").putObject("configuration").put("level", level);
    }
    if (compression.crc32c()) {
      codecs.addObject().put("name", "crc32c");
    }
    return codecs;
  }

  /** Returns the documents that consolidated metadata hold; empty if there are none. */
  static Optional<ObjectNode> consolidated(ObjectNode root) {
    JsonNode json = Json.get(root, CONSOLIDATED);
    return Json.get(json, "kind").asText().equals("inline")
            && Json.get(json, "metadata") instanceof ObjectNode documents
        ? Optional.of(documents)
        : Optional.empty();
  }

  /**
   * Returns the array that its document describes.
   *
   * @throws IOException with the reason, if that is none that this package reads
   */
  static StoredArray parse(String name, JsonNode json) throws IOException {
    requireName(json, "chunk_grid", "regular");
    if (!Json.get(json, "storage_transformers").isEmpty()) {
      throw new IOException("storage transformers are not supported");
    }
    DataType type = type(Json.get(json, "data_type"));
    List<Long> shape = Json.lengths(json, "shape");
    List<String> dimensions = new ArrayList<>();
    for (JsonNode dimension : Json.get(json, "dimension_names")) {
      dimensions.add(dimension.isNull() ? "dim_" + dimensions.size() : dimension.asText());
    }
    JsonNode attributes = Json.get(json, "attributes");
    Attributes read = AttributeJson.read(attributes);
    Block missing = FillValue.parse(type, Json.get(json, "fill_value"));
    Optional<Block> masked =
        type.isText()
            ? Optional.of(missing).filter(value -> !value.equals(Block.allocate(type)))
            : FillValue.fromXarray(type, Json.get(attributes, FillValue.ATTRIBUTE));
    if (masked.isPresent()) {
      read = read.with(FillValue.ATTRIBUTE, FillValue.attribute(masked.get()));
    }
    JsonNode codecs = Json.get(json, "codecs");
    ArrayMetadata array =
        new ArrayMetadata(
            name,
            type,
            shape,
            Chunks.parse(Json.get(json.get("chunk_grid"), "configuration"), "chunk_shape"),
            dimensions.size() == shape.size() ? dimensions : Chunks.dimensions(shape.size()),
            read,
            compression(codecs));
    return new StoredArray(
        array, keys(Json.get(json, "chunk_key_encoding")), bigEndian(type, codecs.get(0)), missing);
  }

  private static DataType type(JsonNode json) throws IOException {
    if (json.isTextual()) {
      for (DataType type : DataType.values()) {
        if (type != DataType.CHAR && type.toString().equals(json.textValue())) {
          return type;
        }
      }
    } else if (json.equals(dataType(DataType.CHAR))) {
      return DataType.CHAR;
    }
    throw new IOException("data type %s is not supported".formatted(json));
  }

  /** Returns how chunks are named by a {@code chunk_key_encoding}. */
  static ChunkKeys keys(JsonNode json) throws IOException {
    String name = Json.text(json, "name");
    JsonNode separator = Json.get(Json.get(json, "configuration"), "separator");
    return switch (name) {
      case "default" -> new ChunkKeys(true, Chunks.separator(separator.asText("/")));
      case "v2" -> new ChunkKeys(false, Chunks.separator(separator.asText(".")));
      default -> throw new IOException("chunk key encoding %s is not supported".formatted(name));
    };
  }

  private static boolean bigEndian(DataType type, JsonNode codec) throws IOException {
    String wanted = type == DataType.STRING ? "vlen-utf8" : "bytes";
    if (!Json.get(codec, "name").asText().equals(wanted)) {
      throw new IOException("codec %s of type %s is not supported".formatted(codec, type));
    }
    return type.byteSize() > 1
        && Json.get(Json.get(codec, "configuration"), "endian").asText().equals("big");
  }

  private static Compression compression(JsonNode codecs) throws IOException {
    Compression compression = Compression.none();
    for (int i = 1; i < codecs.size(); i++) {
      JsonNode configuration = Json.get(codecs.get(i), "configuration");
      String name = Json.text(codecs.get(i), "name");
      boolean first = compression.algorithm() == Compression.Algorithm.NONE;
      if (compression.crc32c() || !(first || name.equals("crc32c"))) {
        throw new IOException("the chain of codecs %s is not supported".formatted(codecs));
      }
      compression =
          switch (name) {
            case "blosc" -> Chunks.blosc(Json.get(configuration, "clevel"));
            case "zstd" -> Chunks.zstd(Json.get(configuration, "level"));
            case "gzip" -> Chunks.gzip(Json.get(configuration, "level"));
            case "crc32c" -> compression.withCrc32c();
            default -> throw new IOException("codec %s is not supported".formatted(name));
          };
    }
    if (codecs.isEmpty()) {
      throw new IOException("it names no codecs");
    }
    return compression;
  }

  static void requireName(JsonNode json, String key, String wanted) throws IOException {
    JsonNode name = Json.get(Json.get(json, key), "name");
    if (!name.asText().equals(wanted)) {
      throw new IOException("%s %s is not supported, only %s".formatted(key, name, wanted));
    }
  }
}
