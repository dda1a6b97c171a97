package org.arcoforge.zarr;

import org.arcoforge.dataset.Block;

/**
 * An array as a store has it.
 *
 * @param bigEndian whether the bytes of each element are in big-endian order
 * @param missing what stands for a chunk that is not there, as a block of one element
 */
record StoredArray(ArrayMetadata metadata, ChunkKeys keys, boolean bigEndian, Block missing) {}
