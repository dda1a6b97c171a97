package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * The documents of Zarr 2, such as {@code {"shape":[4],"chunks":[4],"dtype":"<i2","fill_value":-9,
 * "order":"C","filters":null,"dimension_separator":".","compressor":{"id":"zstd","level":1},
 * "zarr_format":2}}.
 *
 * @see <a href="https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html">Zarr 2</a>
 */
final class DocumentsV2 {
  static final String ARRAY = ".zarray";
  static final String ATTRIBUTES = ".zattrs";
  static final String GROUP = ".zgroup";
  static final String CONSOLIDATED = ".zmetadata";

  static final String DIMENSIONS = "_ARRAY_DIMENSIONS";
  private static final String VLEN_UTF8 = "vlen-utf8";

  private DocumentsV2() {}

  static void check(ArrayMetadata array) {
    if (array.compression().crc32c()) {
      throw new IllegalArgumentException(
          ("Cannot store array '%s' with crc32c: Zarr 2 has no checksum behind a compressor."
                  + " Use Zarr 3, or no checksum.")
              .formatted(array.name()));
    }
    if (array.attributes().find(DIMENSIONS).isPresent()) {
      throw new IllegalArgumentException(
          ("Cannot store attribute '%s' %s of array '%s': Zarr 2 keeps the dimensions %s there."
                  + " Remove the attribute in preprocess.")
              .formatted(
                  DIMENSIONS,
                  array.attributes().find(DIMENSIONS).get(),
                  array.name(),
                  array.dimensions()));
    }
  }

  static ObjectNode group() {
    return Json.NODES.objectNode().put("zarr_format", 2);
  }

  static ObjectNode consolidated(GroupMetadata group) {
    ObjectNode documents = Json.NODES.objectNode();
    documents.set(GROUP, group());
    documents.set(ATTRIBUTES, AttributeJson.write(group.attributes()));
    for (ArrayMetadata array : group.arrays()) {
      documents.set(array.name() + "/" + ARRAY, array(array));
      documents.set(array.name() + "/" + ATTRIBUTES, attributes(array));
    }
    ObjectNode json = Json.NODES.objectNode();
    json.put("zarr_consolidated_format", 1);
    json.set("metadata", documents);
    return json;
  }

  static ObjectNode attributes(ArrayMetadata array) {
    ObjectNode json = AttributeJson.writeOfArray(array.attributes());
    ArrayNode dimensions = json.putArray(DIMENSIONS);
    array.dimensions().forEach(dimensions::add);
    return json;
  }

  static ObjectNode array(ArrayMetadata array) {
    ObjectNode json = Json.NODES.objectNode();
    ArrayNode shape = json.putArray("shape");
    array.shape().forEach(shape::add);
    ArrayNode chunks = json.putArray("chunks");
    array.chunk().forEach(chunks::add);
    json.put("dtype", dtype(array.type()));
    Optional<Block> fill = FillValue.find(array.name(), array.type(), array.attributes());
    json.set("fill_value", fill.map(FillValue::toJson).orElse(Json.NODES.nullNode()));
    json.put("order", "C");
    if (array.type() == DataType.STRING) {
      json.putArray("filters").addObject().put("id", VLEN_UTF8);
    } else {
      json.putNull("filters");
    }
    json.put("dimension_separator", ".");
    json.set("compressor", compressor(array));
    json.put("zarr_format", 2);
    return json;
  }

  private static String dtype(DataType type) {
    return switch (type) {
      case STRING -> "|O";
      case CHAR -> "|S1";
      default -> {
        String kind = type.isFloat() ? "f" : type.isUnsigned() ? "u" : "i";
        yield (type.byteSize() == 1 ? "|" : "<") + kind + type.byteSize();
      }
    };
  }

  private static JsonNode compressor(ArrayMetadata array) {
    int level = array.compression().level();
    ObjectNode json = Json.NODES.objectNode();
    return switch (array.compression().algorithm()) {
      case NONE -> Json.NODES.nullNode();
      // Without "typesize", which numcodecs refuses.
      case BLOSC ->
          json.put("id", "blosc")
              .put("cname", "zstd")
              .put("clevel", level)
              .put("shuffle", array.type().byteSize() > 1 ? 1 : 0)
              .put("blocksize", 0);
      case ZSTD -> json.put("id", "zstd").put("level", level);
      case GZIP -> json.put("id", "gzip").put("level", level);
    };
  }

  /**
   * Returns the array that its two documents describe.
   *
   * @throws IOException with the reason, if they describe none that this package reads
   */
  static StoredArray parse(String name, ObjectNode json, JsonNode attributes) throws IOException {
    String dtype = Json.text(json, "dtype");
    List<Long> shape = Json.lengths(json, "shape");
    String order = Json.get(json, "order").asText("C");
    if (order.equals("F") && shape.size() > 1) {
      throw new IOException("its chunks are in Fortran order, which is not supported");
    }
    DataType type = type(dtype, filters(Json.get(json, "filters")));
    List<String> dimensions = new ArrayList<>();
    for (JsonNode dimension : Json.get(attributes, DIMENSIONS)) {
      dimensions.add(dimension.asText());
    }
    JsonNode fill = Json.get(json, "fill_value");
    Optional<Block> fillValue =
        fill.isNull() ? Optional.empty() : Optional.of(FillValue.parse(type, fill));
    Attributes read = AttributeJson.read(attributes).without(DIMENSIONS);
    if (fillValue.isPresent()) {
      AttributeValue value = FillValue.attribute(fillValue.get());
      read = read.with(FillValue.ATTRIBUTE, value);
    }
    ArrayMetadata array =
        new ArrayMetadata(
            name,
            type,
            shape,
            Chunks.parse(json, "chunks"),
            dimensions.size() == shape.size() ? dimensions : Chunks.dimensions(shape.size()),
            read,
            compression(Json.get(json, "compressor")));
    String separator = Json.get(json, "dimension_separator").asText(".");
    return new StoredArray(
        array,
        new ChunkKeys(false, Chunks.separator(separator)),
        dtype.startsWith(">") && type.byteSize() > 1,
        fillValue.orElseGet(() -> Block.allocate(type)));
  }

  private static boolean filters(JsonNode filters) throws IOException {
    if (filters.isNull() || filters.isEmpty()) {
      return false;
    }
    if (filters.size() == 1 && Json.get(filters.get(0), "id").asText().equals(VLEN_UTF8)) {
      return true;
    }
    throw new IOException("filters %s are not supported, only %s".formatted(filters, VLEN_UTF8));
  }

  private static DataType type(String dtype, boolean text) throws IOException {
    String canonical = dtype.replace('>', '<').replaceFirst("^[<|](?=.1$)", "|");
    for (DataType type : DataType.values()) {
      if (dtype(type).equals(canonical) && text == (type == DataType.STRING)) {
        return type;
      }
    }
    throw new IOException(
        "dtype %s%s is not supported".formatted(dtype, text ? " with vlen-utf8" : ""));
  }

  private static Compression compression(JsonNode compressor) throws IOException {
    if (compressor.isNull()) {
      return Compression.none();
    }
    String id = Json.text(compressor, "id");
    return switch (id) {
      case "blosc" -> Chunks.blosc(Json.get(compressor, "clevel"));
      case "zstd" -> Chunks.zstd(Json.get(compressor, "level"));
      case "gzip", "zlib" -> Chunks.gzip(Json.get(compressor, "level"));
      default -> throw new IOException("compressor %s is not supported".formatted(id));
    };
  }
}
