package org.arcoforge.cli;

import org.arcoforge.config.Placeholders;
import org.arcoforge.recipe.LoadedRecipe;

/**
 * A recipe, and what placeholders stand for in one run of it.
 *
 * @param names the values of placeholders
 */
record NamedRecipe(LoadedRecipe loaded, Placeholders names) {}
