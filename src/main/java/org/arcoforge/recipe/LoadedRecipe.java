package org.arcoforge.recipe;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recipe that was found and made.
 *
 * @param folder what relative URLs are relative to: the folder of the recipe's source, or the
 *     working directory if it was given as a class name; absolute
 * @param jar the recipe's own classes, if they were compiled on the fly: a cluster needs it, too
 * @param loader the class loader that has the recipe's class
 */
public record LoadedRecipe(Recipe recipe, Path folder, Optional<Path> jar, ClassLoader loader) {}
