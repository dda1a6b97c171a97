package org.arcoforge.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.Region;
import org.arcoforge.report.Axis.Tick;

/** Draws a record of two dimensions, and the colours that belong to it, as SVG. */
final class MapFigure {
  private static final int WIDTH = 460;
  private static final int LEFT = 66;
  private static final int RIGHT = 12;
  private static final int TOP = 8;
  private static final int BOTTOM = 44;
  private static final double FLATTEST = 0.35;
  private static final double STEEPEST = 1.2;

  private static final int BAR_WIDTH = 460;
  private static final int BAR_EDGE = 30;
  private static final int BAR_STOPS = 16;

  private final Axis vertical;
  private final Axis horizontal;
  private final ColourScale scale;

  MapFigure(Axis vertical, Axis horizontal, ColourScale scale) {
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.scale = scale;
  }

  /**
   * Adds the map of {@code raster}.
   *
   * @param rows first and last index of the rows that it shows
   * @param columns first and last index of the columns
   * @param description for those who do not see it
   */
  void add(Html html, Raster raster, long[] rows, long[] columns, String description)
      throws IOException {
    double aspect =
        Math.max(
            FLATTEST,
            Math.min(
                STEEPEST, (rows[1] - rows[0] + 1.0) / Math.max(1, columns[1] - columns[0] + 1)));
    int width = WIDTH - LEFT - RIGHT;
    int height = (int) Math.round(width * aspect);
    html.open(
        "svg",
        "class",
        "map",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, TOP + height + BOTTOM),
        "role",
        "img",
        "aria-label",
        description);
    rectangle(html, "missing", width, height);
    html.open(
            "image",
            "href",
            MapImage.uri(
                MapImage.draw(raster, scale, vertical.isUpwards(), horizontal.isRightwards())),
            "x",
            String.valueOf(LEFT),
            "y",
            String.valueOf(TOP),
            "width",
            String.valueOf(width),
            "height",
            String.valueOf(height),
            "preserveAspectRatio",
            "none")
        .close();
    rectangle(html, "frame", width, height);
    for (Tick tick : horizontal.ticks(columns[0], columns[1], 5)) {
      double part = horizontal.isRightwards() ? tick.position() : 1 - tick.position();
      double x = LEFT + part * width;
      int bottom = TOP + height;
      line(html, x, bottom, x, bottom + 4);
      label(html, tick.label(), x, bottom + 18, "middle", "");
    }
    for (Tick tick : vertical.ticks(rows[0], rows[1], 5)) {
      double part = vertical.isUpwards() ? 1 - tick.position() : tick.position();
      double y = TOP + part * height;
      line(html, LEFT - 4, y, LEFT, y);
      label(html, tick.label(), LEFT - 7, y + 4, "end", "");
    }
    label(html, horizontal.title(), LEFT + width / 2.0, TOP + height + 37, "middle", "");
    double middle = TOP + height / 2.0;
    label(
        html,
        vertical.title(),
        12,
        middle,
        "middle",
        String.format(Locale.ROOT, "rotate(-90 12 %.1f)", middle));
    html.close();
  }

  private static void rectangle(Html html, String kind, int width, int height) {
    html.open(
            "rect",
            "class",
            kind,
            "x",
            String.valueOf(LEFT),
            "y",
            String.valueOf(TOP),
            "width",
            String.valueOf(width),
            "height",
            String.valueOf(height))
        .close();
  }

  private static void line(Html html, double x1, double y1, double x2, double y2) {
    html.open("path", "class", "tick", "d", path(x1, y1, x2, y2)).close();
  }

  static String path(double x1, double y1, double x2, double y2) {
    return String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2);
  }

  static void label(Html html, String words, double x, double y, String anchor, String transform) {
    String[] attributes = {
      "x",
      String.format(Locale.ROOT, "%.1f", x),
      "y",
      String.format(Locale.ROOT, "%.1f", y),
      "text-anchor",
      anchor
    };
    if (transform.isEmpty()) {
      html.element("text", words, attributes);
    } else {
      html.element(
          "text",
          words,
          attributes[0],
          attributes[1],
          attributes[2],
          attributes[3],
          attributes[4],
          attributes[5],
          "transform",
          transform);
    }
  }

  /**
   * Adds a bar that tells which colour is which value.
   *
   * @param id unique on the page
   * @param missing whether some values are missing, which have a colour too
   */
  void addBar(Html html, String id, ValueText words, boolean missing) {
    String ends = "%s to %s".formatted(words.value(scale.lowest()), words.value(scale.highest()));
    html.open(
        "svg",
        "class",
        "bar",
        "viewBox",
        "0 0 %d 52".formatted(BAR_WIDTH),
        "role",
        "img",
        "aria-label",
        "Colours from " + ends);
    html.open("defs").open("linearGradient", "id", id);
    for (int i = 0; i <= BAR_STOPS; i++) {
      double part = (double) i / BAR_STOPS;
      html.open(
              "stop",
              "offset",
              Ticks.number(part),
              "stop-color",
              "#%06x".formatted(scale.map().at(part)))
          .close();
    }
    html.close().close();
    int width = BAR_WIDTH - 2 * BAR_EDGE;
    int right = BAR_WIDTH - BAR_EDGE;
    if (scale.extendsBelow()) {
      arrow(html, "M%d 4L%d 11L%d 18Z".formatted(BAR_EDGE, BAR_EDGE - 12, BAR_EDGE), 0);
    }
    if (scale.extendsAbove()) {
      arrow(html, "M%d 4L%d 11L%d 18Z".formatted(right, right + 12, right), 1);
    }
    html.open(
            "rect",
            "x",
            String.valueOf(BAR_EDGE),
            "y",
            "4",
            "width",
            String.valueOf(width),
            "height",
            "14",
            "fill",
            "url(#%s)".formatted(id))
        .close();
    for (Tick tick : ticks(words)) {
      double x = BAR_EDGE + tick.position() * width;
      line(html, x, 18, x, 22);
      label(html, tick.label(), x, 35, "middle", "");
    }
    label(html, words.units(), BAR_WIDTH / 2.0, 49, "middle", "");
    html.close();
    if (missing) {
      html.open("p", "class", "legend").open("span", "class", "swatch").close();
      html.text(" missing").close();
    }
  }

  private List<Tick> ticks(ValueText words) {
    if (words.time() != null) {
      return List.of(
          new Tick(0.1, words.number(scale.lowest())),
          new Tick(0.9, words.number(scale.highest())));
    }
    return Ticks.round(scale.lowest(), scale.highest(), 6).stream()
        .map(tick -> new Tick(scale.part(tick.doubleValue()), Ticks.label(tick)))
        .toList();
  }

  private void arrow(Html html, String path, double part) {
    html.open("path", "d", path, "fill", "#%06x".formatted(scale.map().at(part))).close();
  }

  /** Returns first and last index of a region along a dimension. */
  static long[] ends(Region region, int dimension) {
    return new long[] {region.origin(dimension), region.end(dimension) - 1};
  }
}
