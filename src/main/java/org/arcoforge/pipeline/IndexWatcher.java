package org.arcoforge.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Told while files are indexed. */
interface IndexWatcher {
  /** One more file is indexed. */
  void indexed();

  /** So many bytes came over the network. */
  void received(long bytes);

  /** Returns one for several threads, which tells how far they are together. */
  static IndexWatcher counting(long files, Consumer<Progress> progress) {
    AtomicLong indexed = new AtomicLong();
    AtomicLong fetched = new AtomicLong();
    return new IndexWatcher() {
      @Override
      public void indexed() {
        indexed.incrementAndGet();
        show();
      }

      @Override
      public void received(long bytes) {
        fetched.addAndGet(bytes);
        show();
      }

      private void show() {
        progress.accept(new Progress(files, indexed.get(), fetched.get(), 0, 0, 0, 0, 0));
      }
    };
  }
}
