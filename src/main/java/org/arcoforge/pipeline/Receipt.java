package org.arcoforge.pipeline;

import java.io.Serializable;

/**
 * Proof that a unit is written, made after its last chunk is in the store.
 *
 * @param unit the unit's number
 * @param chunks how many chunks it wrote
 * @param arrayBytes size of the unit before compression, in bytes; strings are estimated
 * @param storedBytes their size in the store, in bytes
 * @param checksum CRC-32 over the keys and the stored bytes of all chunks, in order
 */
record Receipt(long unit, int chunks, long arrayBytes, long storedBytes, int checksum)
    implements Serializable {}
