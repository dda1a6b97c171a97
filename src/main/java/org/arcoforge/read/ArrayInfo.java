package org.arcoforge.read;

import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.NativeStorage;

/** What the header of an HDF5 dataset says of its values. */
final class ArrayInfo {
  private final StoredType type;
  private final long[] shape;
  private final long[] limits;
  private final Layout layout;
  private final List<Filter> filters;
  private final byte[] fill;

  private ArrayInfo(
      StoredType type, DataSpace space, Layout layout, List<Filter> filters, byte[] fill) {
    this.type = type;
    this.shape = space.getDimensionsAsLong();
    this.limits = space.getMaxSizes();
    this.layout = layout;
    this.filters = List.copyOf(filters);
    this.fill = fill;
  }

  StoredType type() {
    return type;
  }

  /** Returns the shape as stored, in elements. */
  long[] shape() {
    return shape.clone();
  }

  /** Returns the largest shape that it may take; -1 where it has no limit. */
  long[] limits() {
    return limits.clone();
  }

  Layout layout() {
    return layout;
  }

  /** Returns the filters as they are applied. */
  List<Filter> filters() {
    return filters;
  }

  /** Returns the bytes of an element that was never written. */
  byte[] fill() {
    return fill.clone();
  }

  /** Reads a header; the exception says why the values cannot be read. */
  static ArrayInfo of(Hdf5Storage storage, List<HeaderMessage> header, DataSpace space)
      throws IOException, StoredType.Unreadable {
    if (HeaderMessage.find(header, HeaderMessage.EXTERNAL_FILES).isPresent()) {
      throw new StoredType.Unreadable("values in other files");
    }
    ByteBuffer typeBody = require(header, HeaderMessage.DATATYPE, "type");
    StoredType type = StoredType.parse(typeBody);
    if (type.width() < 1) {
      throw new StoredType.Unreadable("elements of %d bytes".formatted(type.width()));
    }
    if (space.getType() == 2) {
      throw new StoredType.Unreadable("null dataspace: it has no values");
    }
    Layout layout = Layout.parse(storage, require(header, HeaderMessage.LAYOUT, "layout"));
    if (layout.kind() == Layout.Kind.VIRTUAL) {
      throw new StoredType.Unreadable("virtual dataset, made of others");
    }
    List<Filter> filters = List.of();
    Optional<HeaderMessage> pipeline = HeaderMessage.find(header, HeaderMessage.FILTERS);
    if (pipeline.isPresent() && layout.kind() == Layout.Kind.CHUNKED) {
      filters = Filter.parse(pipeline.get().body());
    }
    for (Filter filter : filters) {
      if (!filter.isKnown()) {
        throw new StoredType.Unreadable("compressed with " + filter.name());
      }
    }
    long[] shape = space.getDimensionsAsLong();
    if (layout.kind() == Layout.Kind.CHUNKED && layout.chunk().length != shape.length) {
      throw new IOException(
          "it has %d dimensions, but its chunks have %d"
              .formatted(shape.length, layout.chunk().length));
    }
    byte[] fill = fill(header, type.width());
    return new ArrayInfo(type, space, layout, filters, fill);
  }

  private static ByteBuffer require(List<HeaderMessage> header, int type, String what)
      throws IOException {
    return HeaderMessage.find(header, type)
        .orElseThrow(() -> new IOException("it has no " + what))
        .body();
  }

  private static byte[] fill(List<HeaderMessage> header, int width) throws IOException {
    Optional<HeaderMessage> message = HeaderMessage.find(header, HeaderMessage.FILL);
    Optional<HeaderMessage> old = HeaderMessage.find(header, HeaderMessage.OLD_FILL);
    byte[] fill = new byte[width];
    boolean defined = false;
    ByteBuffer body = ByteBuffer.allocate(0);
    if (message.isPresent()) {
      body = message.get().body();
      int version = body.get();
      int flags = body.get();
      if (version == 3) {
        defined = (flags & 0x20) != 0;
      } else {
        Bytes.skip(body, 1);
        defined = body.get() != 0 || version == 1;
      }
    } else if (old.isPresent()) {
      body = old.get().body();
      defined = true;
    }
    if (defined && body.remaining() >= 4 + width && body.getInt() == width) {
      body.get(fill);
    }
    return fill;
  }

  /** Returns chunks and filters for people and planners. */
  NativeStorage nativeStorage() {
    if (layout.kind() != Layout.Kind.CHUNKED) {
      return NativeStorage.CONTIGUOUS;
    }
    List<Long> chunk = Arrays.stream(layout.chunk()).boxed().toList();
    return new NativeStorage(chunk, filters.stream().map(Filter::name).toList());
  }
}
