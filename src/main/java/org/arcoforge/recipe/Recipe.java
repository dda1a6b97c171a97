package org.arcoforge.recipe;

import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.SourceFile;

/**
 * What becomes of which files. A recipe is a public class with a public constructor without
 * arguments; it says where the files are and what the store is to be, and nothing about where and
 * how it runs. Every machine that takes part makes its own instance, by the name of the class, so
 * the methods must return the same each time.
 */
public interface Recipe {

  /** Returns the source files. */
  FilePattern files();

  /** Returns what the store is to be. */
  Target target();

  /**
   * Returns the view of one file that goes into the store; the whole file by default. It is asked
   * for the schema when planning and for values when writing, so it must depend on nothing but its
   * arguments.
   *
   * @param file which of {@link #files()} it is
   * @param dataset what it holds; views of it cost no reading
   */
  default Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset;
  }
}
