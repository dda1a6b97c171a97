/**
 * Which files a recipe reads: patterns, their axes and keys, and source files. Imports nothing of
 * the project, touches no file and no network.
 */
@NullMarked
package org.arcoforge.pattern;

import org.jspecify.annotations.NullMarked;
