package org.arcoforge.read;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A member of an HDF5 group.
 *
 * @param order when it was made, if the group tracks that, else 0
 * @param address of the object; {@link Bytes#UNDEFINED} for links that are not hard
 * @param target what a soft link names; where an external link leads; else empty
 */
record Hdf5Link(String name, Kind kind, long order, long address, String target) {
  enum Kind {
    HARD,
    SOFT,
    EXTERNAL
  }

  /** Returns the members of a group: as they were made if the group tracks that, else by name. */
  static List<Hdf5Link> of(Hdf5Storage storage, List<HeaderMessage> group) throws IOException {
    Optional<HeaderMessage> table = HeaderMessage.find(group, HeaderMessage.SYMBOL_TABLE);
    List<Hdf5Link> links = new ArrayList<>();
    boolean tracked = false;
    if (table.isPresent()) {
      readSymbolTable(storage, table.get().body(), links);
    }
    for (HeaderMessage message : group) {
      if (message.type() == HeaderMessage.LINK) {
        links.add(parse(storage, message.body()));
      } else if (message.type() == HeaderMessage.LINK_INFO) {
        tracked = readLinkInfo(storage, message.body(), links);
      }
    }
    links.sort(
        tracked ? Comparator.comparingLong(Hdf5Link::order) : Comparator.comparing(Hdf5Link::name));
    return links;
  }

  private static boolean readLinkInfo(Hdf5Storage storage, ByteBuffer body, List<Hdf5Link> links)
      throws IOException {
    Bytes.skip(body, 1);
    int flags = body.get();
    boolean tracked = (flags & 1) != 0;
    Bytes.skip(body, tracked ? 8 : 0);
    long heapAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    long treeAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    if (heapAddress != Bytes.UNDEFINED && treeAddress != Bytes.UNDEFINED) {
      FractalHeap heap = FractalHeap.open(storage, heapAddress);
      for (ByteBuffer link : BTree2.records(storage, treeAddress)) {
        Bytes.skip(link, 4); // the hash of the name
        links.add(parse(storage, heap.object(Bytes.part(link, heap.idLength()))));
      }
    }
    return tracked;
  }

  private static Hdf5Link parse(Hdf5Storage storage, ByteBuffer body) throws IOException {
    if (body.get() != 1) {
      throw new IOException("a link has an unknown version");
    }
    int flags = body.get();
    int type = (flags & 8) != 0 ? body.get() & 0xff : 0;
    long order = (flags & 4) != 0 ? Bytes.count(body, 8) : 0;
    Bytes.skip(body, (flags & 16) != 0 ? 1 : 0);
    int length = Math.toIntExact(Bytes.count(body, 1 << (flags & 3)));
    String name = Bytes.name(Bytes.part(body, length)); // UTF-8, whatever the flags say
    if (type == 0) {
      long address = Bytes.unsigned(body, storage.getSizeOfOffsets());
      return new Hdf5Link(name, Kind.HARD, order, address, "");
    }
    ByteBuffer value = Bytes.part(body, body.getShort() & 0xffff);
    if (type == 1) {
      return new Hdf5Link(name, Kind.SOFT, order, Bytes.UNDEFINED, Bytes.name(value));
    }
    Bytes.skip(value, 1);
    String file = Bytes.name(value);
    Bytes.skip(
        value, Math.min(value.remaining(), file.getBytes(StandardCharsets.UTF_8).length + 1));
    String target = file + ":" + Bytes.name(value);
    return new Hdf5Link(name, Kind.EXTERNAL, order, Bytes.UNDEFINED, target);
  }

  private static void readSymbolTable(Hdf5Storage storage, ByteBuffer body, List<Hdf5Link> links)
      throws IOException {
    long treeAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    long heapAddress = Bytes.unsigned(body, storage.getSizeOfOffsets());
    ByteBuffer names = new LocalHeap(storage, heapAddress).getDataBuffer();
    for (long node : BTreeV1.createGroupBTree(storage, treeAddress).getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        String name = nameAt(names, entry.getLinkNameOffset());
        boolean soft = entry.getCacheType() == 2;
        links.add(
            new Hdf5Link(
                name,
                soft ? Kind.SOFT : Kind.HARD,
                0,
                soft ? Bytes.UNDEFINED : entry.getObjectHeaderAddress(),
                soft ? nameAt(names, entry.getLinkValueOffset()) : ""));
      }
    }
  }

  private static String nameAt(ByteBuffer names, int offset) {
    return Bytes.name(names.duplicate().position(offset));
  }
}
