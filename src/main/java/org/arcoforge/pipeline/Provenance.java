package org.arcoforge.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.fetch.Urls;
import org.arcoforge.plan.Plan;
import org.arcoforge.source.ResolvedRecord;
import org.arcoforge.source.SourceLock;
import org.arcoforge.zarr.GroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a store that say what made it: {@code pangeo_forge_build_…} and {@code
 * pangeo_forge_gh_actions_url} under the names that LEAP's catalog reads, and beside them {@code
 * arcoforge_…} for the program, the recipe and the source files.
 */
final class Provenance {
  private static final Pattern NAME =
      Pattern.compile("arcoforge_.*|pangeo_forge_(build_.*|gh_actions_url)");

  /** The name of a file in the cache that is called by its checksum. */
  private static final Pattern CHECKSUM = Pattern.compile("(md5|sha\\d+|crc32c?)-([0-9a-f]+)");

  private Provenance() {}

  /** Returns the metadata of {@code plan} with what made it, if the job wants that. */
  static GroupMetadata added(BakeJob job, Plan plan) throws IOException {
    BuildOrigin origin = job.origin();
    if (origin == null) {
      return plan.metadata();
    }
    Attributes attributes =
        plan.metadata()
            .attributes()
            .with("pangeo_forge_build_git_hash", origin.commit())
            .with("pangeo_forge_gh_actions_url", origin.actionsRun())
            .with("pangeo_forge_build_timestamp", origin.time())
            .with("arcoforge_version", origin.version())
            .with("arcoforge_recipe", job.recipeClass())
            .with("arcoforge_source_files", plan.fileCount())
            .with("arcoforge_source_versions", plan.sourceVersions());
    if (job.prune() > 0) {
      attributes = attributes.with("arcoforge_prune", job.prune());
    }
    List<String> dois = dois(job);
    if (!dois.isEmpty()) {
      attributes = attributes.with("arcoforge_source_dois", new AttributeValue.Texts(dois));
    }
    List<String> sources = sources(job, plan);
    if (!sources.isEmpty()) {
      attributes = attributes.with("arcoforge_sources", new AttributeValue.Texts(sources));
    }
    return with(plan.metadata(), attributes);
  }

  /** Returns the records that the source files are of, each by its DOI. */
  private static List<String> dois(BakeJob job) throws IOException {
    String lock = job.sources().lock();
    return lock.isEmpty()
        ? List.of()
        : SourceLock.read(Path.of(lock)).records().stream()
            .map(ResolvedRecord::doi)
            .filter(doi -> !doi.isEmpty())
            .distinct()
            .toList();
  }

  /** Returns the source files, each with its checksum if that is known; none if they are many. */
  private static List<String> sources(BakeJob job, Plan plan) {
    List<String> sources = new ArrayList<>();
    Map<Long, String> versions = plan.versionsOfFew();
    if (!versions.isEmpty()) {
      var urls = PlanJob.urls(job, job.recipe());
      versions.forEach(
          (ordinal, version) -> {
            Matcher checksum = CHECKSUM.matcher(version);
            String url = Urls.shown(urls.apply(ordinal));
            sources.add(
                checksum.matches()
                    ? "%s %s:%s".formatted(url, checksum.group(1), checksum.group(2))
                    : url);
          });
    }
    return sources;
  }

  /** Returns {@code expected} with what {@code found} says that made it. */
  static GroupMetadata kept(GroupMetadata expected, GroupMetadata found) {
    Attributes attributes = expected.attributes();
    for (String name : found.attributes().names()) {
      @Nullable AttributeValue value = found.attributes().find(name).orElse(null);
      if (NAME.matcher(name).matches() && value != null) {
        attributes = attributes.with(name, value);
      }
    }
    return with(expected, attributes);
  }

  private static GroupMetadata with(GroupMetadata metadata, Attributes attributes) {
    return new GroupMetadata(metadata.format(), attributes, metadata.arrays());
  }
}
