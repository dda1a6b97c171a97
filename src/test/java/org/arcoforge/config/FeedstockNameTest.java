package org.arcoforge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedstockNameTest {
  @TempDir private Path folder = Path.of("");

  private Path made(String path) throws IOException {
    return Files.createDirectories(folder.resolve(path));
  }

  @Test
  void theRepositoryOfAWorkflowComesFirst() throws IOException {
    made("tree/.git");
    assertThat(
            FeedstockName.of(
                Map.of("GITHUB_REPOSITORY", "leap-stc/casm_feedstock"), made("tree/feedstock")))
        .isEqualTo("casm_feedstock");
    assertThat(FeedstockName.of(Map.of("GITHUB_REPOSITORY", ""), made("tree/feedstock")))
        .isEqualTo("tree");
  }

  @Test
  void theFolderOfTheWorkTreeComesNext() throws IOException {
    made("tree/.git");
    assertThat(FeedstockName.of(Map.of(), made("tree/a/b/c"))).isEqualTo("tree");
    Files.writeString(made("linked").resolve(".git"), "gitdir: elsewhere");
    assertThat(FeedstockName.of(Map.of(), made("linked/a"))).isEqualTo("linked");
  }

  @ParameterizedTest
  @CsvSource({
    "casm,                casm",
    "casm/feedstock,      casm",
    "casm/recipes,        casm",
    "casm/recipes/daily,  casm",
    "casm/other/daily,    daily",
  })
  void elseTheFolderOfTheRecipeOrTheOneThatHoldsRecipes(String path, String name)
      throws IOException {
    assertThat(FeedstockName.of(Map.of(), made(path))).isEqualTo(name);
  }

  @Test
  void theRootHasANameToo() {
    assertThat(FeedstockName.of(Map.of(), Path.of("/"))).isEqualTo("feedstock");
  }
}
