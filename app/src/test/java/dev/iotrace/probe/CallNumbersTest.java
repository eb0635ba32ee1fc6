package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.event.Syscall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against the header that C programs are compiled with.
class CallNumbersTest {
  private static final Path HEADER = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");

  /// Those whose name is not that of the kind with something before or behind it.
  private static final String OF_ANOTHER_NAME =
      "creat is open, utime is utimensat, utimes is utimensat, futimesat is utimensat,";

  static List<String> calls() throws IOException {
    assumeTrue(Files.exists(HEADER), "needs the kernel's headers for programs (linux-libc-dev)");
    return Files.readAllLines(HEADER).stream()
        .filter(line -> line.startsWith("#define __NR_"))
        .map(line -> line.substring("#define __NR_".length()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void numberIsThatOfACallOfThisKind(String line) {
    String name = line.split(" ")[0];
    Syscall call = CallNumbers.call(Long.parseLong(line.split(" ")[1]));
    String word = call.word();
    if (call != Syscall.OTHER && !OF_ANOTHER_NAME.contains(name + " is " + word + ",")) {
      assertThat(name.replaceAll("^[fl](?=ch|set|rem)|^p(?=read)", ""))
          .matches(word + "(at|at2|2|64|v|v2|_group|_range)?");
    } else if (call == Syscall.OTHER) {
      assertThat(List.of(Syscall.values()))
          .noneMatch(
              each ->
                  !each.writes()
                      && each.word().equals(name.toLowerCase(Locale.ROOT))
                      && each.compareTo(Syscall.MSYNC) > 0);
    }
  }
}
