package org.arcoforge.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * A client of one server, as one user.
 *
 * @param server for people: a URL, or Amazon
 * @param md5Tags the buckets of which it is known whether their tags are MD5 checksums
 */
record S3Connection(
    S3Client client,
    AwsCredentialSource source,
    String server,
    String region,
    S3Verdict verdict,
    Map<String, Boolean> md5Tags) {
  private static final int MOST_CONNECTIONS = 256;
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /**
   * Makes a client. Reads files, but asks no server of S3.
   *
   * @throws LoginException if it cannot be made
   */
  static S3Connection make(S3Settings settings) {
    AwsProfiles profiles = settings.surroundings().profiles();
    ProfileFileSupplier files = profiles.files();
    AwsCredentialSource source = AwsCredentialSource.of(settings.login(), settings.surroundings());
    Optional<URI> server = settings.server(profiles);
    String region = settings.regionOf(profiles, server.isEmpty());
    S3Verdict verdict = new S3Verdict();
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(source.provider())
            .region(Region.of(region))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .expectContinueEnabled(false)
                    .build())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .defaultProfileFileSupplier(files)
                    .defaultProfileName(settings.profile())
                    .retryStrategy(settings.surroundings().tries().strategy(verdict))
                    .build())
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MOST_CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(SILENCE)
                    .socketTimeout(SILENCE)
                    .expectContinueEnabled(false));
    server.ifPresentOrElse(
        url -> builder.endpointOverride(url).forcePathStyle(true),
        () -> builder.crossRegionAccessEnabled(true));
    return new S3Connection(
        builder.build(),
        source,
        server.map(URI::toString).orElse("Amazon S3"),
        region,
        verdict,
        new ConcurrentHashMap<>());
  }

  /** Returns the server and who asks it. */
  @Override
  public String toString() {
    return server;
  }
}
