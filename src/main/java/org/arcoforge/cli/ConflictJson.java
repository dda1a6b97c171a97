package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.arcoforge.plan.Conflict;

/** Conflicts as data: of each value, how many files say so and the URLs of the first of them. */
final class ConflictJson {
  private ConflictJson() {}

  /** Returns a document of what kept a plan from being made. */
  static String document(List<Conflict> conflicts) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("conflicts", array(conflicts));
    return root.toPrettyString();
  }

  static ArrayNode array(List<Conflict> conflicts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Conflict conflict : conflicts) {
      ObjectNode node = array.addObject();
      node.put("severity", conflict.severity().name().toLowerCase(Locale.ROOT));
      node.put("aspect", conflict.aspect());
      node.put("variable", conflict.variable());
      ArrayNode sayings = node.putArray("values");
      for (Conflict.Saying saying : conflict.sayings()) {
        ObjectNode value = sayings.addObject();
        value.put("value", saying.value());
        value.put("files", saying.count());
        ArrayNode sources = value.putArray("sources");
        saying.sources().forEach(sources::add);
      }
      node.put("remedy", conflict.remedy());
    }
    return array;
  }
}
