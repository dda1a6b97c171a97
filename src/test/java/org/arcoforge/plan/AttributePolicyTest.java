package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

/** What becomes of attributes that files do not agree on. */
final class AttributePolicyTest {
  private static final Target X = Target.named("x");

  private static Dataset file(double time, Attributes variable, Attributes global) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("t", java.util.List.of("time"), variable, InMemoryDataset.doubles(5))
        .withAttributes(global);
  }

  private static Attributes text(String name, String value) {
    return Attributes.NONE.with(name, value);
  }

  private static Combined combined(Target target, Attributes a, Attributes b) throws IOException {
    return Combined.along("time", target, file(0, a, Attributes.NONE), file(1, b, Attributes.NONE));
  }

  private static Attributes of(Target target, Attributes a, Attributes b) throws IOException {
    return combined(target, a, b).metadata("t").attributes();
  }

  @Test
  void otherAttributesAreDroppedUnlessTheTargetSaysOtherwise() throws IOException {
    Attributes a = text("comment", "one").with("long_name", "t");
    Attributes b = text("comment", "two").with("long_name", "t");
    assertThat(of(X, a, b)).isEqualTo(text("long_name", "t"));
    assertThat(of(X.policy(Aspect.ATTRIBUTES, Policy.FIRST), a, b)).isEqualTo(a);
    assertThat(of(X.policy(Aspect.ATTRIBUTES, "t", Policy.FIRST), a, b)).isEqualTo(a);
    assertThatThrownBy(() -> of(X.policy(Aspect.ATTRIBUTES, Policy.ERROR), a, b))
        .hasMessage(
            "Cannot combine the source files: attribute comment of 't': \"one\" in a.nc; \"two\" in"
                + " b.nc. Make the files agree in preprocess, or choose policy(Aspect.ATTRIBUTES,"
                + " Policy.DROP) in the target.");
  }

  @Test
  void anAttributeOfLaterFilesOnlyIsNotTakenForAll() throws IOException {
    Attributes b = text("comment", "two");
    assertThat(of(X, Attributes.NONE, b)).isEqualTo(Attributes.NONE);
    assertThat(of(X.policy(Aspect.ATTRIBUTES, Policy.FIRST), Attributes.NONE, b))
        .isEqualTo(Attributes.NONE);
  }

  @Test
  void whatValuesMeanIsNotDroppedUnasked() throws IOException {
    Attributes a = text("flag_meanings", "sea land").with("standard_name", "mask");
    Attributes b = text("flag_meanings", "land sea").with("standard_name", "mask");
    assertThatThrownBy(() -> of(X, a, b))
        .hasMessage(
            "Cannot combine the source files: attribute flag_meanings of 't': \"sea land\" in a.nc;"
                + " \"land sea\" in b.nc. Make the files agree with setAttribute in preprocess, or"
                + " choose policy(Aspect.MEANING, Policy.FIRST or Policy.DROP) in the target.");
    assertThat(of(X.policy(Aspect.MEANING, Policy.FIRST), a, b)).isEqualTo(a);
    assertThat(of(X.policy(Aspect.MEANING, Policy.DROP), a, b))
        .isEqualTo(text("standard_name", "mask"));
  }

  @Test
  void limitsThatAreDroppedAreHonoured() throws IOException {
    Combined combined =
        combined(
            X.policy(Aspect.MEANING, Policy.DROP),
            Attributes.NONE.with("valid_max", 4.0),
            Attributes.NONE.with("valid_max", 6.0));
    assertThat(combined.unpacked("t")).containsExactly(Double.NaN, 5);
    assertThat(combined.metadata("t").attributes().find("valid_max")).isEmpty();
  }

  @Test
  void globalAttributesAreDroppedOrThoseOfTheFirstFile() throws IOException {
    Dataset a = file(0, Attributes.NONE, text("history", "one").with("title", "t"));
    Dataset b = file(1, Attributes.NONE, text("history", "two").with("title", "t"));
    Combined dropped = Combined.along("time", X, a, b);
    assertThat(dropped.plan().metadata().attributes()).isEqualTo(text("title", "t"));
    assertThat(dropped.notices(""))
        .containsExactly("left out: attribute history: \"one\" in a.nc; \"two\" in b.nc.");
    Combined first = Combined.along("time", X.policy(Aspect.ATTRIBUTES, Policy.FIRST), a, b);
    assertThat(first.plan().metadata().attributes().text("history")).hasValue("one");
    Combined given = Combined.along("time", X.attribute("history", "mine"), a, b);
    assertThat(given.plan().metadata().attributes().text("history")).hasValue("mine");
    assertThat(given.plan().metadata().attributes().text("title")).hasValue("t");
  }

  @Test
  void policiesOfUnknownVariablesAreRefused() {
    assertThatThrownBy(
            () -> of(X.policy(Aspect.UNITS, "v", Policy.FIRST), Attributes.NONE, Attributes.NONE))
        .hasMessage(
            "Cannot combine 'x' variable 'v': its variables are [time, t]. Name one of them in"
                + " policy.");
    assertThatThrownBy(() -> of(X.outer("z"), Attributes.NONE, Attributes.NONE))
        .hasMessage(
            "Cannot combine 'x' along 'z': its dimensions are [time]. Name one of them in the"
                + " target.");
  }
}
