package dev.throughline.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.catalog.Documents;
import dev.throughline.codec.document.Catalogs.Reading;
import java.util.List;
import java.util.stream.Collectors;

/// A catalog written in a test: YAML in, problems out as lines of text.
record Catalog(Reading reading) {

  static Catalog of(String yaml) {
    return new Catalog(Catalogs.read(List.of(new Source("a.yaml", yaml))));
  }

  /// A journey with the given fields below `kind`, `key` and what is needed to read it.
  static Catalog journey(String fields) {
    String yaml = fields;
    if (!yaml.contains("entry:")) {
      yaml += "entry: { on: { event: Go } }\n";
    }
    if (!yaml.contains("steps:")) {
      yaml += "steps: { hello: { send: { template: mail } } }\n";
    }
    return of(yaml + "kind: journey\nkey: test\n---\n" + OTHERS);
  }

  static final String OTHERS =
      """
      { kind: template, key: mail, channel: email, subject: Hello, text: Hello }
      ---
      { kind: segment, key: vip, when: "profile.vip == true" }
      ---
      { kind: offer, key: ten-off, template: mail }
      ---
      { kind: audience, key: readers, destination: ads }
      ---
      { kind: conversion, key: order, on: { event: Order Completed } }
      ---
      { kind: journey, key: other, entry: { on: { api: true } }, steps: { a: { send: { template: mail } } } }
      """;

  /// Without those of the launch gate, which a draft does not meet.
  void says(String... problems) {
    assertThat(lines(false)).isEqualTo(String.join("\n", problems).strip());
  }

  void saysForLaunch(String problems) {
    assertThat(lines(true)).isEqualTo(problems.strip());
  }

  Documents documents() {
    says("");
    return reading.documents().orElseThrow();
  }

  private String lines(boolean launch) {
    return reading.problems().stream()
        .filter(problem -> launch == (problem.severity() == Severity.LAUNCH))
        .filter(problem -> !launch || problem.document().endsWith("/test"))
        .map(problem ->
            "%d %s%s %s: %s"
                .formatted(
                    problem.line(),
                    problem.severity() == Severity.WARNING ? "warning " : "",
                    problem.code(),
                    problem.pointer(),
                    problem.message()))
        .collect(Collectors.joining("\n"));
  }
}
