package org.arcoforge.read;

import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Dataset;

/** An open netCDF-4 or other HDF5 file. */
final class Hdf5File implements Container {
  private final Map<String, Hdf5Dataset> groups;

  private Hdf5File(Map<String, Hdf5Dataset> groups) {
    this.groups = groups;
  }

  /**
   * Opens a file.
   *
   * @param start where its superblock is
   */
  static Hdf5File open(FileBytes file, long start, ReadBuffers buffers) throws IOException {
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
    Hdf5Group root = Hdf5Tree.read(storage, reader, text, root(storage));
    Map<String, Hdf5Dataset> groups = new LinkedHashMap<>();
    for (Hdf5Group group : root.all()) {
      groups.put(group.path, Hdf5Dataset.of(storage, text, buffers.decoder, buffers.last, group));
    }
    return new Hdf5File(groups);
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
    return groups.keySet().stream().filter(path -> !path.isEmpty()).toList();
  }

  @Override
  public Dataset dataset(String path) {
    Hdf5Dataset dataset = groups.get(path);
    if (dataset == null) {
      throw new IllegalArgumentException("No group " + path);
    }
    return dataset;
  }

  @Override
  public void close() {
    // Holds nothing but the file's bytes, which whoever opened them closes.
  }
}
