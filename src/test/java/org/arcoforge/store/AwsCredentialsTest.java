package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

final class AwsCredentialsTest {
  private static final StoreKey KEY = new StoreKey("zarr.json");
  private static final String PROFILE_KEYS =
      "aws_access_key_id = %s\naws_secret_access_key = %s\n"
          .formatted(PlayedS3.KEY_ID, PlayedS3.SECRET);

  @TempDir private Path home;
  private PlayedS3 server;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedS3("osn");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static StoreAccess with(StoreAccess access, StoreAccess.Option option, String text) {
    return access.with(
        option == StoreAccess.Option.ANONYMOUS
            ? new StoreAccess.Setting(option, text, "")
            : StoreAccess.Setting.parse(option, text));
  }

  private StoreAccess endpoint() {
    return with(StoreAccess.USUAL, StoreAccess.Option.S3_ENDPOINT, server.url());
  }

  private StoreAccess profile(String name) {
    return with(endpoint(), StoreAccess.Option.S3_PROFILE, name);
  }

  private AwsSurroundings surroundings(String... variables) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", home.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    return PlayedAws.surroundings(all);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws").resolve(name), text);
  }

  private static Store open(StoreAccess access, AwsSurroundings surroundings) {
    return PlayedAws.open("s3://osn/x", access, surroundings);
  }

  @Test
  void aProfileOfTheCredentialsFileLogsIn() throws IOException {
    write("credentials", "[osn]\n" + PROFILE_KEYS);
    Store store = open(profile("osn"), surroundings());
    assertThat(store.get(KEY)).isEmpty();
    assertThat(store.identity()).isEqualTo(Identity.of("access key AKIA…0001 of profile osn"));
  }

  @Test
  void aProfileOfAConfigFileElsewhereLogsIn() throws IOException {
    Path config = home.resolve("elsewhere");
    Files.writeString(config, "[profile osn]\n" + PROFILE_KEYS);
    Store store = open(profile("osn"), surroundings("AWS_CONFIG_FILE", config.toString()));
    assertThat(store.get(KEY)).isEmpty();
  }

  @Test
  void aProfileHasTheServerAndTheRegionToo() throws IOException {
    write("config", "[profile osn]\nregion = eu-north-1\nendpoint_url = " + server.url() + "\n");
    write("credentials", "[osn]\n" + PROFILE_KEYS);
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_PROFILE, "osn");
    assertThat(open(access, surroundings()).get(KEY)).isEmpty();
    assertThat(server.asked().get(0).bucket()).isEqualTo("osn");
    assertThat(server.asked().get(0).header("Authorization")).contains("/eu-north-1/s3/");
  }

  @Test
  void aProfileMayHaveTheServerOfS3AmongItsServices() throws IOException {
    write(
        "config",
        "[profile osn]\nservices = here\nendpoint_url = http://no.invalid\n%s[services here]\ns3 =\n  endpoint_url = %s\n"
            .formatted(PROFILE_KEYS, server.url()));
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_PROFILE, "osn");
    assertThat(open(access, surroundings()).get(KEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"})
  void variablesHaveTheServerAndTheRegion(String name) throws IOException {
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_KEYS, "OSN_KEY,OSN_SECRET");
    AwsSurroundings surroundings =
        surroundings(
            name,
            server.url(),
            "AWS_REGION",
            "eu-west-3",
            "OSN_KEY",
            PlayedS3.KEY_ID,
            "OSN_SECRET",
            PlayedS3.SECRET);
    assertThat(open(access, surroundings).get(KEY)).isEmpty();
    assertThat(server.asked().get(0).header("Authorization")).contains("/eu-west-3/s3/");
    StoreAccess given = with(access, StoreAccess.Option.S3_REGION, "eu-west-1");
    assertThat(open(given, surroundings).get(KEY)).isEmpty();
    assertThat(server.asked().get(1).header("Authorization")).contains("/eu-west-1/s3/");
  }

  @Test
  void variablesMayHaveASessionToken() throws IOException {
    StoreAccess access = with(endpoint(), StoreAccess.Option.S3_KEYS, "K,S,T");
    AwsSurroundings surroundings =
        surroundings("K", PlayedS3.KEY_ID, "S", PlayedS3.SECRET, "T", "token-of-a-session");
    assertThat(open(access, surroundings).get(KEY)).isEmpty();
    assertThat(server.asked().get(0).header("x-amz-security-token"))
        .isEqualTo("token-of-a-session");
    assertThat(open(access, surroundings).identity().name())
        .isEqualTo("access key AKIA…0001 of variables K, S, T");
  }

  @Test
  void theSettingOfABucketCountsBeforeThatOfAll() throws IOException {
    server.publish("osn");
    StoreAccess access = with(profile("none"), StoreAccess.Option.ANONYMOUS, "s3://osn");
    assertThat(open(access, surroundings()).get(KEY)).isEmpty();
    assertThat(open(access, surroundings()).identity().name()).isEqualTo("nobody (anonymous)");
  }

  @Test
  void openingReadsNoFileAndAsksNobody() throws IOException {
    write("credentials", "no file of profiles");
    assertThat(open(profile("osn"), surroundings())).hasToString("s3://osn/x");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void storesOfOneLoginShareAClientAndOthersDoNot() {
    AwsSurroundings surroundings = PlayedAws.withKey();
    StoreAccess access = PlayedAws.access(server.url());
    BucketUri uri = BucketUri.parse("s3://osn/x");
    S3Settings settings = S3Settings.of(uri, access, surroundings);
    assertThat(S3Settings.of(BucketUri.parse("s3://other"), access, surroundings))
        .isEqualTo(settings);
    assertThat(S3Settings.of(uri, PlayedAws.anonymous(server.url()), surroundings))
        .isNotEqualTo(settings);
    assertThat(S3Settings.of(uri, access, PlayedAws.withKey())).isNotEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S3_PROFILE osn   | S3_KEYS A,B | --s3-profile osn and --s3-keys A,B
          S3_PROFILE osn   | ANONYMOUS   | --s3-profile osn and --anonymous
          S3_KEYS A,B      | ANONYMOUS   | --s3-keys A,B and --anonymous
          """)
  void twoLoginsContradictEachOther(String first, String second, String both) {
    StoreAccess access = StoreAccess.USUAL;
    for (String given : new String[] {first, second}) {
      String[] words = (given + " ").split(" ", -1);
      access = with(access, StoreAccess.Option.valueOf(words[0]), words[1]);
    }
    StoreAccess contradictory = access;
    assertThatThrownBy(() -> Stores.open("s3://osn/x", contradictory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open store s3://osn/x: %s contradict each other. Give one of them."
                .formatted(both));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "A,B,C,D",
        "A,",
        "AKIAPLAYEDSERVER0001,B",
        "A,played/secret+of40letters0123456789ABCDE",
        "A,playedXsecretXof40letters0123456789ABCDE"
      })
  void keysThemselvesAreNotTakenAndNotQuoted(String keys) {
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_KEYS, keys);
    assertThatThrownBy(() -> Stores.open("s3://osn/x", access))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open store s3://osn/x: --s3-keys takes names of variables of the environment, not keys. Write it like --s3-keys OSN_KEY,OSN_SECRET, with a third name for a session token.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nyu1.osn.mghpcc.org", "ftp://host", "https://", "http://a b", "https:x"})
  void anEndpointIsAUrl(String url) {
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_ENDPOINT, url);
    assertThatThrownBy(() -> Stores.open("s3://osn/x", access))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open store s3://osn/x: --s3-endpoint '%s' is not the URL of a server. Write it like https://host or http://host:port."
                .formatted(url));
  }

  @Test
  void anEndpointHoldsNoPassword() {
    StoreAccess access =
        with(StoreAccess.USUAL, StoreAccess.Option.S3_ENDPOINT, "https://me:hidden@host");
    assertThatThrownBy(() -> Stores.open("s3://osn/x", access))
        .hasMessage(
            "Cannot open store s3://osn/x: --s3-endpoint holds a user or a password. Leave them out, and log in with --s3-profile or --s3-keys.");
  }

  @Test
  void aVariableHasAUrlToo() {
    Store store = open(StoreAccess.USUAL, surroundings("AWS_ENDPOINT_URL", "nyu1.osn.mghpcc.org"));
    assertThatThrownBy(() -> store.get(KEY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot log in to s3://osn/x/zarr.json: variable AWS_ENDPOINT_URL 'nyu1.osn.mghpcc.org' is not the URL of a server. Write it like https://host or http://host:port.");
  }

  @Test
  void aRegionIsAName() {
    StoreAccess access = with(StoreAccess.USUAL, StoreAccess.Option.S3_REGION, "us east");
    assertThatThrownBy(() -> Stores.open("s3://osn/x", access))
        .hasMessage(
            "Cannot open store s3://osn/x: --s3-region 'us east' is no name of a region. Write it like us-east-1.");
  }

  @Test
  void aMissingVariableIsNamed() {
    StoreAccess access = with(endpoint(), StoreAccess.Option.S3_KEYS, "OSN_KEY,OSN_SECRET");
    assertThatThrownBy(() -> open(access, surroundings("OSN_KEY", "k")).get(KEY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot log in to s3://osn/x/zarr.json: variable OSN_SECRET of the environment is not set. Set it, or give other names with --s3-keys.");
  }

  @Test
  void aMissingProfileIsNamedWithTheFiles() {
    assertThatThrownBy(() -> open(profile("osn"), surroundings()).get(KEY))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot log in to s3://osn/x/zarr.json: there is no profile osn in %s or %s. Add it, or give another with --s3-profile."
                .formatted(home.resolve(".aws/config"), home.resolve(".aws/credentials")));
  }

  @Test
  void aProfileWithoutKeysIsNamed() throws IOException {
    write("config", "[profile osn]\nregion = us-east-1\n");
    assertThatThrownBy(() -> open(profile("osn"), surroundings()).get(KEY))
        .hasMessage(
            "Cannot log in to s3://osn/x/zarr.json: profile osn gives no credentials. Check its lines in %s and %s, or log in to it again."
                .formatted(home.resolve(".aws/config"), home.resolve(".aws/credentials")));
  }

  @Test
  void aFileThatCannotBeUnderstoodIsNamedAndNotQuoted() throws IOException {
    write("credentials", "[osn]\naws_secret_access_key " + PlayedS3.SECRET + "\n");
    assertThatThrownBy(() -> open(profile("osn"), surroundings()).get(KEY))
        .hasMessage(
            "Cannot log in to s3://osn/x/zarr.json: %s cannot be read as a file of AWS profiles. Correct it: it has lines [name] and name = value."
                .formatted(home.resolve(".aws/credentials")))
        .satisfies(e -> assertThat(e.getCause()).hasNoCause());
  }

  @Test
  void withoutCredentialsItSaysHowToGiveThem() {
    String reason =
        ": there are no AWS credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --s3-profile, --s3-keys or --anonymous.";
    assertThatThrownBy(() -> open(endpoint(), surroundings()).identity())
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot log in to s3://osn/x" + reason);
    assertThatThrownBy(() -> open(endpoint(), surroundings()).get(KEY))
        .hasMessage("Cannot log in to s3://osn/x/zarr.json" + reason);
    assertThat(server.asked()).isEmpty();
  }

  private Identity identity(AwsCredentials credentials) throws IOException {
    return open(
            endpoint(),
            PlayedAws.surroundings(
                Map.of("AWS_ACCESS_KEY_ID", "AKIAOFTHEVARIABLE123"),
                PlayedAws.QUICK,
                () -> credentials))
        .identity();
  }

  private static AwsSessionCredentials session(String id, String provider) {
    return AwsSessionCredentials.builder()
        .accessKeyId(id)
        .secretAccessKey("s")
        .sessionToken("t")
        .providerName(provider)
        .expirationTime(Instant.EPOCH)
        .build();
  }

  @Test
  void theUsualCredentialsSayWhereTheyComeFromAndWhenTheyEnd() throws IOException {
    assertThat(identity(session("ASIA000000000000WXYZ", "n,w")))
        .hasToString(
            "Identity[name=access key ASIA…WXYZ of the usual AWS credentials, until=Optional[1970-01-01T00:00:00Z]]");
    assertThat(identity(session("AKIAOFTHEVARIABLE123", "g")).name())
        .isEqualTo("access key AKIA…E123 of variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY");
    assertThat(identity(session("tooshort", "g")).name())
        .isEqualTo("access key of the usual AWS credentials");
  }

  @Test
  void credentialsThatAMachineRenewsDoNotEnd() throws IOException {
    assertThat(identity(session("ASIA000000000000WXYZ", "0")).until()).isEmpty();
    assertThat(identity(session("ASIA000000000000WXYZ", "z")).until()).isEmpty();
  }
}
