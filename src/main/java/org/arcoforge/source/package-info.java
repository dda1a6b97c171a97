/**
 * Finds source files and brings them to this machine's disk. May import {@code pattern} and {@code
 * store}.
 */
@NullMarked
package org.arcoforge.source;

import org.jspecify.annotations.NullMarked;
