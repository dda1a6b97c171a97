package org.arcoforge.read;

import java.io.Closeable;
import java.util.List;
import org.arcoforge.dataset.Dataset;

/** An open file of one of the formats. */
interface Container extends Closeable {
  /** Returns the name of the format, for people. */
  String format();

  /** Returns the paths of all groups but the root. */
  List<String> groups();

  /** Returns the group at {@code path}, which is one of {@link #groups()} or empty for the root. */
  Dataset dataset(String path);
}
