package org.arcoforge.recipe;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Has the classes of a recipe's jar, before those of the same name that its parent has. */
final class RecipeClassLoader extends URLClassLoader {
  RecipeClassLoader(Path jar, ClassLoader parent) throws MalformedURLException {
    super(new URL[] {jar.toUri().toURL()}, parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null && findResource(name.replace('.', '/') + ".class") != null) {
        found = findClass(name);
      }
      return found == null ? super.loadClass(name, resolve) : found;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }
}
