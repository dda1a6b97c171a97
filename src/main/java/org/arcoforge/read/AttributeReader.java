package org.arcoforge.read;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Block;

/** Turns attributes of HDF5 objects into values as netCDF has them. */
final class AttributeReader {
  private final Hdf5Storage storage;
  private final Text text;

  AttributeReader(Hdf5Storage storage, Text text) {
    this.storage = storage;
    this.text = text;
  }

  /**
   * Returns the value of {@code attribute}: text without its NULs, as netCDF4-python shows it;
   * several texts; or numbers. What netCDF cannot express becomes text that people can read.
   */
  AttributeValue value(Hdf5Attribute attribute) throws IOException {
    if (!attribute.problem().isEmpty()) {
      throw new IOException(attribute.problem());
    }
    ByteBuffer type = attribute.type();
    DataSpace space = attribute.space(storage);
    int count = Math.toIntExact(space.getTotalLength());
    byte[] bytes = bytes(attribute, count, StoredType.widthOf(type));
    StoredType stored;
    try {
      stored = StoredType.parse(type);
    } catch (StoredType.Unreadable e) {
      return AttributeValue.text(printable(type, bytes, count));
    }
    boolean empty = space.getType() == 2 || count == 0;
    if (stored.type().isText()) {
      return texts(stored, bytes, empty);
    }
    return numbers(stored, bytes);
  }

  private static byte[] bytes(Hdf5Attribute attribute, int count, int width) throws IOException {
    long size = (long) count * width;
    if (size > attribute.value().limit()) {
      throw new IOException(
          "attribute '%s' should have %d bytes, but has %d"
              .formatted(attribute.name(), size, attribute.value().limit()));
    }
    byte[] bytes = new byte[(int) size];
    attribute.value().get(0, bytes);
    return bytes;
  }

  private AttributeValue texts(StoredType stored, byte[] bytes, boolean empty) throws IOException {
    if (empty) {
      return stored.text() == StoredType.Text.VARIABLE
          ? new AttributeValue.Texts(List.of())
          : AttributeValue.text("");
    }
    if (stored.type() == org.arcoforge.dataset.DataType.CHAR && bytes.length > 1) {
      return AttributeValue.text(plain(new String(bytes, StandardCharsets.UTF_8)));
    }
    if (stored.text() != StoredType.Text.VARIABLE && bytes.length == stored.width()) {
      return AttributeValue.text(plain(new String(bytes, StandardCharsets.UTF_8)));
    }
    List<String> texts =
        Arrays.stream(text.decode(stored, bytes)).map(AttributeReader::plain).toList();
    return texts.size() == 1 ? AttributeValue.text(texts.get(0)) : new AttributeValue.Texts(texts);
  }

  private static String plain(String text) {
    return text.replace("\0", "");
  }

  private static AttributeValue numbers(StoredType stored, byte[] bytes) {
    ByteOrders.toLittleEndian(stored, bytes);
    Block block = Block.of(stored.type(), bytes, bytes.length / stored.width());
    List<Number> values = new ArrayList<>(block.size());
    for (int i = 0; i < block.size(); i++) {
      if (stored.type().isFloat()) {
        values.add(block.doubleAt(i));
      } else {
        values.add(block.longAt(i));
      }
    }
    return AttributeValue.numbers(stored.type(), values);
  }

  private String printable(ByteBuffer type, byte[] bytes, int count) throws IOException {
    DataType known;
    try {
      known = DataType.readDataType(type.duplicate().order(type.order()));
    } catch (RuntimeException e) {
      return hex(bytes);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(describe(known, bytes, i * known.getSize(), 0));
    }
    return parts.size() == 1 ? parts.get(0) : parts.toString();
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private String describe(DataType type, byte[] bytes, int at, int depth) throws IOException {
    byte[] own = Arrays.copyOfRange(bytes, at, at + type.getSize());
    if (depth > 8) {
      return "...";
    }
    if (type instanceof CompoundDataType compound) {
      List<String> members = new ArrayList<>();
      for (CompoundDataType.CompoundDataMember member : compound.getMembers()) {
        String value = describe(member.getDataType(), own, member.getOffset(), depth + 1);
        members.add(member.getName() + ": " + value);
      }
      return "{" + String.join(", ", members) + "}";
    }
    if (type instanceof VariableLength list && !list.isVariableLengthString()) {
      ByteBuffer elements = text.variable(ByteBuffer.wrap(own));
      byte[] all = new byte[elements.remaining()];
      elements.get(all);
      List<String> parts = new ArrayList<>();
      int width = list.getParent().getSize();
      for (int i = 0; i + width <= all.length; i += width) {
        parts.add(describe(list.getParent(), all, i, depth + 1));
      }
      return parts.toString();
    }
    return describeOne(type, own);
  }

  private String describeOne(DataType type, byte[] own) throws IOException {
    DataType plain = type instanceof EnumDataType enumeration ? enumeration.getBaseType() : type;
    StoredType stored;
    try {
      stored = StoredType.of(plain);
    } catch (StoredType.Unreadable e) {
      return hex(own);
    }
    return stored.text() == StoredType.Text.NONE
        ? numbers(stored, own).toString()
        : text.decode(stored, own)[0];
  }
}
