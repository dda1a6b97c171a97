/**
 * The Zarr format, versions 2 and 3: metadata, chunk grids and keys, codecs, consolidated metadata,
 * and a reader. May import {@code dataset} and {@code store}. The only home of Jackson for Zarr
 * JSON and of zstd-jni.
 */
@NullMarked
package org.arcoforge.zarr;

import org.jspecify.annotations.NullMarked;
