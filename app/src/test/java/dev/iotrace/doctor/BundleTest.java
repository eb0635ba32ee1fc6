package dev.iotrace.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.probe.CaseHistory;
import dev.iotrace.probe.Examination;
import dev.iotrace.probe.FakeHost;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final String BPFTRACE = "home/alice/secret project/bpftrace";

  @TempDir Path root = Path.of("");
  private FakeHost fake;
  private ProbeHost host;

  @BeforeEach
  void aliceBuiltABpftraceThatDoesNotStart() throws IOException {
    fake = FakeHost.in(root);
    fake.program(
        BPFTRACE,
        """
        case $1 in
        --version) echo 'bpftrace v0.23.2' ;;
        --info) echo "  OS: Linux of alices-laptop, $0" ;;
        *)
          echo 'stdin:9:1-30: ERROR: /home/alice/header.h: not found on Alices-Laptop' >&2
          exit 1
          ;;
        esac
        """);
    host =
        new ProbeHost(
            root,
            Map.of("IOTRACE_BPFTRACE", root.resolve(BPFTRACE).toString(), "SUDO_USER", "alice"));
  }

  @Test
  void whatProbesSaidAndWhatTheKernelHasIsInIt() throws IOException {
    fake.renameField("block:block_rq_issue", "bytes", "size");
    Bundle bundle = bundle();
    assertThat(bundle.starts()).isEmpty();
    assertThat(bundle.diagnosis().plan()).isNull();
    assertThat(bundle.formats().get("block:block_rq_issue")).contains("unsigned int size;");
    fake.renameField("block:block_rq_issue", "size", "bytes");
    assertThat(bundle().starts())
        .extracting(CaseHistory.Start::probe)
        .containsExactly("ext4-page.bt", "ext4.bt", "calls-syscalls.bt");
    assertThat(bundle().starts())
        .allSatisfy(start -> assertThat(start.failure()).startsWith("stdin:9:1-30: ERROR: <path>"));
  }

  @Test
  void everyBundleIsValid() throws IOException {
    Schema schema = Schema.named("iotrace-bundle-1");
    schema.assertDescribes(Bundle.class);
    assertThat(schema.complaints(json(bundle()))).isEmpty();
    fake.renameField("block:block_rq_issue", "bytes", "size");
    assertThat(schema.complaints(json(bundle()))).isEmpty();
    assertThat(schema.complaints(json(bundle()).replace("\"ok\"", "\"fine\""))).isNotEmpty();
  }

  @Test
  void nothingOfTheUsersIsInIt() throws IOException {
    String json = json(bundle());
    assertThat(json.contains("OS: Linux of <name>")).isTrue();
    for (String secret : List.of("alice", "Alice", "secret", "project", root.toString())) {
      assertThat(json.contains(secret)).as(secret).isFalse();
    }
  }

  @Test
  void pathsOfTheSystemAreKept() {
    Redaction redaction = new Redaction(List.of("db", "box7"));
    assertThat(redaction.of("/usr/bin/bpftrace, /sys/kernel/tracing on box7: db"))
        .isEqualTo("/usr/bin/bpftrace, /sys/kernel/tracing on <name>: db");
    assertThat(redaction.of("0/1 '/root/x' (/usrlocal) /dev/mapper/home"))
        .isEqualTo("0/1 '<path>' (<path>) <path>");
  }

  private static String json(Bundle bundle) throws IOException {
    StringWriter out = new StringWriter();
    JsonDocument.write(bundle, out);
    return out.toString();
  }

  private Bundle bundle() throws IOException {
    Examination examination =
        Examination.of(host, root, ProbePlan.Causes.EXT4, ProbePlan.Wanted.BEST);
    Diagnosis diagnosis =
        Diagnosis.of(
            "0.1.0",
            new Diagnosis.Host("6.18.0", "amd64", "Debian"),
            examination.checks(),
            examination.plan());
    CaseHistory history = CaseHistory.take(host, examination.plan(), ProcessBuilder::start);
    return Bundle.of(diagnosis, history, host.privateNames());
  }
}
