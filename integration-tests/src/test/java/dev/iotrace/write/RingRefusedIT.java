package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host that gives no io_uring, made by a seccomp filter, as a container has one: told in one
/// sentence, before a file system was made.
class RingRefusedIT {
  private static final Path JAR = Program.BUILT.resolve("iotrace.jar");

  @TempDir static Path temporary;
  private static Path filter;
  private static Program iotrace;

  @BeforeAll
  static void compile() throws Exception {
    RealKernel.assumeRoot();
    Path source = temporary.resolve("refusesiouring.c");
    try (InputStream in = RingRefusedIT.class.getResourceAsStream("refusesiouring.c")) {
      Files.copy(Objects.requireNonNull(in), source);
    }
    filter = temporary.resolve("refusesiouring");
    RealKernel.run("gcc", "-Wall", "-o", filter.toString(), source.toString());
    iotrace = new Program(temporary.toRealPath());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EPERM  |  1 | seccomp filter                    | --engine sync",
        "ENOSYS | 38 | this kernel has no io_uring       | --engine sync",
        "ENOMEM | 12 | not enough memory for 8 entries   | raise ulimit -l",
      })
  void reasonAndMendAreOneSentence(String name, int errno, String why, String mend)
      throws Exception {
    Ended ended = bench(errno, "--engine=io_uring", "--depth=8");
    assertThat(ended.exitCode()).as("%s: %s", name, ended.stderr()).isEqualTo(3);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines())
        .singleElement()
        .asString()
        .startsWith("iotrace: cannot write by io_uring: ")
        .contains(why, mend);
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void whatMakesOneCallAfterTheOtherNeedsNone() throws Exception {
    Ended ended = bench(1, "--json", "--rounds=1", "--scratch=" + iotrace.scratch(""));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
  }

  private static Ended bench(int errno, String... options)
      throws IOException, InterruptedException {
    List<String> prefix = List.of(filter.toString(), Integer.toString(errno));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "bench";
    arguments[1] = "write";
    arguments[2] = "--total=1m";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Ended.of(iotrace.start(prefix, JAR, arguments));
  }
}
