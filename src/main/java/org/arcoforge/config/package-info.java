/**
 * What a file says about a run: the long options of the command line, as YAML. Knows which settings
 * there are, not what they do. Pure but for reading the file, and for looking where a recipe lies.
 */
@NullMarked
package org.arcoforge.config;

import org.jspecify.annotations.NullMarked;
