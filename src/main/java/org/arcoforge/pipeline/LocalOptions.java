package org.arcoforge.pipeline;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Options for running on this machine. */
final class LocalOptions {
  private LocalOptions() {}

  /**
   * Returns options for the DirectRunner. Its checks of elements are off: they copy every element
   * several times, and tests run with them on.
   *
   * <p>Beam validates, once in a process, the options of all its runners and extensions that it
   * finds on the class path, which takes longer than to bake a small store. So it is kept from
   * finding any: these options name their own interface.
   *
   * @param threads how many bundles are processed at the same time
   */
  static DirectOptions of(int threads) {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutRegistrars(loader));
    try {
      DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
      options.setRunner(DirectRunner.class);
      options.setTargetParallelism(threads);
      options.setEnforceImmutability(false);
      options.setEnforceEncodability(false);
      options.setBlockOnRun(false);
      return options;
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** Has the classes of its parent, but none of the services that register options. */
  private static final class WithoutRegistrars extends ClassLoader {
    WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith("PipelineOptionsRegistrar")
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
