package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.junit.jupiter.api.Test;

class ColourScaleTest {
  static Raster raster(double... values) {
    Raster raster = new Raster(0, 1, 1, 0, values.length, values.length);
    Block block = Block.allocate(DataType.FLOAT64, values.length);
    for (int i = 0; i < values.length; i++) {
      block.setDouble(i, values[i]);
    }
    Variable variable = Variable.of("v", DataType.FLOAT64, List.of(), Attributes.NONE);
    raster.take(0, 0, block, 0, values.length, ValueCoding.of(variable));
    return raster;
  }

  private static ColourScale of(double... values) {
    return ColourScale.of(List.of(raster(values)));
  }

  @Test
  void allRecordsShareOneScale() {
    ColourScale scale = ColourScale.of(List.of(raster(3, Double.NaN, 5), raster(1, 4)));
    assertThat(scale).isEqualTo(new ColourScale(ColourMap.SEQUENTIAL, 1, 5, false, false));
    assertThat(scale.part(1)).isZero();
    assertThat(scale.part(2)).isEqualTo(0.25);
    assertThat(scale.part(7)).isOne();
  }

  @Test
  void valuesOnBothSidesOfZeroAreCentredOnIt() {
    assertThat(of(-3, 1, 10))
        .isEqualTo(new ColourScale(ColourMap.DIVERGING, -10, 10, false, false));
    assertThat(of(-1.8, 20, 32).map()).isEqualTo(ColourMap.SEQUENTIAL);
  }

  @Test
  void rareExtremesDoNotHideTheOthers() {
    double[] values =
        DoubleStream.concat(
                DoubleStream.iterate(0, x -> x + 0.01).limit(1000), DoubleStream.of(900, 900))
            .toArray();
    ColourScale scale = of(values);
    assertThat(scale.highest()).isBetween(9.5, 10.0);
    assertThat(scale.extendsAbove()).isTrue();
    assertThat(scale.part(900)).isOne();
  }

  @Test
  void aConstantAndNothingHaveAScaleToo() {
    assertThat(of(7, 7)).isEqualTo(new ColourScale(ColourMap.SEQUENTIAL, 3.5, 10.5, false, false));
    assertThat(of(0)).isEqualTo(new ColourScale(ColourMap.SEQUENTIAL, -1, 1, false, false));
    assertThat(of(Double.NaN, Double.POSITIVE_INFINITY))
        .isEqualTo(new ColourScale(ColourMap.SEQUENTIAL, 0, 1, false, false));
  }

  @Test
  void theLargestNumbersHavePlaces() {
    ColourScale scale = of(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
    assertThat(scale.part(0)).isEqualTo(0.5);
    assertThat(scale.part(Double.MAX_VALUE)).isOne();
  }

  @Test
  void lightnessOfTheSequentialMapAscends() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      int colour = ColourMap.SEQUENTIAL.at(i / 100.0);
      double light =
          0.2126 * (colour >> 16) + 0.7152 * (colour >> 8 & 0xff) + 0.0722 * (colour & 0xff);
      assertThat(light).isGreaterThan(before);
      before = light;
    }
    assertThat(ColourMap.SEQUENTIAL.at(0)).isEqualTo(0x440154);
    assertThat(ColourMap.SEQUENTIAL.at(2)).isEqualTo(0xfde725);
    assertThat(ColourMap.DIVERGING.at(0.5)).isEqualTo(0xf7f7f7);
  }
}
