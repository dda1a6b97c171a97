package org.arcoforge.read;

import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An attribute of an HDF5 object as it is stored.
 *
 * @param order when it was made, if the object tracks that, else 0
 * @param value of all elements
 * @param problem why the rest cannot be told; else empty
 */
record Hdf5Attribute(
    String name, long order, Definition definition, ByteBuffer value, String problem) {

  /** Its type and shape as yet unread: most attributes are of the plainest types. */
  record Definition(ByteBuffer type, ByteBuffer space) {}

  private static final int SHARED_TYPE = 1;
  private static final int SHARED_SPACE = 2;

  /** Returns the attributes of an object: as they were made if it tracks that, else as stored. */
  static List<Hdf5Attribute> of(Hdf5Storage storage, List<HeaderMessage> object)
      throws IOException {
    List<Hdf5Attribute> attributes = new ArrayList<>();
    for (HeaderMessage message : object) {
      if (message.type() == HeaderMessage.ATTRIBUTE) {
        attributes.add(parse(storage, message.body(), message.flags(), message.order()));
      } else if (message.type() == HeaderMessage.ATTRIBUTE_INFO) {
        readDense(storage, message.body(), attributes);
      }
    }
    attributes.sort(Comparator.comparingLong(Hdf5Attribute::order));
    return attributes;
  }

  private static void readDense(
      Hdf5Storage storage, ByteBuffer body, List<Hdf5Attribute> attributes) throws IOException {
    Bytes.skip(body, 1);
    int flags = body.get();
    Bytes.skip(body, (flags & 1) != 0 ? 2 : 0);
    long heapAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    long treeAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    if (heapAddress == Bytes.UNDEFINED || treeAddress == Bytes.UNDEFINED) {
      return;
    }
    FractalHeap heap = FractalHeap.open(storage, heapAddress);
    for (ByteBuffer attribute : BTree2.records(storage, treeAddress)) {
      ByteBuffer id = Bytes.part(attribute, heap.idLength());
      int messageFlags = attribute.get();
      long order = attribute.getInt() & 0xffffffffL;
      attributes.add(parse(storage, heap.object(id), messageFlags, order));
    }
  }

  private static Hdf5Attribute parse(Hdf5Storage storage, ByteBuffer body, int flags, long order)
      throws IOException {
    if ((flags & 2) != 0) {
      throw new IOException("it has a shared attribute, which is not supported");
    }
    int version = body.get();
    int shared = body.get();
    int nameSize = body.getShort() & 0xffff;
    int typeSize = body.getShort() & 0xffff;
    int spaceSize = body.getShort() & 0xffff;
    Bytes.skip(body, version == 3 ? 1 : 0);
    String name = Bytes.name(Bytes.part(body, nameSize));
    pad(body, version, nameSize);
    ByteBuffer type = Bytes.part(body, typeSize);
    pad(body, version, typeSize);
    ByteBuffer space = Bytes.part(body, spaceSize);
    pad(body, version, spaceSize);
    if (version > 1 && (shared & SHARED_TYPE) != 0) {
      type = HeaderMessage.shared(storage, type, HeaderMessage.DATATYPE, 0);
    }
    if (version > 1 && (shared & SHARED_SPACE) != 0) {
      space = HeaderMessage.shared(storage, space, HeaderMessage.DATASPACE, 0);
    }
    String problem = version < 1 || version > 3 ? "attribute version " + version : "";
    ByteBuffer value = Bytes.part(body, body.remaining());
    return new Hdf5Attribute(name, order, new Definition(type, space), value, problem);
  }

  private static void pad(ByteBuffer body, int version, int size) throws IOException {
    Bytes.skip(body, version == 1 ? -size & 7 : 0);
  }

  /** Returns its datatype message. */
  ByteBuffer type() {
    return definition.type.duplicate().order(definition.type.order()).rewind();
  }

  DataSpace space(Hdf5Storage storage) {
    ByteBuffer space = definition.space.duplicate().order(definition.space.order());
    return DataSpace.readDataSpace(space, storage.getSuperblock());
  }
}
