package dev.iotrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone: what others mount meanwhile would be what its check finds left behind.
@Isolated
class CheckIT {
  private static final String PASSED = report("<testcase name=\"a\" classname=\"T\"/>", 2, 0, 0);
  private static final String FAILED =
      report("<testcase name=\"b\" classname=\"T\">\n<failure message=\"why\">", 3, 1, 0);
  private static final String SKIPPED =
      report(
          "<testcase name=\"c\" classname=\"T\">\n<skipped type=\"org.T\"><![CDATA[org.T: no disk",
          5,
          0,
          1);

  @TempDir Path directory;
  private Clone clone;

  @BeforeEach
  void makeClone() throws Exception {
    clone = new Clone(directory);
    for (String tool :
        new String[] {
          "bpftrace",
          "mke2fs",
          "fio",
          "gcc",
          "sqlite3",
          "git",
          "dpkg-deb",
          "asciidoctor",
          "redis-check-aof",
          "prometheus",
          "python3",
          "chromium",
          "qemu-system-x86_64"
        }) {
      clone.tool(tool, "");
    }
  }

  @Test
  void theLastLineSumsAllModulesUnitAndIntegrationTests() throws Exception {
    delivers(
        Map.of("app/target/surefire-reports", PASSED, "it/target/failsafe-reports", PASSED), "");
    Ended ended = check(Map.of());
    assertThat(ended.stdout()).endsWith("\n4 passed, 0 failed, 0 skipped\n");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void aFailedTestFailsTheCheckAndIsNamed() throws Exception {
    delivers(Map.of("app/target/surefire-reports", FAILED), "");
    Ended ended = check(Map.of());
    assertThat(ended.stdout()).endsWith("failed: T.b: why\n2 passed, 1 failed, 0 skipped\n");
    assertThat(ended.exitCode()).isOne();
  }

  @Test
  void aSkippedTestIsNamedWithItsReason() throws Exception {
    delivers(Map.of("it/target/failsafe-reports", SKIPPED), "");
    Ended ended = check(Map.of());
    assertThat(ended.stdout()).endsWith("skipped: T.c: no disk\n4 passed, 0 failed, 1 skipped\n");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void aSkippedIntegrationTestFailsTheCheckForRootOnCi() throws Exception {
    Root.required();
    delivers(Map.of("it/target/failsafe-reports", SKIPPED), "");
    assertThat(check(Map.of("CI", "true")).exitCode()).isOne();
  }

  @Test
  void aFailedBuildFailsTheCheckWhateverTheTestsSay() throws Exception {
    delivers(Map.of("app/target/surefire-reports", PASSED), "exit 1");
    assertThat(check(Map.of()).exitCode()).isOne();
  }

  @Test
  void aProcessLeftBehindFailsTheCheckAndIsNamed() throws Exception {
    Path pid = clone.root.resolve("pid");
    // Until it is that program, it has the name of the shell that forked it.
    String begun = "until grep -q '^/usr/bin/sleep' /proc/$!/cmdline; do sleep 0.01; done";
    delivers(Map.of(), "sleep 321 >/dev/null 2>&1 & echo $! >'" + pid + "'; " + begun);
    Ended ended = check(Map.of());
    String left = Files.readString(pid).strip();
    ProcessHandle.of(Long.parseLong(left)).ifPresent(ProcessHandle::destroy);
    assertThat(ended.stdout()).contains("left behind: process " + left + " /usr/bin/sleep 321");
    assertThat(ended.exitCode()).isOne();
  }

  /// Makes a Maven that writes these reports, by directory, and then does what the script says.
  private void delivers(Map<String, String> reports, String script) throws Exception {
    clone.iotrace("--version");
    StringBuilder maven = new StringBuilder();
    new LinkedHashMap<>(reports)
        .forEach(
            (name, report) -> {
              Path target = clone.root.resolve(name);
              maven.append(
                  "mkdir -p '%s'; echo '%s' >'%1$s/TEST-T.xml'\n".formatted(target, report));
            });
    clone.maven(maven + script);
  }

  private Ended check(Map<String, String> environment) throws IOException, InterruptedException {
    return Ended.of(clone.start(environment, clone.command("check")));
  }

  private static String report(String testcase, int tests, int failures, int skipped) {
    return """
    <testsuite xmlns:xsi="x" name="T" time="0.1" tests="%d" errors="0" skipped="%d" failures="%d">
    %s
    """
        .formatted(tests, skipped, failures, testcase);
  }
}
