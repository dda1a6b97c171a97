package org.arcoforge.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;

/**
 * The profiles of two files, which need not be there. A file that changes is read again.
 *
 * @param credentials counts before {@code config}
 */
record AwsProfiles(Path config, Path credentials) {

  /**
   * Returns the profiles, as the SDK wants them.
   *
   * @throws LoginException if a file cannot be understood
   */
  ProfileFileSupplier files() {
    List<ProfileFileSupplier> files = new ArrayList<>();
    add(files, credentials, ProfileFile.Type.CREDENTIALS);
    add(files, config, ProfileFile.Type.CONFIGURATION);
    return files.isEmpty()
        ? ProfileFileSupplier.fixedProfileFile(ProfileFile.aggregator().build())
        : ProfileFileSupplier.aggregate(files.toArray(ProfileFileSupplier[]::new));
  }

  private static void add(List<ProfileFileSupplier> files, Path path, ProfileFile.Type type) {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try {
      ProfileFileSupplier file = ProfileFileSupplier.reloadWhenModified(path, type);
      Objects.requireNonNull(file.get());
      files.add(file);
    } catch (RuntimeException e) {
      // The SDK's text may quote a line of the file, and so a secret.
      throw new LoginException(
          "%s cannot be read as a file of AWS profiles. Correct it: it has lines [name] and name = value."
              .formatted(path));
    }
  }

  /** Returns a setting of a profile. */
  Optional<String> setting(String profile, String name) {
    return files().get().profile(profile).flatMap(found -> found.property(name));
  }

  boolean has(String profile) {
    return files().get().profile(profile).isPresent();
  }

  /** Returns the URL that a profile has for S3: that of its services, or else its own. */
  Optional<String> endpoint(String profile) {
    ProfileFile all = files().get();
    Optional<Profile> found = all.profile(profile);
    return found
        .flatMap(p -> p.property("services"))
        .flatMap(services -> all.getSection("services", services))
        .flatMap(services -> services.property("s3.endpoint_url"))
        .or(() -> found.flatMap(p -> p.property("endpoint_url")));
  }
}
