package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  @Test
  void whatIsNotFineIsListedAndTheDatasetShown() throws IOException {
    WrittenStore store =
        new WrittenStore()
            .with("v", DataType.FLOAT64, "x=2", Attributes.NONE, Double.NaN, Double.NaN)
            .attribute("title", "A_title");
    assertThat(SummaryText.of(store.report()))
        .startsWith("### A\\_title\n\nout/a.zarr · 16 bytes of arrays as ")
        .contains("**Checks:** 1 failed, 3 ok\n\n")
        .contains("- **failed** v: All values read are missing. Read: all 2 values.\n")
        .endsWith("chunksize=(2,), meta=np.ndarray>\nAttributes:\n    title:    A_title\n```\n");
  }

  @Test
  void markdownIsEscaped() {
    assertThat(SummaryText.escaped("a|b\n# c `d` <e> [f](g) *h* _i_ & @me"))
        .isEqualTo("a\\|b \\# c \\`d\\` &lt;e\\> \\[f\\](g) \\*h\\* \\_i\\_ &amp; &#64;me");
    assertThat(SummaryText.escaped("https://evil.example www.evil.example"))
        .isEqualTo("https:&#47;&#47;evil.example www&#46;evil.example");
    assertThat(SummaryText.escaped("x".repeat(400))).hasSize(301).endsWith("x…");
  }
}
