package org.arcoforge.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.catalog.CheckedFeedstock.ListedRecipe;
import org.arcoforge.catalog.CheckedFeedstock.Place;
import org.arcoforge.yaml.YamlNode;

/** Checks the recipes that a feedstock lists, and that stores and recipes belong together. */
record CheckRecipes(Findings findings) {

  List<ListedRecipe> check(Fields document) {
    List<ListedRecipe> recipes = new ArrayList<>();
    Map<String, YamlNode> first = new HashMap<>();
    for (YamlNode item : document.list("recipes")) {
      Optional<Fields> fields = Fields.of(item, findings);
      if (fields.isPresent()) {
        check(fields.get(), first).ifPresent(recipes::add);
      }
    }
    return recipes;
  }

  private Optional<ListedRecipe> check(Fields recipe, Map<String, YamlNode> first) {
    Optional<YamlNode> several = recipe.present("dict_object");
    if (several.isPresent() && recipe.node().find("id").isEmpty()) {
      findings.warning(
          several.get(), "only Pangeo Forge reads this. List each recipe with id and object.");
      return Optional.empty();
    }
    Optional<YamlNode> id = recipe.requiredText("id", "Write the name of the recipe's target");
    Optional<YamlNode> object =
        recipe.requiredText("object", "Write the name of the recipe's class, with its package");
    id.ifPresent(
        value -> {
          YamlNode before = first.putIfAbsent(value.text(), value);
          if (before != null) {
            findings.fault(
                value,
                "%s is the id of another recipe already, in line %d. Give each its own."
                    .formatted(Quoted.of(value.text()), before.line()));
          }
        });
    return id.isPresent() && object.isPresent()
        ? Optional.of(
            new ListedRecipe(
                id.get().text(), object.get().text(), place(id.get()), place(object.get())))
        : Optional.empty();
  }

  private static Place place(YamlNode node) {
    return new Place(node.source(), node.line(), node.path());
  }

  /**
   * Checks that the stores of a feedstock that has recipes are theirs. One without recipes links
   * stores that others made.
   */
  void checkStores(List<ListedRecipe> recipes, List<StoreField> stores) {
    if (recipes.isEmpty()) {
      return;
    }
    Map<String, ListedRecipe> left = new LinkedHashMap<>();
    recipes.forEach(recipe -> left.put(recipe.id(), recipe));
    List<String> ids = List.copyOf(left.keySet());
    for (StoreField store : stores) {
      store
          .id()
          .ifPresent(
              id -> {
                left.remove(id.text());
                if (!ids.contains(id.text())) {
                  findings.fault(
                      id,
                      "%s is the id of no recipe: meta.yaml has %s. Write one of these."
                          .formatted(Quoted.of(id.text()), String.join(", ", ids)));
                }
              });
    }
    for (ListedRecipe recipe : left.values()) {
      Place place = recipe.idPlace();
      findings.warning(
          place,
          "no store of catalog.yaml has this id: the catalog does not show the recipe's store. Add what arcoforge catalog entry prints of it.");
    }
  }
}
