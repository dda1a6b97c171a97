package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.plan.RandomArchive.Feature;
import org.arcoforge.recipe.OnFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random archives of which some files cannot be read: the store has what a naive combination of the
 * other files has, and where it is filled the coordinates of all files, or the plan stops.
 */
final class RandomFailuresTest {
  private static final int ARCHIVES = 2000;

  @ParameterizedTest
  @EnumSource(
      value = OnFailure.class,
      names = {"SKIP", "FILL"})
  void theStoreHasTheValuesOfTheOtherFiles(OnFailure onFailure) throws IOException {
    int tried = 0;
    int planned = 0;
    for (long seed = 0; seed < ARCHIVES; seed++) {
      RandomArchive archive = archive(seed);
      Set<Integer> failing = failing(archive, onFailure);
      if (isGuesswork(archive, failing, onFailure)) {
        continue;
      }
      tried++;
      String what =
          "seed %d, %s: %s cannot be read of %s".formatted(seed, onFailure, failing, archive);
      Combined combined;
      try {
        combined =
            Combined.failing(
                archive.target().onFailure(onFailure),
                archive.pattern(),
                archive.files(),
                failing,
                InMemoryDataset.empty());
      } catch (SchemaMismatchException e) {
        continue;
      }
      planned++;
      assertThat(RandomArchiveTest.compare(archive, combined, naive(archive, failing, onFailure)))
          .as(what)
          .isEmpty();
    }
    assertThat(planned).isBetween(tried / 2, tried - 1);
    assertThat(tried).isGreaterThan(ARCHIVES / 3);
  }

  /** Returns an archive of which nothing is refused. */
  private static RandomArchive archive(long seed) {
    RandomArchive archive = RandomArchive.of(seed);
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    features.addAll(archive.features());
    // Which of two equal times is kept, and what is dropped, depends on what can be read.
    features.remove(Feature.DUPLICATES);
    features.remove(Feature.ABSENT);
    Set<Feature> allowed = EnumSet.copyOf(List.of(Feature.values()));
    allowed.remove(Feature.DUPLICATES);
    return new RandomArchive(seed, archive.keys() + 2, archive.tiles(), features, allowed);
  }

  private static Set<Integer> failing(RandomArchive archive, OnFailure onFailure) {
    Random random = new Random(archive.seed() * 0x9E3779B97F4A7C15L + 3);
    Set<Integer> failing = new HashSet<>();
    int files = (int) archive.pattern().count();
    boolean wholeKey = random.nextInt(onFailure == OnFailure.SKIP ? 6 : 2) > 0;
    int key = random.nextInt(archive.keys());
    for (int file = 0; file < files; file++) {
      int[] positions = archive.pattern().positions(file);
      boolean oneMember = positions[0] == 0 || random.nextBoolean();
      if (wholeKey ? positions[1] == key && oneMember : random.nextInt(files) == 0) {
        failing.add(file);
      }
    }
    return failing;
  }

  /**
   * Whether nothing but a guess could say what the coordinate of files is that are to be filled.
   */
  private static boolean isGuesswork(
      RandomArchive archive, Set<Integer> failing, OnFailure onFailure) {
    if (onFailure == OnFailure.SKIP) {
      // The first file gives the order of dimensions, which the naive combination does not know.
      return archive.has(Feature.TRANSPOSED)
          && failing.stream().anyMatch(f -> archive.pattern().positions(f)[1] == 0);
    }
    boolean ends = false;
    for (int member = 0; member < archive.members(); member++) {
      int of = member;
      ends |=
          isGone(archive, failing, 1, 0, of) || isGone(archive, failing, 1, archive.keys() - 1, of);
      ends |= IntStream.range(0, archive.tiles()).anyMatch(t -> isGone(archive, failing, 2, t, of));
    }
    return ends;
  }

  private static boolean isGone(
      RandomArchive archive, Set<Integer> failing, int axis, int key, int member) {
    return IntStream.range(0, (int) archive.pattern().count())
        .filter(f -> archive.pattern().positions(f)[axis] == key)
        .filter(f -> archive.pattern().positions(f)[0] == member)
        .allMatch(failing::contains);
  }

  private static NaiveCombination naive(
      RandomArchive archive, Set<Integer> failing, OnFailure onFailure) {
    List<InMemoryDataset> files = archive.files();
    Set<List<Integer>> skipped = new HashSet<>();
    failing.forEach(f -> skipped.add(archive.pattern().cell(f)));
    List<InMemoryDataset> present = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      boolean absent =
          onFailure == OnFailure.SKIP
              ? skipped.contains(archive.pattern().cell(f))
              : failing.contains(f);
      if (!absent) {
        present.add(files.get(f));
      }
    }
    NaiveCombination naive = new NaiveCombination(present, archive.kept());
    if (onFailure == OnFailure.FILL) {
      NaiveCombination all = new NaiveCombination(files, archive.kept());
      naive.take(all, "time");
      naive.take(all, "x");
    }
    return naive;
  }
}
