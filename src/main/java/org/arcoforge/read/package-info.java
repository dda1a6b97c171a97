/**
 * Opens one local file, netCDF-3 or netCDF-4/HDF5, as a lazily read {@link
 * org.arcoforge.dataset.Dataset}. May import package {@code dataset} only.
 *
 * <p>The sole home of {@code ucar.*} (netCDF-3) and of jHDF. From HDF5 files, jHDF reads the
 * superblock, numeric types, shapes, version 1 B-trees, heaps of strings and rare compressions.
 * Object headers, links, attributes, fractal heaps, version 2 B-trees and the chunk indexes of HDF5
 * 1.10 and later are read here: jHDF 0.13.0 loses creation order and UTF-8 names, fails on sparse
 * indexes, on those of arrays that may still grow and on attributes of newer types, and returns
 * wrong values where another than the first dimension is unlimited. So are the values, chunk by
 * chunk.
 */
@NullMarked
package org.arcoforge.read;

import org.jspecify.annotations.NullMarked;
