/**
 * Whole Zarr stores from one place to another, byte by byte, and the check whether a place can be
 * reached. May import {@code dataset}, {@code store} and {@code zarr}.
 */
@NullMarked
package org.arcoforge.transfer;

import org.jspecify.annotations.NullMarked;
