package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.arcoforge.plan.TreatedFile;

/** Source files that could not be read, as data. */
final class FailedFilesJson {
  private FailedFilesJson() {}

  static ArrayNode array(List<TreatedFile> files) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (TreatedFile file : files) {
      ObjectNode node = array.addObject();
      node.put("url", file.url());
      node.put("reason", file.reason());
      node.put("treated", TreatedFile.words(file.treated()));
    }
    return array;
  }
}
