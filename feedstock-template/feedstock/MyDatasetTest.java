package feedstock;

import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;

class MyDatasetTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new MyDataset();
  }
}
