package fnoc_winds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class FnocWindsTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new FnocWinds();
  }

  @Test
  void itsFilesAreBesideIt() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(4);
    for (long i = 0; i < files.count(); i++) {
      assertThat(Path.of("fnoc_winds").resolve(files.file(i).url())).isRegularFile();
    }
  }
}
