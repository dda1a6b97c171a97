package org.arcoforge.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.arcoforge.report.Axis.Tick;

/** Draws values along one dimension as SVG: a line, with a bar where a place has several values. */
final class LineFigure {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 230;
  private static final int LEFT = 76;
  private static final int RIGHT = 50;
  private static final int TOP = 10;
  private static final int BOTTOM = 46;

  private LineFigure() {}

  /**
   * Adds a plot.
   *
   * @param ends first and last index along the dimension
   * @param lowest of all values
   * @param highest of all values; both NaN if there are none
   * @param description for those who do not see it
   */
  static void add(
      Html html,
      List<LineBins> lines,
      Axis along,
      long[] ends,
      double lowest,
      double highest,
      ValueText words,
      String description) {
    double low = Double.isNaN(lowest) ? 0 : lowest;
    double high = Double.isNaN(highest) ? 1 : highest;
    double margin = high > low ? (high - low) * 0.05 : low == 0 ? 1 : Math.abs(low) / 10;
    double from = low - margin;
    double to = high + margin;
    html.open(
        "svg",
        "class",
        "line",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-label",
        description);
    axes(html, along, ends, from, to, words);
    for (int i = 0; i < lines.size(); i++) {
      html.open("path", "class", "series s" + (i + 1), "d", path(lines.get(i), from, to, along))
          .close();
    }
    html.close();
  }

  private static void axes(
      Html html, Axis along, long[] ends, double from, double to, ValueText words) {
    int width = WIDTH - LEFT - RIGHT;
    int bottom = HEIGHT - BOTTOM;
    if (words.time() == null) {
      for (BigDecimal tick : Ticks.round(from, to, 5)) {
        double y = y(tick.doubleValue(), from, to);
        html.open("path", "class", "grid", "d", MapFigure.path(LEFT, y, WIDTH - RIGHT, y)).close();
        MapFigure.label(html, Ticks.label(tick), LEFT - 7, y + 4, "end", "");
      }
    } else {
      for (double value : new double[] {from, to}) {
        String date = words.number(value).replaceFirst(" .*", "");
        MapFigure.label(html, date, LEFT - 7, y(value, from, to) + 4, "end", "");
      }
    }
    html.open("path", "class", "tick", "d", MapFigure.path(LEFT, bottom, WIDTH - RIGHT, bottom))
        .close();
    for (Tick tick : along.ticks(ends[0], ends[1], 5)) {
      double part = along.isRightwards() ? tick.position() : 1 - tick.position();
      double x = LEFT + part * width;
      html.open("path", "class", "tick", "d", MapFigure.path(x, bottom, x, bottom + 4)).close();
      MapFigure.label(html, tick.label(), x, bottom + 18, "middle", "");
    }
    MapFigure.label(html, along.title(), LEFT + width / 2.0, HEIGHT - 8, "middle", "");
    double middle = (TOP + bottom) / 2.0;
    MapFigure.label(
        html,
        words.units(),
        12,
        middle,
        "middle",
        String.format(Locale.ROOT, "rotate(-90 12 %.1f)", middle));
  }

  private static double y(double value, double from, double to) {
    double part = (value / 2 - from / 2) / (to / 2 - from / 2);
    return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
  }

  /** Returns the way of a line; it is broken where values are missing. */
  static String path(LineBins line, double from, double to, Axis along) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    int width = WIDTH - LEFT - RIGHT;
    for (int i = 0; i < line.count(); i++) {
      if (Double.isNaN(line.lowest(i))) {
        pen = false;
        continue;
      }
      double part = (i + 0.5) / line.count();
      double x = LEFT + (along.isRightwards() ? part : 1 - part) * width;
      double high = y(line.highest(i), from, to);
      double low = y(line.lowest(i), from, to);
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x, high));
      boolean alone = !pen && (i + 1 == line.count() || Double.isNaN(line.lowest(i + 1)));
      if (low != high || alone) {
        // A point alone shows only if its line has a length.
        path.append(String.format(Locale.ROOT, "L%.1f %.1f", x, Math.max(low, high + 0.1)));
      }
      pen = true;
    }
    return path.toString();
  }
}
