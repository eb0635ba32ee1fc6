package dev.iotrace.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.house.Documents;
import dev.iotrace.probe.Check;
import dev.iotrace.probe.Examination;
import dev.iotrace.probe.FakeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {
  private static final Schema SCHEMA = Schema.named("iotrace-doctor-1");
  private static final Diagnosis.Host DEBIAN =
      new Diagnosis.Host("6.18.0-1-cloud-amd64", "amd64", "Debian GNU/Linux 13 (trixie)");

  @TempDir Path root = Path.of("");
  private FakeHost fake;

  @BeforeEach
  void aHostThatCan() throws IOException {
    fake = FakeHost.in(root);
  }

  @Test
  void sampleInTheDocumentsIsThatOfAHostWithoutFentryAndKprobes() {
    assertThat(Documents.text(Path.of("docs/commands.md")))
        .contains("```\n" + String.join("\n", text()) + "\n```\n");
  }

  @Test
  void aHostThatCannotIsToldSoLast() throws IOException {
    fake.remove("usr/bin/bpftrace");
    assertThat(text())
        .contains("  missing   bpftrace          bpftrace is not in PATH")
        .contains("            mend:  apt-get install bpftrace")
        .endsWith("iotrace write cannot work here: mend what is missing.");
  }

  @Test
  void everyLineFitsEvenWhereNamesAreHostile() throws IOException {
    fake.write("sys/kernel/security/lockdown", "none [" + "\u001b[31m".repeat(30) + "]\n");
    assertThat(text())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotContain("\u001b"));
  }

  @Test
  void everyAnswerIsValid() throws IOException {
    assertThat(SCHEMA.complaints(json(diagnosis()))).isEmpty();
    fake.remove("usr/bin/bpftrace");
    assertThat(diagnosis().able()).isFalse();
    assertThat(SCHEMA.complaints(json(diagnosis()))).isEmpty();
    assertThat(SCHEMA.complaints(json(diagnosis()).replace("\"ok\"", "\"fine\""))).isNotEmpty();
  }

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(Diagnosis.class);
    for (Check.Name name : Check.Name.values()) {
      assertThat(SCHEMA.text()).contains('"' + name.name().toLowerCase(Locale.ROOT) + '"');
    }
  }

  private List<String> text() {
    return DiagnosisText.lines(diagnosis(), 80);
  }

  private Diagnosis diagnosis() {
    Examination examination =
        Examination.of(fake.probed(), root, ProbePlan.Causes.EXT4, ProbePlan.Wanted.BEST);
    List<Check> checks = examination.checks().stream().map(this::fromItsRoot).toList();
    return Diagnosis.of("0.1.0", DEBIAN, checks, examination.plan());
  }

  /// The length of a temporary directory's name must not matter.
  private Check fromItsRoot(Check check) {
    String found = check.found().replace(root.toString(), "");
    return new Check(check.name(), check.state(), found, check.effect(), check.mend());
  }

  private static String json(Diagnosis diagnosis) throws IOException {
    StringWriter out = new StringWriter();
    JsonDocument.write(diagnosis, out);
    return out.toString();
  }
}
