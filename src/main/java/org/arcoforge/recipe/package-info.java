/**
 * The author's whole API: {@code Recipe} and {@code Target}, and the loader that finds a recipe by
 * its folder, file or class name. May import {@code dataset}, {@code pattern} and {@code zarr}.
 */
@NullMarked
package org.arcoforge.recipe;

import org.jspecify.annotations.NullMarked;
