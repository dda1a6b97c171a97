/**
 * Reports of finished stores, for people and for programs: what is in a store as it is read back,
 * checks of it, and a picture of each variable. May import {@code dataset}, {@code zarr} and {@code
 * store}; also a home of Jackson.
 *
 * <p>A <i>record</i> is what a variable has at one index of its leading dimensions: a map, if two
 * dimensions are left. What a report says of values it says of those that it <i>sampled</i>.
 */
@NullMarked
package org.arcoforge.report;

import org.jspecify.annotations.NullMarked;
