package org.arcoforge.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.yaml.YamlNode;

/** Checks what a feedstock says of who made the data, and of their license. */
record CheckProvenance(SpdxLicenses licenses, Findings findings) {
  private static final List<String> ROLES = List.of("producer", "licensor", "processor", "host");
  private static final String PROPRIETARY = "proprietary";
  private static final String OWN = "LicenseRef-";

  void check(YamlNode node) {
    Fields.of(node, findings).ifPresent(this::check);
  }

  private void check(Fields provenance) {
    for (YamlNode item :
        provenance.requiredList("providers", "List who made the data, and who hosts them")) {
      Fields.of(item, findings).ifPresent(this::checkProvider);
    }
    Optional<YamlNode> license =
        provenance.requiredText("license", "Write the license's identifier at spdx.org/licenses");
    Optional<Fields> link =
        provenance.present("license_link").flatMap(given -> Fields.of(given, findings));
    Optional<YamlNode> url = Optional.empty();
    if (link.isPresent()) {
      link.get().requiredText("title", "Write the name of the license");
      url = link.get().url("url");
      link.get().warnOfOthers(Map.of());
    }
    if (license.isPresent()) {
      checkLicense(license.get(), url.isPresent());
    }
    provenance.warnOfOthers(Map.of());
  }

  private void checkProvider(Fields provider) {
    provider.requiredText("name", "Write who it is");
    provider.text("description");
    provider.url("url");
    for (YamlNode role : provider.texts("roles")) {
      Spelling.nearest(role.text(), ROLES)
          .filter(known -> !known.equals(role.text()))
          .ifPresent(
              known ->
                  findings.warning(
                      role,
                      "%s is none of %s. Is '%s' meant?"
                          .formatted(Quoted.of(role.text()), String.join(", ", ROLES), known)));
    }
    provider.warnOfOthers(Map.of());
  }

  private void checkLicense(YamlNode node, boolean linked) {
    String license = node.text();
    String shown = Quoted.of(license);
    if (licenses.isDeprecated(license)) {
      findings.warning(
          node,
          "%s is deprecated at spdx.org. Write the identifier that its page there names."
              .formatted(shown));
      return;
    }
    if (licenses.has(license)) {
      return;
    }
    if (license.equals(PROPRIETARY) || license.matches(OWN + "[A-Za-z0-9.-]+")) {
      if (!linked) {
        findings.fault(
            node, "%s needs license_link.url. Write where its terms are.".formatted(shown));
      }
      return;
    }
    String remedy =
        license.equalsIgnoreCase(PROPRIETARY)
            ? "Write " + PROPRIETARY
            : license.matches(".*\\s(AND|OR|WITH)\\s.*")
                ? "Write one identifier; the catalog links to the page of one"
                : licenses
                    .nearest(license)
                    .map("Is %s meant?"::formatted)
                    .orElse(
                        "Write one of spdx.org/licenses, or proprietary or LicenseRef-… with license_link.url");
    findings.fault(
        node,
        "%s is no identifier of spdx.org. %s%s"
            .formatted(shown, remedy, remedy.endsWith("?") ? "" : "."));
  }
}
