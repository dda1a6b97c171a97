package org.arcoforge.archive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A zip archive, of which only the directory and the members asked for are read. Members may be
 * stored or packed by deflate, deflate64 or bzip2. Not for several threads at once.
 */
public final class ZipArchive implements Closeable {
  private final SeekableByteChannel channel;
  private final ReadAhead readAhead;
  private final String label;
  private final List<Member> members;
  private final Map<String, ZipEntryRecord> entries;
  private final Set<String> repeated;
  private final long[] bounds;

  private ZipArchive(
      SeekableByteChannel channel,
      ReadAhead readAhead,
      String label,
      List<ZipEntryRecord> entries,
      long directory) {
    this.channel = channel;
    this.readAhead = readAhead;
    this.label = label;
    this.members =
        entries.stream()
            .filter(entry -> entry.kind() == ZipEntryRecord.Kind.FILE)
            .map(ZipEntryRecord::member)
            .toList();
    this.entries = new HashMap<>();
    this.repeated = new HashSet<>();
    this.bounds = new long[entries.size() + 1];
    int index = 0;
    for (ZipEntryRecord entry : entries) {
      if (this.entries.put(entry.name(), entry) != null) {
        repeated.add(entry.name());
      }
      bounds[index++] = entry.offset();
    }
    bounds[index] = directory;
    Arrays.sort(bounds);
  }

  /**
   * Opens the archive in {@code channel}. Closing it closes the channel; if this fails, the channel
   * stays open.
   *
   * @param readAhead is told what of the channel will be read
   * @param label what messages call the archive, such as its URL
   * @throws IOException if it is no zip archive, or is cut, damaged or a part of a split one; if
   *     its members overlap; if it holds names or links that lead outside, or names of more than
   *     4096 bytes
   */
  public static ZipArchive open(SeekableByteChannel channel, ReadAhead readAhead, String label)
      throws IOException {
    ZipEnd end = ZipEnd.read(channel, readAhead, label);
    List<ZipEntryRecord> entries = ZipDirectory.read(channel, readAhead, end, label);
    ZipArchive archive = new ZipArchive(channel, readAhead, label, entries, end.directory());
    archive.checkLinks(entries);
    return archive;
  }

  private void checkLinks(List<ZipEntryRecord> all) throws IOException {
    for (ZipEntryRecord entry : all) {
      if (entry.kind() == ZipEntryRecord.Kind.LINK) {
        if (entry.size() > MemberName.MAX_BYTES) {
          throw Refusal.archive(
              label,
              "its link " + MemberName.shown(entry.name()) + " has " + entry.size() + " bytes",
              Refusal.HOSTILE);
        }
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        data(entry).extract(target);
        MemberName.checkLink(
            entry.name(),
            MemberName.decode(target.toByteArray(), StandardCharsets.ISO_8859_1),
            true,
            label);
      }
    }
  }

  /** Returns the regular files, in the order of the central directory. */
  public List<Member> members() {
    return members;
  }

  /**
   * Returns the regular file {@code name}, or nothing if there is no entry of that name.
   *
   * @throws IOException if it is there but is no regular file, or is there twice
   */
  public Optional<Member> find(String name) throws IOException {
    return entries.containsKey(name) ? Optional.of(entry(name).member()) : Optional.empty();
  }

  /**
   * Writes the bytes of the regular file {@code name} to {@code target}. They are right only if
   * this returns: size and CRC-32 of the central directory are checked at the end.
   *
   * @throws IOException if it is not there, is no regular file, is there twice, is encrypted, is
   *     packed by another method, is damaged, differs from the directory, or unpacks to more than
   *     it states; or if {@code target} fails
   */
  public void extract(String name, OutputStream target) throws IOException {
    data(entry(name)).extract(target);
  }

  private ZipEntryRecord entry(String name) throws IOException {
    ZipEntryRecord entry = entries.get(name);
    if (entry == null) {
      throw MemberName.absent(name, members, label);
    }
    if (repeated.contains(name)) {
      throw Refusal.member(
          name, label, "several of its entries have this name", "Pack the archive anew");
    }
    if (entry.kind() != ZipEntryRecord.Kind.FILE) {
      throw Refusal.member(
          name, label, "it is " + entry.kind() + ", not a file", "Ask for the file itself");
    }
    return entry;
  }

  private ZipData data(ZipEntryRecord entry) {
    int after = Arrays.binarySearch(bounds, entry.offset()) + 1;
    return new ZipData(channel, readAhead, entry, bounds[after], label);
  }

  /** Closes the channel. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
