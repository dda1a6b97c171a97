package org.arcoforge.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.UnitConversion;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.Conflict.Saying;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.jspecify.annotations.Nullable;

/** Decides how the store has one variable of which files say different things. */
final class DecideVariables {
  private static final Set<String> PACKING = Set.of("scale_factor", "add_offset", "_Unsigned");
  private static final Set<String> FILL = Set.of("_FillValue", "missing_value");

  /** Attributes that say what the values mean: where these differ, values cannot be combined. */
  private static final Set<String> MEANING =
      Set.of(
          "calendar",
          "_Encoding",
          "valid_min",
          "valid_max",
          "valid_range",
          "flag_values",
          "flag_masks",
          "flag_meanings",
          "positive",
          "formula_terms",
          "standard_name");

  private final Map<String, MergedVariable> variables;
  private final Target target;
  private final Combination combination;
  private final Conflicts conflicts;
  private final Map<String, DecideTimes.Decision> times;

  DecideVariables(Map<String, MergedVariable> variables, Target target, Conflicts conflicts) {
    this.variables = variables;
    this.target = target;
    this.combination = target.combination();
    this.conflicts = conflicts;
    this.times = new DecideTimes(variables, combination, conflicts).decide();
  }

  /** Returns {@code variable} as the store has it, and reports what files do not agree on. */
  TargetVariable decide(String name, MergedVariable variable) {
    DecideTimes.@Nullable Decision time = times.get(name);
    Encoding encoding = target.encoding(name);
    Set<Aspect> converted = java.util.EnumSet.noneOf(Aspect.class);
    Attributes attributes =
        attributes(name, variable, attribute -> aspect(attribute, time != null), converted);
    dimensions(name, variable);
    DataType type = type(name, variable, time, encoding, converted);
    Variable first = variable.first().withAttributes(attributes);
    if (time != null) {
      return times(first, time, encoding, variable);
    }
    String bounded = bounded(name, variable);
    String units = units(attributes, bounded, variable);
    Policy policy = combination.policy(Aspect.UNITS, bounded);
    boolean ofBounds = !bounded.equals(name) && variable.units.size() > 1;
    boolean unitsConverted =
        converted.contains(Aspect.UNITS) || (ofBounds && policy == Policy.CONVERT);
    if (unitsConverted) {
      requireConvertible(name, variable, units);
    }
    EncodeVariable encode = new EncodeVariable(variable);
    Variable stored = first;
    if (converted.contains(Aspect.PACKING)
        || (unitsConverted && (encode.isPacked() || !type.isFloat()))) {
      stored = encode.unpacked(stored);
    } else if (type != stored.type()) {
      stored = stored.cast(type);
    }
    if (converted.contains(Aspect.FILL_VALUE)) {
      stored = encode.oneFillValue(stored);
    }
    stored = encode.encoded(stored, encoding);
    requireFill(stored, encoding);
    ValueCoding coding = ValueCoding.of(stored).withUnits(units);
    return new TargetVariable(stored, coding, bound(encoding), policy == Policy.FIRST, false);
  }

  /** Returns the variable that gives this one its units: itself, or the one that it bounds. */
  private String bounded(String name, MergedVariable variable) {
    if (variable.attributes.containsKey("units")) {
      return name;
    }
    return variables.entrySet().stream()
        .filter(other -> DecideTimes.boundsOf(other.getValue()).contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  /** Returns the units that stored values have, be it by the variable that they bound. */
  private String units(Attributes attributes, String bounded, MergedVariable variable) {
    MergedVariable parent = variables.getOrDefault(bounded, variable);
    return attributes
        .text("units")
        .or(() -> parent.first().attributes().text("units"))
        .orElse(variable.units.size() == 1 ? variable.units.first() : "");
  }

  private static Recoding.Bound bound(Encoding encoding) {
    return encoding
        .packing()
        .map(packing -> new Recoding.Bound(true, packing.maximumError()))
        .orElse(new Recoding.Bound(encoding.cast().map(Encoding.Cast::lossy).orElse(false), 0));
  }

  /** Returns global attributes, and reports those that files do not agree on. */
  Attributes globalAttributes(MergedIndex index) {
    return agreed(
        "",
        index.firstAttributes(),
        index.attributes(),
        index.files().cardinality(),
        attribute -> Aspect.ATTRIBUTES,
        java.util.EnumSet.noneOf(Aspect.class));
  }

  private static Aspect aspect(String attribute, boolean isTime) {
    if (attribute.equals("units")) {
      return isTime ? Aspect.TIME : Aspect.UNITS;
    }
    if (isTime && attribute.equals("calendar")) {
      return Aspect.CALENDAR;
    }
    return PACKING.contains(attribute)
        ? Aspect.PACKING
        : FILL.contains(attribute)
            ? Aspect.FILL_VALUE
            : MEANING.contains(attribute) ? Aspect.MEANING : Aspect.ATTRIBUTES;
  }

  /** What an attribute bears on. */
  @FunctionalInterface
  private interface Bearing {
    Aspect of(String attribute);
  }

  private Attributes attributes(
      String name, MergedVariable variable, Bearing bearing, Set<Aspect> converted) {
    return agreed(
        name,
        variable.first().attributes(),
        variable.attributes,
        variable.files.cardinality(),
        bearing,
        converted);
  }

  private Attributes agreed(
      String variable,
      Attributes first,
      Map<String, Agreement<AttributeValue>> all,
      long files,
      Bearing bearing,
      Set<Aspect> converted) {
    Attributes kept = first;
    for (Map.Entry<String, Agreement<AttributeValue>> entry : all.entrySet()) {
      String name = entry.getKey();
      Agreement<AttributeValue> said = entry.getValue();
      Aspect aspect = bearing.of(name);
      boolean ofTime = aspect == Aspect.TIME || aspect == Aspect.CALENDAR;
      if ((isOne(said) && said.total() == files) || ofTime) {
        continue;
      }
      Policy policy = policy(aspect, variable);
      List<Saying> sayings = new java.util.ArrayList<>(conflicts.sayings(said));
      if (isOne(said)) {
        sayings.add(new Saying("none", List.of("other files"), 1));
      }
      conflicts.add(
          Conflicts.severity(policy),
          "attribute " + name,
          variable,
          sayings,
          policy == Policy.ERROR ? remedy(aspect, said) : "");
      if (policy == Policy.DROP) {
        kept = kept.without(name);
      } else if (policy == Policy.CONVERT) {
        converted.add(aspect);
      }
    }
    return kept;
  }

  /** Returns whether all files say the same, be it in numbers of other types. */
  private static boolean isOne(Agreement<AttributeValue> said) {
    return said.isUnanimous()
        || (said.values().size() < Agreement.MOST
            && said.first() instanceof AttributeValue.Numbers numbers
            && said.values().stream().allMatch(other -> numbers.hasNumbersOf(other.value())));
  }

  /** An encoding that says how values are stored converts what files say of that. */
  private Policy policy(Aspect aspect, String variable) {
    Encoding encoding = target.encoding(variable);
    boolean settled =
        switch (aspect) {
          case PACKING, TYPE -> encoding.packing().isPresent() || encoding.cast().isPresent();
          case FILL_VALUE -> encoding.changesValues();
          default -> false;
        };
    return settled ? Policy.CONVERT : combination.policy(aspect, variable);
  }

  private static String remedy(Aspect aspect, Agreement<AttributeValue> said) {
    boolean dated =
        aspect == Aspect.UNITS
            && said.values().stream().anyMatch(s -> s.value().toString().contains(" since "));
    if (dated) {
      return "These times are packed, or in an unknown calendar: correct them in preprocess.";
    }
    return switch (aspect) {
      case UNITS ->
          "Correct them in preprocess (with mapFloats or mapDoubles where the values differ, with setAttribute"
              + " where only the attribute does), or %s."
                  .formatted(Conflicts.choose(aspect, Policy.CONVERT));
      case PACKING ->
          "To store unpacked values %s; or give the variable an encoding with pack."
              .formatted(Conflicts.choose(aspect, Policy.CONVERT));
      case FILL_VALUE ->
          "To store one of them %s; or give the variable an encoding with fill."
              .formatted(Conflicts.choose(aspect, Policy.CONVERT));
      case MEANING ->
          "Make the files agree with setAttribute in preprocess, or %s."
              .formatted(Conflicts.choose(aspect, Policy.FIRST, Policy.DROP));
      default ->
          "Make the files agree in preprocess, or %s."
              .formatted(Conflicts.choose(aspect, aspect.usual()));
    };
  }

  private void dimensions(String name, MergedVariable variable) {
    if (variable.dimensions.isUnanimous()) {
      return;
    }
    Set<String> names = Set.copyOf(variable.first().dimensions());
    boolean transposed =
        variable.dimensions.values().stream()
            .allMatch(
                said -> said.value().size() == names.size() && names.containsAll(said.value()));
    Policy policy = combination.policy(Aspect.DIMENSIONS, name);
    conflicts.add(
        transposed ? Conflicts.severity(policy) : Severity.ERROR,
        "dimensions",
        name,
        variable.dimensions,
        !transposed
            ? "Make them the same with squeeze, expand or rename in preprocess."
            : policy == Policy.ERROR
                ? "Use transpose in preprocess, or %s."
                    .formatted(Conflicts.choose(Aspect.DIMENSIONS, Policy.CONVERT))
                : "");
  }

  /** Returns the type of stored values before any encoding. */
  private DataType type(
      String name,
      MergedVariable variable,
      DecideTimes.@Nullable Decision time,
      Encoding encoding,
      Set<Aspect> converted) {
    DataType first = variable.first().type();
    boolean settled =
        encoding.packing().isPresent()
            || encoding.cast().isPresent()
            || (time != null && time.recoded());
    if (variable.type.isUnanimous() || settled) {
      return first;
    }
    boolean unpacks = converted.contains(Aspect.PACKING);
    Optional<DataType> common =
        variable.type.values().stream()
            .map(said -> Optional.of(said.value()))
            .reduce((a, b) -> a.flatMap(x -> b.flatMap(x::common)))
            .orElse(Optional.of(first));
    boolean text = variable.type.values().stream().anyMatch(said -> said.value().isText());
    Policy policy = unpacks ? Policy.CONVERT : combination.policy(Aspect.TYPE, name);
    boolean possible = unpacks ? !text : common.isPresent();
    conflicts.add(
        possible ? Conflicts.severity(policy) : Severity.ERROR,
        "data type",
        name,
        variable.type,
        !possible
            ? "No type has all values of both: use cast in preprocess or an encoding with cast."
            : policy == Policy.ERROR
                ? "Use cast in preprocess, or %s."
                    .formatted(Conflicts.choose(Aspect.TYPE, Policy.CONVERT))
                : "");
    return common.orElse(first);
  }

  private void requireFill(Variable stored, Encoding encoding) {
    if (encoding.fill().isPresent() && !ValueCoding.of(stored).hasMissing()) {
      conflicts.add(
          Severity.ERROR,
          "fill value",
          stored.name(),
          List.of(),
          "Its type %s has no value %s: choose another in the encoding."
              .formatted(stored.type(), encoding.fill().get()));
    }
  }

  private void requireConvertible(String name, MergedVariable variable, String units) {
    for (String other : variable.units) {
      if (UnitConversion.between(other, units).isEmpty()) {
        conflicts.add(
            Severity.ERROR,
            "units that cannot be converted",
            name,
            List.of(
                new Saying('"' + units + '"', List.of("the first file"), 1),
                new Saying('"' + other + '"', List.of("another"), 1)),
            "Correct them with setAttribute in preprocess.");
      }
    }
  }

  private TargetVariable times(
      Variable first, DecideTimes.Decision decision, Encoding encoding, MergedVariable merged) {
    EncodeVariable encode = new EncodeVariable(merged);
    Variable stored = first;
    CfTime time = decision.time();
    if (decision.recoded()) {
      stored = encode.times(stored, time, decision.type());
    }
    if (encoding.changesValues()) {
      conflicts.add(
          Severity.ERROR,
          "encoding",
          first.name(),
          List.of(),
          "Times are stored exactly as they are or as int64: leave out cast, pack and fill for them.");
    }
    return new TargetVariable(
        stored,
        ValueCoding.of(stored).withTime(time),
        Recoding.Bound.EXACT,
        false,
        decision.calendarOfFirst());
  }
}
