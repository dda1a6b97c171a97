package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void textStandsForItself() {
    String document =
        new Html().element("p", "<script>a & b</script>", "title", "\"'><b>").document();
    assertThat(document)
        .isEqualTo(
            """
            <!DOCTYPE html>
            <p title="&quot;&#39;&gt;&lt;b&gt;">&lt;script&gt;a &amp; b&lt;/script&gt;</p>
            """);
  }

  @Test
  void charactersThatHtmlLacksOrThatTurnTextAreReplaced() {
    assertThat(Html.escaped("a\u0000\u001b\u007f\u0085\ufffe\ud800b\u202ec\u2066d\te\n"))
        .isEqualTo("a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb\ufffdc\ufffdd\te\n");
    assertThat(Html.escaped("東京 😀")).isEqualTo("東京 😀");
  }

  @Test
  void anOpenElementIsAnError() {
    assertThatThrownBy(() -> new Html().open("main").document())
        .hasMessage("Elements are open: [main]");
  }

  @Test
  void aStyleSheetCannotEndItsElement() {
    assertThatThrownBy(() -> new Html().style("a{}</style>"))
        .hasMessage("Cannot hold the style sheet: it ends an element.");
  }
}
