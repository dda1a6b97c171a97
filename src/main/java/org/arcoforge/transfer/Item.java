package org.arcoforge.transfer;

import org.arcoforge.store.StoreKey;

/**
 * An object to copy.
 *
 * @param size in bytes; -1 if not known
 * @param md5 in lower-case hexadecimal; empty if not known
 * @param optional whether the source may lack it
 */
record Item(StoreKey key, long size, String md5, boolean optional) {}
