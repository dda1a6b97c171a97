/**
 * Decides everything before a byte is written: what the files agree on, the target's metadata, its
 * chunks, the units of work and their memory. Pure functions of indexes: no I/O, no Beam. May
 * import {@code dataset}, {@code pattern}, {@code recipe} and {@code zarr}.
 *
 * <p>A value flows {@link org.arcoforge.plan.FileIndex} → {@link org.arcoforge.plan.MergedIndex} →
 * {@link org.arcoforge.plan.Plan} → {@link org.arcoforge.plan.Unit}.
 */
@NullMarked
package org.arcoforge.plan;

import org.jspecify.annotations.NullMarked;
