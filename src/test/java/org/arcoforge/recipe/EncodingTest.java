package org.arcoforge.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.DataType;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class EncodingTest {
  private static final Encoding NONE = Encoding.asInFiles();

  private static Target everything(String first, String second) {
    return Target.named("x")
        .policy(Aspect.UNITS, Policy.CONVERT)
        .policy(Aspect.UNITS, first, Policy.FIRST)
        .policy(Aspect.TYPE, second, Policy.CONVERT)
        .order("time", Order.BY_VALUE)
        .duplicates("time", Duplicates.LAST)
        .outer("y")
        .tolerance("y", 0.5)
        .variable(first, NONE.cast(DataType.INT16).fill((short) -1).chunk("time", 3))
        .variable(second, NONE.pack(DataType.INT8, 0.5, 1, 2).compression(Compression.gzip(2)));
  }

  @Test
  void nothingIsChangedUnlessItIsSaid() {
    assertThat(NONE.changesValues()).isFalse();
    assertThat(NONE.chunk("time", 1).compression(Compression.gzip(1)).changesValues()).isFalse();
    assertThat(NONE.cast(DataType.INT8).changesValues()).isTrue();
    assertThat(NONE.fill(1).changesValues()).isTrue();
    assertThat(NONE.pack(DataType.INT8, 1, 0).changesValues()).isTrue();
    assertThat(NONE.chunks()).isEmpty();
    assertThat(NONE.compression()).isEmpty();
  }

  @Test
  void theErrorOfPackingIsHalfAStepUnlessItIsSaid() {
    assertThat(NONE.pack(DataType.INT8, -0.5, 3).packing())
        .hasValue(new Encoding.Packing(DataType.INT8, -0.5, 3, 0.25));
    assertThat(NONE.pack(DataType.INT8, 0.5, 3, 0).packing())
        .hasValue(new Encoding.Packing(DataType.INT8, 0.5, 3, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 1, 0, 0",
    "STRING, 1, 0, 0",
    "INT8, 0, 0, 0",
    "INT8, NaN, 0, 0",
    "INT8, Infinity, 0, 0",
    "INT8, 1, NaN, 0",
    "INT8, 1, 0, -1",
    "INT8, 1, 0, NaN",
  })
  void packingThatIsNoneIsRefused(DataType type, double scale, double offset, double error) {
    assertThatThrownBy(() -> NONE.pack(type, scale, offset, error))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot pack a variable into %s with scale %s, offset %s and error %s. Use an integer"
                + " type and a scale that is not 0.",
            type, scale, offset, error);
  }

  @Test
  void impossibleEncodingsAreRefused() {
    assertThatThrownBy(() -> NONE.chunk("time", 0))
        .hasMessage("Cannot chunk dimension 'time' by 0. Use 1 or more.");
    assertThatThrownBy(() -> NONE.cast(DataType.STRING))
        .hasMessage("Cannot cast a variable to string: only numbers can be cast.");
    assertThatThrownBy(() -> NONE.castLossy(DataType.CHAR))
        .hasMessage("Cannot cast a variable to char: only numbers can be cast.");
    assertThatThrownBy(() -> NONE.cast(DataType.INT32).pack(DataType.INT8, 1, 0))
        .hasMessage("Cannot both cast a variable to int32 and pack it into int8. Choose one.");
    assertThatThrownBy(() -> NONE.pack(DataType.INT8, 1, 0).castLossy(DataType.INT32))
        .hasMessage("Cannot both cast a variable to int32 and pack it into int8. Choose one.");
  }

  @Test
  void numbersOfOtherClassesAreNotCutShort() {
    BigInteger highest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    assertThat(AttributeValue.number(highest)).hasToString("18446744073709551615");
    assertThat(AttributeValue.number(BigInteger.valueOf(-1L << 40)))
        .isEqualTo(AttributeValue.number(-1L << 40));
    for (Number number : new Number[] {BigInteger.ONE.shiftLeft(64), new BigDecimal("0.5")}) {
      assertThatThrownBy(() -> NONE.fill(number))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot hold the number %s of %s in an attribute. Use one of int8 to float64.",
              number, number.getClass().getSimpleName());
    }
  }

  @Test
  void targetsOfEqualPartsAreEqual() {
    Target target = everything("a", "b");
    assertThat(target).isEqualTo(everything("a", "b")).hasSameHashCodeAs(everything("a", "b"));
    assertThat(target)
        .isNotEqualTo(everything("b", "a"))
        .isNotEqualTo(target.outer("x"))
        .isNotEqualTo(target.tolerance("y", 1))
        .isNotEqualTo(target.order("time", Order.BY_KEY))
        .isNotEqualTo(target.duplicates("time", Duplicates.KEEP))
        .isNotEqualTo(target.policy(Aspect.MEMBERS, Policy.FIRST))
        .isNotEqualTo(target.variable("c", NONE.fill(1)));
    assertThat(NONE.fill(1)).isNotEqualTo(NONE.fill(1.0)).isNotEqualTo(NONE);
    assertThat(NONE.cast(DataType.INT8)).isNotEqualTo(NONE.castLossy(DataType.INT8));
  }

  @Test
  void targetsPassBetweenMachines() throws IOException, ClassNotFoundException {
    Target target = everything("a", "b");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(target);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(target).hasSameHashCodeAs(target);
    }
  }

  @Test
  void policiesOfOneVariableGoBeforeThoseOfAll() {
    Combination combination = everything("a", "b").combination();
    assertThat(combination.policy(Aspect.UNITS, "a")).isEqualTo(Policy.FIRST);
    assertThat(combination.policy(Aspect.UNITS, "b")).isEqualTo(Policy.CONVERT);
    assertThat(combination.policy(Aspect.TYPE, "a")).isEqualTo(Policy.ERROR);
    assertThat(combination.variables()).containsExactly("a", "b");
    assertThat(combination.dimensions()).containsExactly("time", "y");
    assertThat(combination.order("y")).isEqualTo(Order.CHECKED);
    assertThat(combination.duplicates("y")).isEqualTo(Duplicates.ERROR);
    assertThat(combination.tolerance("time")).isZero();
  }

  @ParameterizedTest
  @EnumSource(Aspect.class)
  void onlyPoliciesThatMakeSenseAreTaken(Aspect aspect) {
    Target target = Target.named("x");
    for (Policy policy : Policy.values()) {
      if (aspect.allowed().contains(policy)) {
        assertThat(target.policy(aspect, policy).combination().policy(aspect, "any"))
            .isEqualTo(policy);
      } else {
        String message =
            "Cannot treat differing %s by '%s' in target 'x': the choices are %s."
                .formatted(aspect, policy, aspect.allowed());
        assertThatThrownBy(() -> target.policy(aspect, policy)).hasMessage(message);
        assertThatThrownBy(() -> target.policy(aspect, "v", policy)).hasMessage(message);
      }
    }
    assertThat(target.combination().policy(aspect, "any")).isEqualTo(aspect.usual());
  }

  @Test
  void theChoicesAreToldInWords() {
    assertThatThrownBy(() -> Target.named("x").policy(Aspect.FILL_VALUE, Policy.DROP))
        .hasMessage(
            "Cannot treat differing fill value by 'drop' in target 'x': the choices are [error,"
                + " convert].");
  }

  @Test
  void impossibleTargetsAreRefused() {
    Target target = Target.named("x").variable("v", NONE);
    assertThatThrownBy(() -> target.variable("v", NONE.fill(1)))
        .hasMessage(
            "Cannot encode variable 'v' of target 'x': it has an encoding already. Remove one.");
    for (double tolerance : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> target.tolerance("y", tolerance))
          .hasMessage(
              "Cannot tolerate differences of %s along 'y' in target 'x'. Use a number from 0.",
              tolerance);
    }
    Encoding checked = NONE.compression(Compression.blosc().withCrc32c());
    assertThatThrownBy(() -> Target.named("x").variable("w", checked).format(ZarrFormat.V2))
        .hasMessage(
            "Cannot make target 'x/w' Zarr 2 with crc32c: only Zarr 3 has it. Leave out one.");
  }
}
