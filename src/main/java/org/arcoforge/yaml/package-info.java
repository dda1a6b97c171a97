/**
 * Reads YAML as nodes that know where they stand, and never as objects. Scalars mean what they mean
 * to PyYAML (YAML 1.1), with which others read the same files. Imports nothing of the project; the
 * only home of SnakeYAML.
 */
@NullMarked
package org.arcoforge.yaml;

import org.jspecify.annotations.NullMarked;
