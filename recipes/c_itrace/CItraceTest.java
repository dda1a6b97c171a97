package c_itrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class CItraceTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new CItrace();
  }

  @Test
  void itHasAFileForEachVariable() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(10);
    assertThat(files.file(0).url()).isEqualTo("https://figshare.com/ndownloader/files/38534591");
    assertThat(files.file(9).url()).isEqualTo("https://figshare.com/ndownloader/files/38543969");
  }
}
