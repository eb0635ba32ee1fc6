package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the doctor says of this host is what a run meets.
class DoctorIT extends ProgramFixture {
  private static final String BPFTRACE = "IOTRACE_BPFTRACE";

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void whereARunWorksNothingIsMissing() throws Exception {
    Ended ended = iotrace.run("doctor", "--json");
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
    JsonNode diagnosis = JsonMapper.shared().readTree(ended.stdout());
    assertThat(diagnosis.at("/checks").valueStream().map(it -> it.get("state").asString()))
        .doesNotContain("missing");
    WriteReport report =
        iotrace.write("--sync=fsync", "--settle=sync", "--scratch=" + iotrace.scratch(""));
    assertThat(report.text("/tool/backend_version"))
        .isEqualTo(diagnosis.at("/plan/backend_version").asString());
    assertThat(diagnosis.at("/plan/logical_probes").valueStream().map(JsonNode::asString))
        .contains(report.text("/tool/logical_probe"));
  }

  @Test
  void whatIsMissingIsWhatARunRefusesWith() throws Exception {
    iotrace.with(BPFTRACE, "/nonexistent");
    assertSameAsRun(iotrace.run("doctor", "--json"), iotrace.run("write"));
  }

  @Test
  void anOrdinaryUserIsToldWhatARunWouldSay() throws Exception {
    Nobody nobody = Nobody.of(directory);
    assertSameAsRun(nobody.run(iotrace, "doctor", "--json"), nobody.run(iotrace, "write"));
  }

  private static void assertSameAsRun(Ended doctor, Ended run) {
    assertThat(List.of(doctor.exitCode(), run.exitCode())).containsOnly(3);
    assertThat(doctor.stderr()).isEmpty();
    JsonNode missing =
        JsonMapper.shared()
            .readTree(doctor.stdout())
            .at("/checks")
            .valueStream()
            .filter(check -> check.get("state").asString().equals("missing"))
            .findFirst()
            .orElseThrow();
    assertThat(run.stderr())
        .contains(missing.get("found").asString() + "; " + missing.get("mend").asString());
  }

  @Test
  void textFitsIntoEightyColumnsAndHasNoColours() throws Exception {
    Ended ended = iotrace.run("doctor");
    assertThat(ended.stdout().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(ended.stdout()).doesNotContain("\u001b");
  }

  @Test
  void aBundleTellsHowEachProbeStarted() throws Exception {
    Path file = directory.resolve("bundle.json");
    Ended ended = iotrace.run("doctor", "--bundle", file.toString());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    JsonNode bundle = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(bundle.at("/schema").asString()).isEqualTo("iotrace-bundle/1");
    assertThat(bundle.at("/starts").valueStream().map(it -> it.get("failure").asString()))
        .contains("");
    assertThat(bundle.at("/formats").get("block:block_rq_issue").asString()).contains("print fmt");
    assertThat(Files.readString(file).contains(directory.toString())).isFalse();
  }

  @Test
  void aBundleReplacesNoFileAndFollowsNoLink() throws Exception {
    Path file = Files.writeString(directory.resolve("mine"), "mine");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
    for (Path taken : List.of(file, link)) {
      Ended ended = iotrace.run("doctor", "--bundle", taken.toString());
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.stderr()).contains("it exists, and nothing is overwritten");
    }
    assertThat(file).hasContent("mine");
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @Test
  void aBpftraceThatDoesNotStartIsInTheBundle() throws Exception {
    Path broken = directory.resolve("bpftrace");
    Files.writeString(
        broken,
        """
        #!/bin/sh
        case $1 in --version|--info) exec bpftrace $1;; esac
        echo 'ERROR: no such probe' >&2; exit 1
        """);
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
    iotrace.with(BPFTRACE, broken.toString());
    Path file = directory.resolve("bundle.json");
    assertThat(iotrace.run("doctor", "--bundle", file.toString()).exitCode()).isZero();
    JsonNode bundle = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(bundle.at("/starts").valueStream().map(it -> it.get("failure").asString()))
        .isNotEmpty()
        .allMatch(failure -> failure.startsWith("ERROR: no such probe"));
  }
}
