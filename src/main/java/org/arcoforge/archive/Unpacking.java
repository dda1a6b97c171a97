package org.arcoforge.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/** Unpacks one file that gzip, bzip2 or xz packed. */
public final class Unpacking {
  private static final int HEAD_BYTES = 6;

  private Unpacking() {}

  /**
   * Returns the unpacked bytes of {@code packed}, whose packing is found by its first bytes.
   * Closing what is returned closes {@code packed}. Streams packed one after another are one. Only
   * after the end was read is it known that all of it is right.
   *
   * @param label what messages call the file
   * @throws IOException if it is packed by none of the three; from reading, if it is cut or
   *     damaged, something follows it (but zeros after gzip), it unpacks to more than a file of its
   *     size can, or xz needs more than 256 MiB of memory
   */
  public static InputStream of(InputStream packed, String label) throws IOException {
    return of(packed, label, true, Packing.FLOOR_BYTES);
  }

  /**
   * Unpacks; closes {@code packed} only if {@code closing}.
   *
   * @param floor bytes that are never too many
   */
  static InputStream of(InputStream packed, String label, boolean closing, long floor)
      throws IOException {
    CountedInput input = new CountedInput(packed, closing);
    BufferedInputStream buffered = new BufferedInputStream(input, Packing.BUFFER_BYTES);
    buffered.mark(HEAD_BYTES);
    byte[] head = buffered.readNBytes(HEAD_BYTES);
    buffered.reset();
    Packing packing =
        Packing.of(head)
            .orElseThrow(
                () ->
                    Refusal.archive(
                        label,
                        head.length == 0
                            ? "it is empty"
                            : "it begins with the bytes "
                                + HexFormat.of().formatHex(head)
                                + " and is packed by none of gzip, bzip2, xz",
                        "Use the file itself, or check the URL"));
    return new Unpacked(packing, input, buffered, label, packing.growth(floor));
  }

  /** Gives errors their words, and stops bombs. */
  private static final class Unpacked extends InputStream {
    private final Packing packing;
    private final CountedInput input;
    private final InputStream buffered;
    private final String label;
    private final Growth growth;
    private @Nullable InputStream decoder;
    private long count;

    Unpacked(
        Packing packing, CountedInput input, InputStream buffered, String label, Growth growth) {
      this.packing = packing;
      this.input = input;
      this.buffered = buffered;
      this.label = label;
      this.growth = growth;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got;
      try {
        if (decoder == null) {
          decoder = packing.decode(buffered);
        }
        got = decoder.read(target, offset, length);
      } catch (IOException | RuntimeException e) {
        throw explained(e);
      }
      count += Math.max(got, 0);
      if (growth.isExceeded(input.count(), count)) {
        throw Refusal.archive(
            label,
            input.count()
                + " bytes of "
                + packing
                + " unpack to "
                + count
                + " bytes and more, over "
                + growth.ratio()
                + " for each",
            Refusal.HOSTILE);
      }
      return got;
    }

    private IOException explained(Exception e) {
      IOException failure = input.failure();
      if (failure != null) {
        return failure;
      }
      if (e instanceof MemoryLimitException limit) {
        return Refusal.because(
            Refusal.archive(
                label,
                "unpacking this xz file needs "
                    + (limit.getMemoryNeeded() >> 10)
                    + " MiB of memory, the limit is "
                    + Packing.XZ_MEMORY_MIB
                    + " MiB",
                "Pack it anew with a smaller dictionary, such as by xz -9"),
            e);
      }
      return Refusal.because(
          Refusal.archive(
              label,
              "it is damaged or cut: after "
                  + count
                  + " unpacked bytes, "
                  + packing
                  + " finds: "
                  + Refusal.said(e),
              Refusal.DAMAGED),
          e);
    }

    @Override
    public void close() throws IOException {
      if (decoder != null) {
        decoder.close();
      } else {
        buffered.close();
      }
    }
  }
}
