package org.arcoforge.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/** The values of a coordinate in one line, as xarray prints them. */
final class InlineValues {
  private InlineValues() {}

  /** Returns as many values from both ends as {@code width} characters hold, at least two. */
  static String text(CoordinateValues values, DecodedType type, int width) {
    int size = values.size();
    int relevant = Math.min(Math.max(size, 1), Math.max((width + 1) / 2, 2));
    List<String> front = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (int i = 0; i < Math.min(size, (relevant + 1) / 2); i++) {
      front.add(item(values, i, type));
    }
    for (int i = size - Math.min(size, relevant / 2); i < size; i++) {
      back.add(item(values, i, type));
    }
    int count = count(size, relevant, lengths(front, back, relevant), width);
    String padding = count < size ? " ... " : count <= 1 ? "" : " ";
    int atFront = Math.min(front.size(), (count + 1) / 2);
    int atBack = Math.min(back.size(), count - atFront);
    String text =
        String.join(" ", front.subList(0, atFront))
            + padding
            + String.join(" ", back.subList(back.size() - atBack, back.size()));
    return text.length() > width ? text.substring(0, Math.max(width - 3, 0)) + "..." : text;
  }

  /** Returns the lengths that the text has with one value, two, …, taken from both ends in turn. */
  private static List<Integer> lengths(List<String> front, List<String> back, int relevant) {
    List<Integer> lengths = new ArrayList<>();
    int length = -1;
    for (int i = 0; i < relevant && (i / 2 < front.size() || i / 2 < back.size()); i++) {
      int place = i / 2;
      if (i % 2 == 0 ? place >= front.size() : place >= back.size()) {
        continue;
      }
      String item = i % 2 == 0 ? front.get(place) : back.get(back.size() - 1 - place);
      length += item.length() + 1;
      lengths.add(length);
    }
    return lengths;
  }

  private static int count(int size, int relevant, List<Integer> lengths, int width) {
    boolean all = relevant >= size && lengths.stream().allMatch(length -> length <= width);
    if (size <= 2 || all) {
      return size;
    }
    int first = 0;
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) + " ... ".length() - 1 > width) {
        first = i;
        break;
      }
    }
    return Math.min(size, Math.max(first, 2));
  }

  private static String item(CoordinateValues values, int i, DecodedType type) {
    Block block = values.block();
    if (block.type() == DataType.STRING) {
      return PythonText.quoted(block.strings()[i]);
    }
    if (block.type() == DataType.CHAR) {
      byte[] one = {(byte) block.longAt(i)};
      return "b" + PythonText.quoted(new String(one, StandardCharsets.ISO_8859_1));
    }
    if (values.time().isPresent()) {
      if (Double.isNaN(values.at(i))) {
        return "NaT";
      }
      String text = values.label(i);
      boolean object = type.equals(DecodedType.OBJECTS);
      return object ? (text.contains(" ") ? text : text + " 00:00:00") : text.replace(' ', 'T');
    }
    boolean plain = block.type().isInteger() && type.name().contains("int");
    return plain ? Long.toString(block.longAt(i)) : PythonText.fourDigits(values.at(i));
  }
}
