package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockPasteTest {
  @Test
  void pastingNoElementsChangesNothing() {
    Block source = Block.allocate(DataType.INT8, 5, 3);
    source.fill(Block.of(DataType.INT8, new byte[] {1}));
    Block target = Block.allocate(DataType.INT8, 5, 3);
    target.paste(source, new int[] {2, 0}, new int[] {2, 0}, new int[] {0, 2});
    assertThat(target).isEqualTo(Block.allocate(DataType.INT8, 5, 3));
    assertThat(source.slice(new int[] {5, 1}, new int[] {0, 2}).shape()).containsExactly(0, 2);
  }
}
