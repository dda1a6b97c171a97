package org.arcoforge.read;

import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Dataset;

/** An open netCDF-4 or other HDF5 file. */
final class Hdf5File implements Container {
  private final Hdf5Storage storage;
  private final Text text;
  private final Hdf5Group root;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final Hdf5Array.LastChunk last = new Hdf5Array.LastChunk();

  private Hdf5File(Hdf5Storage storage, Text text, Hdf5Group root) {
    this.storage = storage;
    this.text = text;
    this.root = root;
  }

  /**
   * Opens a file.
   *
   * @param start where its superblock is
   */
  static Hdf5File open(FileBytes file, long start) throws IOException {
    Superblock superblock = Superblock.readSuperblock(file.channel(), start);
    if (superblock.getBaseAddressByte() != start) {
      throw new IOException(
          "its superblock is at %d, but says %d".formatted(start, superblock.getBaseAddressByte()));
    }
    if (file.length() < superblock.getEndOfFileAddress()) {
      throw new IOException(
          "it is cut short: it should have %d bytes, but has %d"
              .formatted(superblock.getEndOfFileAddress(), file.length()));
    }
    Hdf5Storage storage = new Hdf5Storage(file, superblock);
    Text text = new Text(storage);
    AttributeReader reader = new AttributeReader(storage, text);
    return new Hdf5File(storage, text, Hdf5Tree.read(storage, reader, text, root(storage)));
  }

  private static long root(Hdf5Storage storage) {
    if (storage.getSuperblock() instanceof Superblock.SuperblockV2V3 newer) {
      return newer.getRootGroupObjectHeaderAddress();
    }
    Superblock.SuperblockV0V1 older = (Superblock.SuperblockV0V1) storage.getSuperblock();
    long entry = older.getRootGroupSymbolTableAddress() - older.getBaseAddressByte();
    return new SymbolTableEntry(storage, entry).getObjectHeaderAddress();
  }

  @Override
  public String format() {
    return "netCDF-4/HDF5";
  }

  @Override
  public List<String> groups() {
    return root.all().stream().map(g -> g.path).filter(p -> !p.isEmpty()).toList();
  }

  @Override
  public Dataset dataset(String path) {
    Hdf5Group group =
        root.all().stream().filter(g -> g.path.equals(path)).findFirst().orElseThrow();
    return Hdf5Dataset.of(storage, text, decoder, last, group);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
