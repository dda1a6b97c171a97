/**
 * Finds source files by what recipes call them, and brings them to this machine's disk. May import
 * {@code pattern}, {@code fetch} and {@code archive}.
 */
@NullMarked
package org.arcoforge.source;

import org.jspecify.annotations.NullMarked;
