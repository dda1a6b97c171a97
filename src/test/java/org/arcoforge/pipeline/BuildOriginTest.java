package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildOriginTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:11:12.345Z");

  @Test
  void aRunOfGitHubActionsIsNamedAsLeapDoes() {
    BuildOrigin origin =
        BuildOrigin.of(
            "0.1.0",
            Map.of(
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "leap-stc/x_feedstock",
                "GITHUB_SHA", "0123abc",
                "GITHUB_RUN_ID", "42"),
            Optional.of("fff"),
            NOW);
    assertThat(origin)
        .isEqualTo(
            new BuildOrigin(
                "0.1.0",
                "https://github.com/leap-stc/x_feedstock/commit/0123abc",
                "https://github.com/leap-stc/x_feedstock/actions/runs/42",
                "2026-11-28T10:11:12Z"));
  }

  @Test
  void elsewhereTheCommitIsThatOfTheRecipe() {
    assertThat(BuildOrigin.of("1", Map.of(), Optional.of("fff"), NOW))
        .isEqualTo(new BuildOrigin("1", "fff", "none", "2026-11-28T10:11:12Z"));
    assertThat(BuildOrigin.of("1", Map.of("GITHUB_SHA", "0123"), Optional.empty(), NOW).commit())
        .isEqualTo("none");
  }

  @Test
  void theTimeCanBeGivenForRunsThatAreToGiveTheSameBytes() {
    Map<String, String> given = Map.of("SOURCE_DATE_EPOCH", "1700000000");
    assertThat(BuildOrigin.of("1", given, Optional.empty(), NOW).time())
        .isEqualTo("2023-11-14T22:13:20Z");
    Map<String, String> odd = Map.of("SOURCE_DATE_EPOCH", "yesterday");
    assertThat(BuildOrigin.of("1", odd, Optional.empty(), NOW).time())
        .isEqualTo("2026-11-28T10:11:12Z");
  }
}
