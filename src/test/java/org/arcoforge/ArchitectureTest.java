package org.arcoforge;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.arcoforge");

  /** Each package of {@code org.arcoforge}, with the packages that it may import. */
  private static final Map<String, List<String>> IMPORTS =
      Map.ofEntries(
          Map.entry("dataset", List.of()),
          Map.entry("store", List.of("fetch")),
          Map.entry("pattern", List.of()),
          Map.entry("yaml", List.of()),
          Map.entry("config", List.of("dataset", "yaml")),
          Map.entry("zarr", List.of("dataset", "store")),
          Map.entry("read", List.of("dataset")),
          Map.entry("fetch", List.of()),
          Map.entry("archive", List.of()),
          Map.entry("source", List.of("pattern", "store", "fetch", "archive")),
          Map.entry("recipe", List.of("dataset", "pattern", "zarr")),
          Map.entry("plan", List.of("dataset", "pattern", "recipe", "zarr")),
          Map.entry(
              "pipeline",
              List.of(
                  "dataset", "store", "pattern", "zarr", "read", "fetch", "source", "recipe",
                  "plan")),
          Map.entry("dataflow", List.of("store", "pattern", "source", "pipeline")),
          Map.entry("transfer", List.of("dataset", "store", "zarr")),
          Map.entry("catalog", List.of("dataset", "zarr", "store", "yaml")),
          Map.entry("feedstock", List.of("source")),
          Map.entry("report", List.of("dataset", "zarr", "store")),
          Map.entry(
              "cli",
              List.of(
                  "pattern",
                  "recipe",
                  "plan",
                  "pipeline",
                  "dataflow",
                  "config",
                  "store",
                  "source",
                  "transfer",
                  "fetch",
                  "catalog",
                  "feedstock",
                  "report",
                  "dataset",
                  "zarr",
                  "read",
                  "yaml")));

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    LayeredArchitecture table =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.arcoforge..")
            .withOptionalLayers(true);
    for (String name : IMPORTS.keySet()) {
      table = table.layer(name).definedBy("org.arcoforge." + name + "..");
    }
    for (Map.Entry<String, List<String>> row : IMPORTS.entrySet()) {
      String[] allowed = row.getValue().toArray(String[]::new);
      table =
          allowed.length == 0
              ? table.whereLayer(row.getKey()).mayNotAccessAnyLayer()
              : table.whereLayer(row.getKey()).mayOnlyAccessLayers(allowed);
    }
    table.check(CLASSES);
  }

  @Test
  void everyClassIsInADeclaredPackage() {
    classes()
        .that()
        .haveSimpleNameNotEndingWith("package-info")
        .should()
        .resideInAnyPackage(
            IMPORTS.keySet().stream()
                .map(name -> "org.arcoforge." + name + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAndDataflowKnowThePipeline() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.arcoforge.pipeline..", "org.arcoforge.dataflow..", "org.arcoforge.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.arcoforge.pipeline..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.arcoforge.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "ucar.nc2..,              read",
    "ucar.ma2..,              read",
    "ucar.unidata..,          read",
    "ucar.units..,            dataset",
    "io.jhdf..,               read",
    "com.github.luben.zstd.., read zarr",
    "com.fasterxml.jackson.., zarr source catalog report cli",
    "org.apache.hc..,         fetch",
    "org.apache.commons.net.., fetch",
    "org.apache.commons.compress.., archive",
    "org.tukaani..,           archive",
    "com.google.cloud..,      store",
    "com.google.auth..,       store dataflow",
    "com.google.api..,        store dataflow",
    "software.amazon..,       store",
    "org.apache.beam..,       pipeline dataflow",
    "org.yaml.snakeyaml..,    yaml",
    "picocli..,               cli",
    "me.tongfei..,            cli",
  })
  void aLibraryStaysInItsHome(String library, String homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            Stream.of(homes.split(" "))
                .map(home -> "org.arcoforge." + home + "..")
                .toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void classesAreFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(FINAL)
        .check(CLASSES);
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().haveModifier(FINAL).check(CLASSES);
  }

  @Test
  void instanceFieldsAreNotPublic() {
    fields().that().areNotStatic().should().notBePublic().check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl|Common)")
        .orShould()
        .haveNameMatching(".*[.$](Abstract|Base)[A-Z][^.$]*")
        .check(CLASSES);
  }

  @Test
  void sourceFilesHaveAtMost400Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("main", "java"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        long lines;
        try (Stream<String> text = Files.lines(file)) {
          lines = text.count();
        }
        if (lines > 400) {
          tooLong.add(file + " has " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).as("source files with more than 400 lines").isEmpty();
  }
}
