package org.arcoforge.recipe;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.arcoforge.pattern.FilePattern;
import org.jspecify.annotations.Nullable;

/** Finds a recipe by the folder or file of its source, or by the name of its class. */
public final class Recipes {
  private static final String CLASS_NAME =
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
          + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*";

  private Recipes() {}

  /**
   * Loads a recipe, makes an instance and checks what its methods return.
   *
   * <p>The source in a folder (its {@code *.java} files, without {@code *Test.java}) is compiled
   * with the class path of this process, into a jar in the user's cache directory; if it was
   * compiled before, that jar is used. Classes of that jar come before those of the same name on
   * the class path, so that it is always the source named that runs.
   *
   * @param reference a folder with one recipe, a {@code .java} file of a folder, or the name of a
   *     class on the class path; what exists as a folder or file is taken as that
   * @throws IllegalArgumentException if there is no such recipe, or something is wrong with it; the
   *     message starts with {@code Cannot load recipe} and the reference
   * @throws IOException if the source cannot be read or the jar not be written
   */
  public static LoadedRecipe load(String reference) throws IOException {
    String home = System.getProperty("user.home", "");
    return load(
        reference,
        RecipeCompiler.cacheOf(System.getenv(), home),
        ToolProvider.getSystemJavaCompiler());
  }

  static LoadedRecipe load(String reference, Path cache, @Nullable JavaCompiler compiler)
      throws IOException {
    Path path = path(reference);
    if (path != null && Files.isDirectory(path)) {
      return loadFolder(reference, path, "", cache, compiler);
    }
    if (path != null && reference.endsWith(".java") && Files.isRegularFile(path)) {
      Path parent = path.getParent();
      String file = path.getFileName().toString();
      String name = file.substring(0, file.length() - ".java".length());
      return loadFolder(reference, parent == null ? Path.of("") : parent, name, cache, compiler);
    }
    if (reference.endsWith(".java") || !reference.matches(CLASS_NAME)) {
      throw cannot(
          reference,
          "there is no such folder or file in "
              + Path.of("").toAbsolutePath()
              + ". Name a folder, a .java file or a class");
    }
    return loadClass(reference);
  }

  private static @Nullable Path path(String reference) {
    try {
      return reference.isBlank() ? null : Path.of(reference);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static LoadedRecipe loadClass(String name) {
    ClassLoader loader = Recipes.class.getClassLoader();
    Path folder = Path.of("").toAbsolutePath();
    try {
      Class<?> found = Class.forName(name, false, loader);
      return new LoadedRecipe(make(name, found), folder, Optional.empty(), loader);
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw cannot(
          name,
          "there is no such folder in "
              + folder
              + " and no such class on the class path. Name a folder, a .java file or a class",
          e);
    }
  }

  private static LoadedRecipe loadFolder(
      String reference, Path folder, String onlyClass, Path cache, @Nullable JavaCompiler compiler)
      throws IOException {
    List<Path> sources = sources(folder);
    if (sources.isEmpty()) {
      throw cannot(reference, "there is no .java file in it. Name the folder of a recipe");
    }
    Path jar = RecipeCompiler.compile(reference, sources, cache, compiler);
    RecipeClassLoader loader = new RecipeClassLoader(jar, Recipes.class.getClassLoader());
    List<Class<?>> recipes = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String name : RecipeCompiler.topLevelClasses(jar)) {
      Class<?> found = find(reference, name, loader);
      boolean wanted = onlyClass.isEmpty() || found.getSimpleName().equals(onlyClass);
      boolean isRecipe = Recipe.class.isAssignableFrom(found);
      if (wanted && (isRecipe || !onlyClass.isEmpty())) {
        recipes.add(found);
      } else {
        others.add(name);
      }
    }
    Class<?> chosen = choose(reference, folder, onlyClass, recipes, others);
    return new LoadedRecipe(
        make(reference, chosen), folder.toAbsolutePath().normalize(), Optional.of(jar), loader);
  }

  /** Prefers what can be made to what cannot, so that only the latter alone is an error. */
  private static Class<?> choose(
      String reference,
      Path folder,
      String onlyClass,
      List<Class<?>> recipes,
      List<String> others) {
    List<Class<?>> usable = recipes.stream().filter(r -> defect(r).isEmpty()).toList();
    if (usable.size() > 1) {
      List<String> names = usable.stream().map(Class::getName).toList();
      throw cannot(
          reference,
          "it has several recipes, %s. Name one, such as %s"
              .formatted(names, folder.resolve(usable.get(0).getSimpleName() + ".java")));
    }
    if (recipes.isEmpty()) {
      throw cannot(
          reference,
          onlyClass.isEmpty()
              ? "none of its classes %s implements %s. Let a public one do so"
                  .formatted(others, Recipe.class.getName())
              : "it has no class %s, only %s. Name the class as the file"
                  .formatted(onlyClass, others));
    }
    return usable.isEmpty() ? recipes.get(0) : usable.get(0);
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().endsWith(".java")
                      && !file.getFileName().toString().endsWith("Test.java"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static Class<?> find(String reference, String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw cannot(reference, "class " + name + " cannot be loaded: " + e, e);
    }
  }

  /** Returns what keeps a class from being made; empty if nothing does. */
  private static String defect(Class<?> type) {
    if (!Recipe.class.isAssignableFrom(type)) {
      return "class %s does not implement %s".formatted(type.getName(), Recipe.class.getName());
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return "%s is abstract. Name a class that is not".formatted(type.getName());
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      return "class %s is not public. Make it so".formatted(type.getName());
    }
    boolean constructible =
        Stream.of(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    return constructible
        ? ""
        : "class %s has no public constructor without arguments. Add one".formatted(type.getName());
  }

  private static Recipe make(String reference, Class<?> type) {
    Recipe recipe = instantiate(reference, type);
    FilePattern files = call(reference, "files()", recipe::files);
    call(reference, "files()", files::validated);
    call(reference, "target()", recipe::target);
    return recipe;
  }

  /**
   * Returns a new instance of a recipe that was loaded and checked before, here or in the process
   * that started this one.
   *
   * @param loader has the class
   * @throws IllegalArgumentException if it cannot be made
   */
  public static Recipe instantiate(String className, ClassLoader loader) {
    try {
      return instantiate(className, Class.forName(className, true, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      throw cannot(className, "its class cannot be loaded: " + e, e);
    }
  }

  private static Recipe instantiate(String reference, Class<?> type) {
    String defect = defect(type);
    if (!defect.isEmpty()) {
      throw cannot(reference, defect);
    }
    try {
      return (Recipe) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cannot(reference, "its constructor failed: " + describe(cause), cause);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw cannot(reference, "it cannot be made: " + describe(e), e);
    }
  }

  private static <T> T call(String reference, String method, Supplier<@Nullable T> call) {
    @Nullable T result;
    try {
      result = call.get();
    } catch (RuntimeException | LinkageError e) {
      throw cannot(reference, method + " failed: " + describe(e), e);
    }
    if (result == null) {
      throw cannot(reference, method + " returned null. Return a value");
    }
    return result;
  }

  /** Returns the message of our own errors, which says it all, and the type of others too. */
  private static String describe(Throwable e) {
    String message = e.getMessage();
    return e instanceof IllegalArgumentException && message != null
        ? message.replaceAll("\\.$", "")
        : e.toString();
  }

  static IllegalArgumentException cannot(String reference, String reason) {
    return new IllegalArgumentException("Cannot load recipe %s: %s.".formatted(reference, reason));
  }

  private static IllegalArgumentException cannot(String reference, String reason, Throwable cause) {
    return new IllegalArgumentException(
        "Cannot load recipe %s: %s.".formatted(reference, reason), cause);
  }

  /**
   * Returns a digest of the code of {@code recipe}: of all classes of its jar, or of its folder
   * where classes are in folders.
   *
   * @throws IOException if these cannot be read
   */
  public static String codeDigest(Recipe recipe) throws IOException {
    return RecipeCode.digest(recipe.getClass());
  }
}
