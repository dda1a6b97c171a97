package org.arcoforge.store;

/**
 * An object of a store, as a list shows it.
 *
 * @param size in bytes; -1 if the list has that of another form, such as gzip
 * @param md5 the MD5 checksum of its bytes in lower-case hexadecimal; empty if the list has none
 * @param version changes when the object is put again; empty if the list has none
 */
public record StoredObject(StoreKey key, long size, String md5, String version) {}
