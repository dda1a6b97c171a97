package org.arcoforge.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.StoreOutline.ArrayOutline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreOutlineTest {
  private final Store store = new MemoryStore();

  private StoreOutline read() throws IOException {
    return StoreOutline.read("a.zarr", key -> store.get(new StoreKey(key)));
  }

  private void put(String key, String text) throws IOException {
    store.put(new StoreKey(key), ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @EnumSource
  void theRootDocumentsSayAll(ZarrFormat format) throws IOException {
    ArrayMetadata sst =
        RandomBlocks.array("sst", DataType.FLOAT32, List.of(4L), List.of(2), Compression.zstd(1));
    GroupMetadata group =
        new GroupMetadata(format, Attributes.NONE.with("title", "Sea"), List.of(sst));
    for (var document : group.rootDocuments().entrySet()) {
      store.put(document.getKey(), ByteBuffer.wrap(document.getValue()));
    }
    StoreOutline outline = read();
    assertThat(outline.format()).isEqualTo(format);
    assertThat(outline.attributes().text("title")).contains("Sea");
    assertThat(outline.arrays()).hasSize(1);
    ArrayOutline array = outline.arrays().get(0);
    assertThat(array.name()).isEqualTo("sst");
    assertThat(array.shape()).containsExactly(4L);
    assertThat(array.dimensions()).isEqualTo(sst.dimensions());
    assertThat(array.isIndex()).isEqualTo(sst.dimensions().equals(List.of("sst")));
  }

  @Test
  void codecsAndTypesOfOthersDoNotMatter() throws IOException {
    put(
        "zarr.json",
        """
        {"node_type": "group", "attributes": {}, "consolidated_metadata": {"kind": "inline", "metadata": {
          "t": {"node_type": "array", "shape": [2], "dimension_names": ["t"], "data_type": "mine",
                "codecs": [{"name": "sharding_indexed"}]},
          "crs": {"node_type": "array", "shape": []},
          "g": {"node_type": "group"},
          "g/x": {"node_type": "array", "shape": [2]}}}}
        """);
    assertThat(read().arrays())
        .containsExactly(
            new ArrayOutline("t", List.of(2L), List.of("t"), Attributes.NONE),
            new ArrayOutline("crs", List.of(), List.of(), Attributes.NONE));
    assertThat(read().arrays().get(0).isIndex()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"node_type\": \"array\"} | Cannot read zarr.json of a.zarr: it is no group.",
        "[] | Cannot read zarr.json of a.zarr: it is not a JSON object.",
        "{\"node_type\": \"group\", \"consolidated_metadata\": {\"kind\": \"inline\", \"metadata\": {\"t\": {\"node_type\": \"array\", \"shape\": [2]}}}} | Cannot read zarr.json of a.zarr: array 't' of shape [2] has the names of dimensions null, but xarray needs one for each.",
        "{\"node_type\": \"group\", \"consolidated_metadata\": {\"kind\": \"inline\", \"metadata\": {\"t\": {\"node_type\": \"array\", \"shape\": [2], \"dimension_names\": [null]}}}} | Cannot read zarr.json of a.zarr: array 't' of shape [2] has the names of dimensions [null], but xarray needs one for each.",
        "{\"node_type\": \"group\", \"consolidated_metadata\": {\"kind\": \"inline\", \"metadata\": {\"t\": {\"node_type\": \"array\", \"shape\": \"a\"}}}} | Cannot read zarr.json of a.zarr: of array 't', shape is \"a\", not a list of lengths.",
      })
  void whatXarrayCouldNotTakeIsAnError(String document, String message) throws IOException {
    put("zarr.json", document);
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void metadataOfZarr2NeedAMemberOfThatName() throws IOException {
    put(".zgroup", "{}");
    put(".zmetadata", "{}");
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot read .zmetadata of a.zarr: it has no member metadata.");
  }
}
