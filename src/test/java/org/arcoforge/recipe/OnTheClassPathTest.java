package org.arcoforge.recipe;

class OnTheClassPathTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new OnTheClassPath();
  }
}
