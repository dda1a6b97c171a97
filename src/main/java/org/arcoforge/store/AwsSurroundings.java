package org.arcoforge.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** What S3 stores take from the machine that they run on. Each equals only itself. */
final class AwsSurroundings {
  /** Those of this process. */
  static final AwsSurroundings PROCESS =
      new AwsSurroundings(
          System.getenv(),
          () -> DefaultCredentialsProvider.builder().build(),
          AwsSurroundings::usualRegion,
          S3Tries.USUAL);

  private final Map<String, String> environment;
  private final Supplier<AwsCredentialsProvider> login;
  private final Supplier<Optional<String>> region;
  private final S3Tries tries;

  /**
   * Makes surroundings.
   *
   * @param login who the process is if nothing is set
   * @param region asked on Amazon only, if nothing is set
   */
  AwsSurroundings(
      Map<String, String> environment,
      Supplier<AwsCredentialsProvider> login,
      Supplier<Optional<String>> region,
      S3Tries tries) {
    this.environment = Map.copyOf(environment);
    this.login = login;
    this.region = region;
    this.tries = tries;
  }

  /** Returns a variable of the environment, unless it is blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  AwsCredentialsProvider login() {
    return login.get();
  }

  Optional<String> region() {
    return region.get();
  }

  S3Tries tries() {
    return tries;
  }

  /** Returns the profiles of the files that the environment names, or else of the usual ones. */
  AwsProfiles profiles() {
    Path folder = Path.of(variable("HOME").orElse(System.getProperty("user.home", "")), ".aws");
    return new AwsProfiles(
        variable("AWS_CONFIG_FILE").map(Path::of).orElse(folder.resolve("config")),
        variable("AWS_SHARED_CREDENTIALS_FILE")
            .map(Path::of)
            .orElse(folder.resolve("credentials")));
  }

  private static Optional<String> usualRegion() {
    try {
      return Optional.of(DefaultAwsRegionProviderChain.builder().build().getRegion().id());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }
}
