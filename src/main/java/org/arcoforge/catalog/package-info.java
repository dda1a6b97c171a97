/**
 * LEAP's catalog: checks {@code meta.yaml} and {@code catalog.yaml} of a feedstock by the rules of
 * its tools and stricter, opens the stores that they name, makes the entry of a store, and searches
 * a catalog.
 *
 * @see <a href="https://github.com/leap-stc/leap-data-management-utils">LEAP's own validator</a>
 */
@NullMarked
package org.arcoforge.catalog;

import org.jspecify.annotations.NullMarked;
