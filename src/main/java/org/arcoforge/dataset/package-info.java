/**
 * The nouns that every stage shares. Imports nothing of the project.
 *
 * <p>One word, one meaning, throughout the project:
 *
 * <ul>
 *   <li><i>axis</i>, <i>key</i>: a direction of a file pattern, and one position on it;
 *   <li><i>source file</i>: one input, with its keys and its URL;
 *   <li><i>dataset</i>: a lazily read view of named arrays; its <i>schema</i> says their names,
 *       types and shapes;
 *   <li><i>region</i>: a hyperslab, as origin and shape in elements; <i>block</i>: the values of a
 *       region in memory;
 *   <li><i>chunk</i>: the storage unit of a Zarr array, and only that; <i>native chunk</i>: the
 *       storage unit of a source file;
 *   <li><i>unit</i>: the work of writing one block of whole chunks of one variable;
 *   <li><i>plan</i>: everything decided before a byte is written;
 *   <li><i>store</i>, <i>store key</i>: where bytes go, and under which slash-separated name.
 * </ul>
 */
@NullMarked
package org.arcoforge.dataset;

import org.jspecify.annotations.NullMarked;
