package org.arcoforge.cli;

import java.util.ArrayList;
import java.util.List;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say how servers and stores are reached, and as whom. */
final class AccessArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--mirror",
      paramLabel = "FROM=TO",
      description =
          "Fetch what starts with FROM, such as https://zenodo.org or zenodo:7072512/, from TO: another"
              + " URL or a folder. May be given several times.")
  private List<String> mirrors = new ArrayList<>();

  @Option(
      names = "--auth",
      paramLabel = "HOST=KIND",
      description =
          "How to log in at HOST: bearer:NAME, basic:NAME (user:password) or header:HEADER:NAME,"
              + " where NAME is an environment variable that holds the secret, or netrc.")
  private List<String> credentials = new ArrayList<>();

  @Option(
      names = "--gcs-credentials",
      paramLabel = "FILE",
      description =
          "For gs://, log in with this JSON file: a service account's key, or what gcloud auth"
              + " application-default login wrote. Default: application default credentials.")
  private List<String> gcsCredentials = new ArrayList<>();

  @Option(
      names = "--gcs-token-file",
      paramLabel = "FILE",
      description =
          "For gs://, use the access token in this file, as gcloud auth print-access-token prints"
              + " it. It is read again when it changes.")
  private List<String> gcsTokenFiles = new ArrayList<>();

  @Option(names = "--gcs-endpoint", paramLabel = "URL", description = "For gs://, ask this server.")
  private List<String> gcsEndpoints = new ArrayList<>();

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description =
          "For s3://, ask this server, such as https://nyu1.osn.mghpcc.org."
              + " Default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or Amazon.")
  private List<String> s3Endpoints = new ArrayList<>();

  @Option(
      names = "--s3-region",
      paramLabel = "NAME",
      description =
          "For s3://, the region. Default: that of AWS_REGION or of the profile, else us-east-1.")
  private List<String> s3Regions = new ArrayList<>();

  @Option(
      names = "--s3-profile",
      paramLabel = "NAME",
      description = "For s3://, log in with this profile of ~/.aws.")
  private List<String> s3Profiles = new ArrayList<>();

  @Option(
      names = "--s3-keys",
      paramLabel = "ID,SECRET",
      description =
          "For s3://, log in with the key in these two environment variables. Default: AWS's own"
              + " (AWS_ACCESS_KEY_ID and so on). This, and each option above of gs:// and s3://,"
              + " may be given for one bucket: s3://BUCKET=VALUE.")
  private List<String> s3Keys = new ArrayList<>();

  @Option(
      names = "--anonymous",
      arity = "0..1",
      fallbackValue = "",
      preprocessor = OptionalBucket.class,
      paramLabel = "BUCKET",
      description =
          "For gs:// and s3://, do not log in; with =BUCKET, such as =s3://leap-pubs, only there.")
  private List<String> anonymous = new ArrayList<>();

  /**
   * Returns what the options say.
   *
   * @throws ParameterException if a value is not one
   */
  StoreAccess access() {
    try {
      List<Setting> settings = new ArrayList<>();
      add(StoreAccess.Option.GCS_CREDENTIALS, gcsCredentials, settings);
      add(StoreAccess.Option.GCS_TOKEN_FILE, gcsTokenFiles, settings);
      add(StoreAccess.Option.GCS_ENDPOINT, gcsEndpoints, settings);
      add(StoreAccess.Option.S3_ENDPOINT, s3Endpoints, settings);
      add(StoreAccess.Option.S3_REGION, s3Regions, settings);
      add(StoreAccess.Option.S3_PROFILE, s3Profiles, settings);
      add(StoreAccess.Option.S3_KEYS, s3Keys, settings);
      for (String bucket : anonymous) {
        settings.add(new Setting(StoreAccess.Option.ANONYMOUS, bucket, ""));
      }
      String hosts = SourceArguments.defaultFolder().resolve("hosts").toString();
      return new StoreAccess(settings, hosts, mirrors, credentials);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static void add(StoreAccess.Option option, List<String> values, List<Setting> settings) {
    values.forEach(value -> settings.add(Setting.parse(option, value)));
  }
}
