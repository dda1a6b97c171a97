package org.arcoforge.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;

/** A source file whose variables have the dimensions, types and codings of the store. */
final class HarmonizedDataset implements Dataset {
  private final Dataset file;
  private final String source;
  private final Schema schema;
  private final Map<String, Recoding> recodings;

  private HarmonizedDataset(
      Dataset file, String source, Schema schema, Map<String, Recoding> recodings) {
    this.file = file;
    this.source = source;
    this.schema = schema;
    this.recodings = recodings;
  }

  /**
   * Returns the view of {@code file}; the file itself if nothing of it must change.
   *
   * @throws IllegalArgumentException if values of a variable cannot become those of the store
   */
  static Dataset of(Dataset file, String source, List<VariablePlan> plans) {
    Dataset ordered = file;
    Map<String, Recoding> recodings = new HashMap<>();
    Map<String, Variable> changed = new HashMap<>();
    for (VariablePlan plan : plans) {
      String name = plan.array().name();
      Variable variable = ordered.schema().findVariable(name).orElse(null);
      if (variable == null) {
        continue;
      }
      List<String> dimensions = plan.array().dimensions();
      if (!variable.dimensions().equals(dimensions)
          && variable.dimensions().size() == dimensions.size()
          && variable.dimensions().containsAll(dimensions)) {
        ordered = ordered.transpose(name, dimensions.toArray(String[]::new));
      }
      ValueCoding coding = ValueCoding.of(file.schema(), variable);
      Recoding recoding =
          plan.target()
              .recoding(coding)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Cannot convert '%s' of %s from %s to %s. Correct its type, units or calendar in preprocess."
                              .formatted(
                                  name,
                                  source,
                                  coding.describe(),
                                  plan.target().coding().describe())));
      if (!recoding.isIdentity()) {
        recodings.put(name, recoding);
        changed.put(name, plan.target().variable());
      }
    }
    if (recodings.isEmpty()) {
      return ordered;
    }
    List<Variable> variables = new ArrayList<>();
    for (Variable variable : ordered.schema().variables()) {
      Variable target = changed.get(variable.name());
      variables.add(
          target == null
              ? variable
              : variable.withType(target.type()).withAttributes(target.attributes()));
    }
    Schema schema = ordered.schema();
    return new HarmonizedDataset(
        ordered,
        source,
        new Schema(schema.dimensions(), variables, schema.attributes(), schema.unreadable()),
        recodings);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Block read(String variable, Region region) throws IOException {
    Block block = file.read(variable, region);
    Recoding recoding = recodings.get(variable);
    return recoding == null
        ? block
        : recoding.recode(block, region, "'%s' of %s".formatted(variable, source));
  }

  @Override
  public void read(String variable, Region region, Block target, int... at) throws IOException {
    if (recodings.containsKey(variable)) {
      target.paste(read(variable, region), at);
    } else {
      file.read(variable, region, target, at);
    }
  }
}
