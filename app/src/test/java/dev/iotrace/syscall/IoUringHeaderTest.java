package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks this machine's `linux/io_uring.h`, by gcc, for each size and offset of the layouts here.
class IoUringHeaderTest {
  private static final Path HEADER = Path.of("/usr/include/linux/io_uring.h");

  /// Names of our own: a later header has a member where this one has none.
  private static final String OURS = "__";

  private static final List<GroupLayout> STRUCTS =
      List.of(
          IoUringParams.LAYOUT,
          IoUringParams.IO_SQRING_OFFSETS,
          IoUringParams.IO_CQRING_OFFSETS,
          SubmissionQueue.IO_URING_SQE,
          CompletionQueue.IO_URING_CQE);

  @TempDir Path directory;

  @Test
  void everyMemberStandsWhereTheHeaderPutsIt() throws Exception {
    assumeTrue(Files.exists(HEADER), HEADER + " is missing; install linux-libc-dev");
    List<String> statements = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (GroupLayout struct : STRUCTS) {
      String name = struct.name().orElseThrow();
      statements.add("printf(\"%s %%zu\\n\", sizeof(struct %s));".formatted(name, name));
      expected.add(name + " " + struct.byteSize());
      for (String member : members(struct)) {
        statements.add(
            "printf(\"%s.%s %%zu\\n\", offsetof(struct %s, %s));"
                .formatted(name, member, name, member));
        long offset = struct.byteOffset(PathElement.groupElement(member));
        expected.add(name + "." + member + " " + offset);
      }
    }
    assertThat(expected).hasSizeGreaterThan(40);
    assertThat(output(String.join("\n", statements))).isEqualTo(expected);
  }

  private static List<String> members(GroupLayout struct) {
    return struct.memberLayouts().stream()
        .map(member -> member.name().orElseThrow())
        .filter(name -> !name.startsWith(OURS))
        .toList();
  }

  private List<String> output(String statements) throws IOException, InterruptedException {
    Path source = directory.resolve("offsets.c");
    Path program = directory.resolve("offsets");
    Files.writeString(
        source,
        "#include <linux/io_uring.h>\n#include <stddef.h>\n#include <stdio.h>\n"
            + "int main(void) {\n"
            + statements
            + "\nreturn 0; }\n");
    assumeTrue(exists("gcc"), "gcc is missing; install gcc and libc6-dev");
    assertThat(run("gcc", "-o", program.toString(), source.toString())).isEmpty();
    return run(program.toString());
  }

  private static boolean exists(String program) {
    for (String directory : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s: %s", command[0], lines).isZero();
    return lines;
  }
}
