/**
 * The Zarr format, versions 2 and 3: metadata, chunk grids and keys, codecs, consolidated metadata,
 * and a reader. May import {@code dataset} and {@code store}. The only home of Jackson for Zarr
 * JSON and of zstd-jni.
 *
 * <p>Attributes become strict JSON, in the form in which xarray writes them: one number or one text
 * is a scalar, several are an array, none is {@code []}; {@code float32} is widened exactly, {@code
 * uint64} is exact; NaN and infinities, for which JSON has no numbers, are the texts {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}; text beyond ASCII is escaped, so that also half a
 * surrogate pair survives.
 */
@NullMarked
package org.arcoforge.zarr;

import org.jspecify.annotations.NullMarked;
