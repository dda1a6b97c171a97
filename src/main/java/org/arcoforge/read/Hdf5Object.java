package org.arcoforge.read;

import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;

/** A group or a dataset of an HDF5 file: its header, taken apart. */
final class Hdf5Object {
  static final String SCALE = "DIMENSION_SCALE";
  static final String SCALES_OF_DIMENSIONS = "DIMENSION_LIST";
  static final String DIMENSION_ID = "_Netcdf4Dimid";
  static final String DIMENSION_IDS = "_Netcdf4Coordinates";

  /** What netCDF keeps for itself. */
  private static final Set<String> HIDDEN =
      Set.of(
          "REFERENCE_LIST",
          "CLASS",
          "NAME",
          SCALES_OF_DIMENSIONS,
          DIMENSION_ID,
          DIMENSION_IDS,
          "_nc3_strict",
          "_NCProperties");

  private final Hdf5Storage storage;
  private final AttributeReader reader;
  private final Text text;
  private final List<HeaderMessage> header;
  private final List<Hdf5Attribute> attributes;

  private Hdf5Object(
      Hdf5Storage storage,
      AttributeReader reader,
      Text text,
      List<HeaderMessage> header,
      List<Hdf5Attribute> attributes) {
    this.storage = storage;
    this.reader = reader;
    this.text = text;
    this.header = header;
    this.attributes = attributes;
  }

  /** Reads the object at {@code address}. */
  static Hdf5Object read(Hdf5Storage storage, AttributeReader reader, Text text, long address)
      throws IOException {
    List<HeaderMessage> header = HeaderMessage.readAll(storage, address);
    return new Hdf5Object(storage, reader, text, header, Hdf5Attribute.of(storage, header));
  }

  List<HeaderMessage> header() {
    return header;
  }

  boolean isDataset() {
    return has(HeaderMessage.DATASPACE) && has(HeaderMessage.DATATYPE);
  }

  boolean isGroup() {
    return !isDataset() && !has(HeaderMessage.DATATYPE);
  }

  private boolean has(int type) {
    return HeaderMessage.find(header, type).isPresent();
  }

  /** Returns the shape of a dataset. */
  DataSpace space() throws IOException {
    HeaderMessage message =
        HeaderMessage.find(header, HeaderMessage.DATASPACE)
            .orElseThrow(() -> new IOException("it has no shape"));
    return DataSpace.readDataSpace(message.body(), storage.getSuperblock());
  }

  private Optional<Hdf5Attribute> attribute(String name) {
    return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /** Returns the text of an attribute; empty if there is no such. */
  String textOf(String name) throws IOException {
    Optional<Hdf5Attribute> attribute = attribute(name);
    return attribute.isPresent()
            && reader.value(attribute.get()) instanceof AttributeValue.Text value
        ? value.value()
        : "";
  }

  /** Returns the numbers of an attribute; none if there is no such. */
  List<Number> numbersOf(String name) throws IOException {
    Optional<Hdf5Attribute> attribute = attribute(name);
    return attribute.isPresent()
            && reader.value(attribute.get()) instanceof AttributeValue.Numbers value
        ? value.values()
        : List.of();
  }

  /** Returns the address of the first scale of each dimension; none if it has no scales. */
  List<Long> scales() throws IOException {
    Optional<Hdf5Attribute> attribute = attribute(SCALES_OF_DIMENSIONS);
    List<Long> addresses = new ArrayList<>();
    if (attribute.isPresent()) {
      int count = Math.toIntExact(attribute.get().space(storage).getTotalLength());
      int width = StoredType.widthOf(attribute.get().type());
      ByteBuffer value = attribute.get().value();
      for (int i = 0; i < count; i++) {
        ByteBuffer references = text.variable(value.slice(i * width, width));
        addresses.add(
            references.remaining() < storage.getSizeOfOffsets()
                ? Bytes.UNDEFINED
                : Bytes.unsigned(references, storage.getSizeOfOffsets()));
      }
    }
    return addresses;
  }

  /**
   * Returns the attributes that netCDF shows.
   *
   * @param problems gets the names of those that cannot be read, and why
   */
  Attributes attributes(Map<String, String> problems) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (Hdf5Attribute attribute : attributes) {
      if (!HIDDEN.contains(attribute.name())) {
        try {
          values.put(attribute.name(), reader.value(attribute));
        } catch (IOException | RuntimeException e) {
          problems.put(attribute.name(), Failures.reason(e));
        }
      }
    }
    return Attributes.of(values);
  }
}
