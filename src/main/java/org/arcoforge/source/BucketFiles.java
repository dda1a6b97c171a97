package org.arcoforge.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.fetch.RemoteFile;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoredObject;
import org.jspecify.annotations.Nullable;

/** Finds and brings files of buckets, or of the buckets that stand in for others. */
final class BucketFiles {
  private final Function<String, Store> stores;
  private final Mirrors mirrors;
  private final LongConsumer received;
  private final int partBytes;

  /**
   * Makes it.
   *
   * @param stores opens the store at a URL
   * @param received told how many bytes came over the network
   * @param partBytes how many bytes to ask for at a time
   */
  BucketFiles(
      Function<String, Store> stores, Mirrors mirrors, LongConsumer received, int partBytes) {
    this.stores = stores;
    this.mirrors = mirrors;
    this.received = received;
    this.partBytes = partBytes;
  }

  /**
   * Returns where {@code url} is to be fetched from: itself, or, of its mirror, the URL of a bucket
   * or of a server, or a {@code file:} URL.
   */
  String place(String url) {
    if (!SourceReference.isBucket(url)) {
      return url;
    }
    String place = mirrors.apply(url);
    if (SourceReference.isBucket(place)) {
      return place;
    }
    if (place.matches("(?is)(https?|ftp|file):.*")) {
      // Names in buckets are literal, those in URLs are not.
      return mirrors.apply(
          url.replace("%", "%25").replace("#", "%23").replace("?", "%3F").replace("+", "%2B"));
    }
    return Path.of(place).toUri().toString();
  }

  /** Returns what the bucket says of a file; of unknown size if it lists nothing. */
  RemoteFile probe(String url) throws IOException {
    BucketObject object = object(url);
    Optional<StoredObject> listed = object.look();
    String path = object.key().path();
    return new RemoteFile(
        url,
        listed.map(StoredObject::size).orElse(-1L),
        listed.map(StoredObject::version).orElse(""),
        false,
        path.substring(path.lastIndexOf('/') + 1));
  }

  /** Returns the checksum that the bucket lists; null if it lists none. */
  @Nullable Checksum checksum(String url) throws IOException {
    return object(url).look().map(BucketFiles::checksum).orElse(null);
  }

  private static @Nullable Checksum checksum(StoredObject object) {
    return object.md5().isEmpty() ? null : new Checksum(Checksum.Algorithm.MD5, object.md5());
  }

  /** Returns the first {@code count} bytes, or all if there are fewer. */
  byte[] head(String url, int count) throws IOException {
    byte[] bytes = object(url).read(0, count);
    received.accept(bytes.length);
    return bytes;
  }

  /** Brings the whole file to {@code partial}. */
  SourceCache.Facts download(Origin.Remote remote, Path partial) throws IOException {
    return new BucketDownload(object(remote.url()), remote, partial, received, partBytes).run();
  }

  /** Returns the files that {@code glob} matches. */
  List<Origin.Remote> matching(String glob) throws IOException {
    Glob names = Glob.parse(glob);
    String folder = names.literalFolder();
    String place = folder.matches("[a-z0-9]+://[^/]+/.*") ? place(folder) : folder;
    if (!SourceReference.isBucket(place)) {
      throw new IOException(
          "Cannot find the files of %s: %s, its mirror, is no bucket. Name the files, or give a bucket as mirror."
              .formatted(glob, place));
    }
    List<Origin.Remote> found = new ArrayList<>();
    int length = BucketObject.path(place).length();
    for (StoredObject object : BucketObject.below(place, stores)) {
      String url = folder + object.key().path().substring(length);
      if (names.matches(url)) {
        found.add(new Origin.Remote(url, object.size(), checksum(object), true));
      }
    }
    return found;
  }

  private BucketObject object(String url) {
    return BucketObject.at(url, place(url), stores);
  }
}
