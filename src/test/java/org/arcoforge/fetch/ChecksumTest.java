package org.arcoforge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.arcoforge.fetch.Checksum.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  @ParameterizedTest
  @CsvSource({
    "md5:9E107D9D372BB6826BD81D3542A419D6, md5:9e107d9d372bb6826bd81d3542a419d6",
    "MD5: 9e107d9d372bb6826bd81d3542a419d6, md5:9e107d9d372bb6826bd81d3542a419d6",
    "SHA-1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12, sha1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
  })
  void itReadsWhatRepositoriesWrite(String text, String canonical) {
    assertThat(Checksum.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5,    md5:9e107d9d372bb6826bd81d3542a419d6",
    "SHA1,   sha1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    "SHA256, sha256:d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
  })
  void itAddsUpAsTheStandardsSay(Algorithm algorithm, String expected) {
    MessageDigest digest = algorithm.digest();
    digest.update(
        "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII));
    assertThat(algorithm.of(digest)).isEqualTo(Checksum.parse(expected));
  }

  @Test
  void digitsMustFitTheAlgorithm() {
    assertThatThrownBy(() -> Checksum.parse("md5:abc"))
        .hasMessage("Cannot use checksum 'abc': MD5 has 32 hexadecimal digits.");
  }

  @Test
  void theAlgorithmMustBeKnown() {
    assertThatThrownBy(() -> Checksum.parse("crc32:abcdef01"))
        .hasMessage(
            "Cannot read checksum 'crc32:abcdef01': write it like md5:9e107d9d372bb6826bd81d3542a419d6, with md5, sha1, sha256 or sha512.");
  }
}
