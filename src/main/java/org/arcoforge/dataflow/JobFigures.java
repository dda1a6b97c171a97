package org.arcoforge.dataflow;

import com.google.api.services.dataflow.model.JobMetrics;
import com.google.api.services.dataflow.model.MetricStructuredName;
import com.google.api.services.dataflow.model.MetricUpdate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.arcoforge.pipeline.RunFigures;
import org.jspecify.annotations.Nullable;

/** Reads what workers have counted from the answers of Dataflow. */
final class JobFigures {
  private JobFigures() {}

  /** Returns our own metrics, of all steps, as far as their work is committed. */
  static RunFigures of(JobMetrics metrics) {
    RunFigures figures = new RunFigures();
    List<MetricUpdate> updates = metrics.getMetrics();
    if (updates != null) {
      for (MetricUpdate update : updates) {
        MetricStructuredName name = update.getName();
        if (name != null && name.getName() != null && isOurs(name)) {
          add(name.getName(), update, figures);
        }
      }
    }
    return figures;
  }

  private static boolean isOurs(MetricStructuredName name) {
    Map<String, String> context = name.getContext();
    return context != null
        && RunFigures.NAMESPACE.equals(context.get("namespace"))
        && !"true".equals(context.get("tentative"));
  }

  private static void add(String name, MetricUpdate update, RunFigures figures) {
    if (update.getScalar() instanceof Number number) {
      figures.count(name, number.longValue());
    }
    if (update.getDistribution() instanceof Map<?, ?> distribution
        && distribution.get("min") instanceof Number least
        && distribution.get("max") instanceof Number most) {
      figures.span(name, least.longValue(), most.longValue());
    }
    @Nullable Object set = update.getSet();
    if (set instanceof Collection<?> texts) {
      figures.texts(name, texts.stream().map(String::valueOf).toList());
    }
  }
}
