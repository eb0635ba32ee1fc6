package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineRefusedTest {
  /// Errors that the kernel gives on hosts that this one is not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | 2 | kernel.io_uring_disabled is 2                 | sysctl kernel.io_uring_disabled=0
          1  | 1 | kernel.io_uring_disabled is 1                 | run it with sudo
          1  | 0 | io_uring_setup with 8 entries: EPERM          | seccomp=unconfined
          1  |   | probably by a seccomp filter                  | --engine sync
          38 | 0 | no io_uring (before Linux 5.1                 | --engine sync
          95 |   | older than Linux 5.6                          | --engine sync
          12 |   | not enough memory for 8 entries               | ulimit -l
          24 | 0 | io_uring_setup with 8 entries: EMFILE         | --engine sync
          """)
  void reasonAndMendFollowTheError(int errno, String disabled, String why, String mend) {
    ErrnoException e = new ErrnoException("io_uring_setup", "with 8 entries", errno);
    EngineRefused refused = EngineRefused.noRing(e, 8, disabled == null ? "" : disabled);
    assertThat(refused.what()).isEqualTo("cannot write by io_uring");
    assertThat(refused.why()).contains(why);
    assertThat(refused.mend()).contains(mend);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(Errno.name(errno)).doesNotStartWith("errno");
  }
}
