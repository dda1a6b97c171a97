/**
 * The command line: parses, calls the other packages and prints. The only home of picocli. Results
 * go to standard output, progress and messages to standard error.
 */
@NullMarked
package org.arcoforge.cli;

import org.jspecify.annotations.NullMarked;
