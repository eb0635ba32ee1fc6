package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs side by side on a host that has not mounted tracefs: one that ends takes its own mount away
/// and not the others'. In a mount namespace of its own, so that other tests keep theirs.
class TracefsIT {
  private static final String STAGGERED =
      """
      while umount /sys/kernel/tracing; do :; done 2>/dev/null
      failed=0
      for run in 1 2 3 4 5; do
          "$@" >/dev/null &
          runs="$runs $!"
          sleep 0.4
      done
      for run in $runs; do
          wait "$run" || failed=$((failed + 1))
      done
      grep /sys/kernel/tracing /proc/self/mountinfo
      exit "$failed"
      """;

  @TempDir Path directory = Path.of("");

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @Test
  void runsSideBySideDoNotUnmountItUnderEachOther() throws Exception {
    Program iotrace = new Program(directory.toRealPath());
    Ended ended =
        Ended.of(
            iotrace.start(
                List.of("unshare", "--mount", "--propagation=slave", "sh", "-c", STAGGERED, "sh"),
                Program.BUILT.resolve("iotrace.jar"),
                "write",
                "--sync",
                "fsync",
                "--settle",
                "none",
                "--quiet",
                "--scratch",
                iotrace.scratch("")));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stdout()).isEmpty();
    assertThat(iotrace.left()).isEmpty();
  }
}
