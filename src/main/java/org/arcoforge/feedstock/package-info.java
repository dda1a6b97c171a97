/**
 * New feedstocks: the project of a dataset's author, made from the template. May import {@code
 * source}.
 */
@NullMarked
package org.arcoforge.feedstock;

import org.jspecify.annotations.NullMarked;
