/**
 * Beam transforms that wire the other packages into one pipeline: index, plan, set up, write units,
 * check receipts, commit. The logic is in plain classes; no array crosses a PCollection. May import
 * every package but {@code cli} and {@code catalog}; the only home of Beam.
 */
@NullMarked
package org.arcoforge.pipeline;

import org.jspecify.annotations.NullMarked;
