package org.arcoforge.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.NativeStorage;
import org.arcoforge.dataset.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataFileTest {
  private static final String LABEL = "https://example.org/data.nc";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.write(folder.resolve("data.nc"), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void assertUnsupported(String content, String words) throws IOException {
    Path path = file(content);
    assertThatThrownBy(() -> DataFile.open(path, LABEL))
        .isExactlyInstanceOf(UnsupportedFileException.class)
        .hasMessage("Cannot open " + LABEL + ": " + words);
  }

  @Test
  void theFormatIsNamed() throws IOException {
    for (Map.Entry<String, String> each :
        Map.of(
                "classic.nc", "netCDF-3 classic",
                "offset64.nc", "netCDF-3 64-bit offset",
                "cf.nc", "netCDF-4/HDF5",
                "latest.h5", "netCDF-4/HDF5",
                "user_block.h5", "netCDF-4/HDF5")
            .entrySet()) {
      try (DataFile file = Corpus.open(each.getKey())) {
        assertThat(file.format()).as(each.getKey()).isEqualTo(each.getValue());
      }
    }
  }

  @Test
  void theRootIsTheEmptyPathOrASlash() throws IOException {
    try (DataFile file = Corpus.open("groups.nc")) {
      assertThat(file.groups()).containsExactly("science", "science/grid", "empty");
      assertThat(file.dataset("/").schema()).isEqualTo(file.dataset("").schema());
      assertThat(file.dataset("/science/grid/").schema())
          .isEqualTo(file.dataset("science/grid").schema());
    }
  }

  @Test
  void anUnknownGroupIsRefusedWithThoseThereAre() throws IOException {
    try (DataFile file = Corpus.open("groups.nc");
        DataFile flat = Corpus.open("classic.nc")) {
      assertThatThrownBy(() -> file.dataset("scienze"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot find group 'scienze' in groups.nc:"
                  + " its groups are [science, science/grid, empty].");
      assertThatThrownBy(() -> flat.dataset("a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot find group 'a' in classic.nc: it has no groups.");
    }
  }

  @ParameterizedTest
  @CsvSource({"classic.nc,scalar", "cf.nc,time", "latest.h5,fixed"})
  void aRegionOutsideOfTheVariableIsRefused(String name, String variable) throws IOException {
    try (DataFile file = Corpus.open(name)) {
      Dataset dataset = file.dataset("");
      Region all = dataset.schema().all(dataset.schema().variable(variable));
      Region wrong = Region.all(1, 2, 3, 4);
      assertThatThrownBy(() -> dataset.read(variable, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot read %s of '%s' of %s: it has %s.".formatted(wrong, variable, name, all));
      assertThatThrownBy(() -> dataset.read("nothing", Region.all()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot find variable 'nothing'");
    }
  }

  @Test
  void aVariableThatCannotBeReadSaysWhy() throws IOException {
    try (DataFile file = Corpus.open("unsupported.nc")) {
      Dataset dataset = file.dataset("");
      assertThatThrownBy(() -> dataset.read("szip", Region.all(64)))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage(
              "Cannot read 'szip' of unsupported.nc: compressed with szip. Drop the variable.");
    }
  }

  @Test
  void nativeStorageNamesChunksAndFiltersInTheirOrder() throws IOException {
    try (DataFile netcdf = Corpus.open("filters.nc");
        DataFile hdf = Corpus.open("filters.h5");
        DataFile classic = Corpus.open("classic.nc")) {
      assertThat(storage(netcdf, "all_i2"))
          .isEqualTo(
              new NativeStorage(List.of(5L, 6L), List.of("fletcher32", "shuffle", "deflate")));
      assertThat(storage(hdf, "all_i2"))
          .isEqualTo(
              new NativeStorage(List.of(4L, 5L), List.of("shuffle", "deflate", "fletcher32")));
      assertThat(storage(netcdf, "zstd_i2").filters()).containsExactly("zstd");
      assertThat(storage(classic, "fixed_i2")).isEqualTo(NativeStorage.CONTIGUOUS);
    }
  }

  private static NativeStorage storage(DataFile file, String variable) {
    return file.dataset("").schema().variable(variable).storage();
  }

  @Test
  void attributesThatNetcdfCannotExpressBecomeNumbersOrText() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    expected.put("bool", "1");
    expected.put("half", "1.5");
    expected.put("big", "[1, -2]");
    expected.put("square", "[1, 2, 3, 4]");
    expected.put("null", "[]");
    expected.put("null_text", "\"\"");
    expected.put("fixed", "\"fixed\"");
    expected.put("fixed_many", "[\"ab\", \"c\"]");
    expected.put("vlen_none", "[]");
    expected.put("latin1", "\"20 \ufffdC\"");
    expected.put("compound", "\"{a: 7, b: 2.5}\"");
    expected.put("opaque", "\"0x01ff\"");
    expected.put("ragged", "\"[[1, 2], []]\"");
    try (DataFile file = Corpus.open("attributes.h5")) {
      Map<String, String> found = new TreeMap<>();
      file.dataset("")
          .schema()
          .variable("v")
          .attributes()
          .forEach((name, value) -> found.put(name, value.toString()));
      // An address in the file, and a place in a heap.
      assertThat(found.remove("reference")).matches("\"0x[0-9a-f]{16}\"");
      assertThat(found.remove("region")).matches("\"0x[0-9a-f]{24}\"");
      assertThat(found).isEqualTo(expected);
      assertThat(file.dataset("").schema().unreadable()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.nc");
    assertThatThrownBy(() -> DataFile.open(missing, LABEL))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            "Cannot open %s: %s cannot be read (NoSuchFileException).".formatted(LABEL, missing)
                + " Check that it exists and who may read it.");
  }

  @Test
  void cdf5IsRefusedWithARemedy() {
    assertThatThrownBy(() -> Corpus.open("cdf5.nc"))
        .isExactlyInstanceOf(UnsupportedFileException.class)
        .hasMessage(
            "Cannot open cdf5.nc: it is netCDF-3 CDF-5 (64-bit data), which is not supported."
                + " Convert it: nccopy -k nc4 in.nc out.nc");
  }

  @Test
  void whatIsNoDataFileIsNamed() throws IOException {
    assertUnsupported("", "it is empty. Fetch it again.");
    assertUnsupported(
        "\n<!DOCTYPE html><html><body>Log in</body></html>",
        "it looks like an HTML page: '<!DOCTYPE html><html><body>Log in</body>'."
            + " Check the URL, and whether it needs a login.");
    assertUnsupported(
        "<?xml version='1.0'?><Error/>",
        "it looks like an XML document: '<?xml version='1.0'?><Error/>'."
            + " Check the URL, and whether it needs a login.");
    assertUnsupported(
        "PK\u0003\u0004rest",
        "it looks like a zip archive. Name its member, like data.zip!/folder/file.nc.");
    assertUnsupported(
        "\u001f\u008brest",
        "it looks like gzip-compressed data that cannot be unpacked here. If it is a tar archive, name its member, like data.tar.gz!/folder/file.nc.");
    assertUnsupported("BZh91", "it looks like bzip2- or xz-compressed data. Unpack it first.");
    assertUnsupported(
        "a.nc" + "\0".repeat(253) + "ustar  \0",
        "it looks like a tar archive. Name its member, like data.tar.gz!/folder/file.nc.");
    assertUnsupported(
        "\u000e\u0003\u0013\u0001rest",
        "it looks like HDF4, which is not supported. Convert it: ncl_convert2nc or h4toh5");
    assertUnsupported(
        "GRIB\u0000",
        "it looks like GRIB, which is not supported. Convert it: cdo -f nc4 copy in.grib out.nc");
    assertUnsupported(
        "CDF\u0009rest", "it looks like netCDF of an unknown version (9). Check the URL.");
    assertUnsupported("{\"error\": 404}", "it looks like JSON: '{\"error\": 404}'. Check the URL.");
    assertUnsupported(
        "\u0001garbage",
        "it is neither netCDF nor HDF5: it starts with '.garbage'. Check the URL.");
  }
}
