package org.arcoforge.catalog;

import java.util.List;
import java.util.Optional;
import org.arcoforge.yaml.YamlNode;

/**
 * A store that a catalog names.
 *
 * @param url if it is one that can be opened
 * @param engine {@code zarr} or {@code kerchunk}
 * @param isPrivate whether the catalog says that it is not public
 * @param rechunked where other forms of it are
 */
record StoreField(
    YamlNode node,
    Optional<YamlNode> id,
    Optional<YamlNode> url,
    String engine,
    boolean isPrivate,
    List<YamlNode> rechunked) {}
