package org.arcoforge.dataset;

/**
 * Maps one {@code float} to another; the twin of {@link java.util.function.DoubleUnaryOperator}.
 */
@FunctionalInterface
public interface FloatOperator {

  /** Returns the value for {@code value}. */
  float apply(float value);
}
