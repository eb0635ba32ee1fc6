package dev.iotrace.probe;

import static dev.iotrace.probe.Check.Name.BCC;
import static dev.iotrace.probe.Check.Name.BPFTRACE;
import static dev.iotrace.probe.Check.Name.BTF;
import static dev.iotrace.probe.Check.Name.CAPABILITIES;
import static dev.iotrace.probe.Check.Name.CONTAINER;
import static dev.iotrace.probe.Check.Name.DEVICE_COUNTERS;
import static dev.iotrace.probe.Check.Name.EXT4_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.LOCKDOWN;
import static dev.iotrace.probe.Check.Name.LOCKED_MEMORY;
import static dev.iotrace.probe.Check.State.MISSING;
import static dev.iotrace.probe.Check.State.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is found, and what `iotrace write` makes of it, when something is taken from a host.
class ExaminationTest {
  private static final String NONE = "0000000000000000";

  @TempDir Path root = Path.of("");

  private FakeHost fake;

  @BeforeEach
  void aHostThatCan() throws IOException {
    fake = FakeHost.in(root);
  }

  @ParameterizedTest
  @MethodSource("dev.iotrace.probe.Lack#all")
  void whatIsLackingIsToldWithTheMendAndRefusedIfNothingWorksWithoutIt(Lack lack)
      throws IOException {
    lack.deed().on(fake);
    Examination examination = examine();
    Check check = check(examination, lack.name());
    assertThat(check.state()).as(check.toString()).isEqualTo(lack.state());
    assertThat(check.mend()).contains(lack.mend());
    assertThat(check.effect()).isNotEmpty();

    List<Check> missing =
        examination.checks().stream().filter(each -> each.state() == MISSING).toList();
    assertThat(examination.plan().isPresent()).isEqualTo(missing.isEmpty());
    if (missing.isEmpty()) {
      assertThat(examination.requirePlan().logical()).isNotEmpty();
    } else {
      ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, examination::requirePlan);
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(List.of(refused.why(), refused.mend()))
          .isEqualTo(List.of(missing.getFirst().found(), missing.getFirst().mend()));
    }
  }

  @Test
  void whereAllIsThereNothingIsToBeMended() throws IOException {
    fake.bpftrace("v0.23.2", FakeHost.INFO_0_17.formatted("yes"));
    List<Check> checks = examine().checks();
    assertThat(checks).extracting(Check::name).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(checks)
        .allSatisfy(
            check -> {
              assertThat(check.state()).as(check.toString()).isEqualTo(OK);
              assertThat(check.effect() + check.mend()).isEmpty();
            });
  }

  @Test
  void whatCannotBeLookedAtHasNoCheck() throws IOException {
    fake.mayDo(1000, NONE);
    assertThat(examine().checks())
        .extracting(Check::name)
        .containsExactly(
            CAPABILITIES, LOCKDOWN, CONTAINER, LOCKED_MEMORY, DEVICE_COUNTERS, BTF, BPFTRACE, BCC);
    assertThat(root.resolve("usr/bin/bpftrace.asked")).doesNotExist();
  }

  @Test
  void lockedMemoryDoesNotCountSinceLinux511() throws IOException {
    Lack.limitMemory(fake);
    fake.write("proc/sys/kernel/osrelease", "5.11.0\n");
    assertThat(check(examine(), LOCKED_MEMORY).state()).isEqualTo(OK);
  }

  @Test
  void tracepointsOfAModuleThatIsNotLoadedAreExpected() throws IOException {
    fake.unloadExt4();
    Examination examination = examine();
    assertThat(check(examination, EXT4_TRACEPOINTS).found()).contains("not loaded yet");
    assertThat(examination.requirePlan().causes()).isEqualTo(ProbePlan.Causes.EXT4);
  }

  @Test
  void lockdownIsUnknownWhereTheKernelCannotTell() throws IOException {
    fake.remove("sys/kernel/security/lockdown");
    assertThat(check(examine(), LOCKDOWN).found()).startsWith("unknown");
    fake.write("proc/self/mountinfo", "24 22 0:7 / /sys/kernel/security rw - securityfs none rw\n");
    assertThat(check(examine(), LOCKDOWN)).isEqualTo(Check.ok(LOCKDOWN, "none"));
  }

  @Test
  void aContainerThatSeesAllProcessesIsNamed() throws IOException {
    fake.write(".dockerenv", "");
    assertThat(check(examine(), CONTAINER)).isEqualTo(Check.ok(CONTAINER, "docker"));
  }

  @Test
  void bccWithHeadersStandsInForBpftrace() throws IOException {
    fake.remove("usr/bin/bpftrace");
    fake.bcc();
    fake.headers();
    Examination examination = examine();
    assertThat(check(examination, BPFTRACE).state()).isEqualTo(OK);
    assertThat(check(examination, BCC).found()).startsWith("0.26.0, ");
    assertThat(examination.requirePlan().backend()).isInstanceOf(Bcc.class);
  }

  @Test
  void aBpftraceThatIsNamedWronglyIsRefused() throws IOException {
    Map<String, String> environment = Map.of("IOTRACE_BPFTRACE", root.resolve("no").toString());
    Examination examination =
        Examination.of(
            new ProbeHost(root, environment), root, ProbePlan.Causes.EXT4, ProbePlan.Wanted.BEST);
    assertThat(check(examination, BPFTRACE).found()).contains("not an executable file");
  }

  private Examination examine() {
    return Examination.of(fake.probed(), root, ProbePlan.Causes.EXT4, ProbePlan.Wanted.BEST);
  }

  private static Check check(Examination examination, Check.Name name) {
    return examination.checks().stream()
        .filter(each -> each.name() == name)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + examination.checks()));
  }
}
