/**
 * Takes members out of archives (zip, tar) and unpacks compressed files, trusting nothing that they
 * say. Imports nothing of the project. The only home of the archive library.
 */
@NullMarked
package org.arcoforge.archive;

import org.jspecify.annotations.NullMarked;
