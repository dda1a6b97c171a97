/**
 * Bytes under keys: stores on a disk, in memory and in the cloud. Imports nothing of the project.
 * Every store passes the same {@code StoreContract}.
 */
@NullMarked
package org.arcoforge.store;

import org.jspecify.annotations.NullMarked;
