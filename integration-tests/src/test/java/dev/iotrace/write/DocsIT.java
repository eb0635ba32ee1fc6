package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documents for users show is typed into a shell, from top to bottom, in a directory on
/// an ext4. A comparison that is to be repeated is made once; `CompareIT` repeats. A block below a
/// comment `not run` says there who runs it instead.
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class DocsIT {
  private static final Path ROOT = Path.of(System.getProperty("iotrace.root"));

  private static final Pattern OUTPUT = Pattern.compile("(?ms)^```\\w*$.*?^```$");

  /// Indented lines and the empty line before them, with the comment above, if there is one.
  private static final Pattern BLOCK =
      Pattern.compile("(?m)(?:^<!-- not run: (.*) -->\\n)?^\\n((?: {4}.*\\n)+)");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  private Path tools;
  private LoopExt4 target;

  @BeforeAll
  static void needs() throws Exception {
    RealKernel.assumeRoot();
    Installed.program("sqlite3", "sqlite3");
    Installed.program("mkfs.xfs", "xfsprogs");
  }

  @BeforeEach
  void makeTarget() throws Exception {
    Path directory = temporary.toRealPath();
    tools = Files.createDirectory(directory.resolve("tools"));
    Path images = Files.createDirectory(directory.resolve("images"));
    tool("sudo", "exec \"$@\"");
    tool(
        "iotrace",
        "export TMPDIR='%s' IOTRACE_RUN_DIR='%s' LC_ALL=C.UTF-8\n"
                .formatted(images, directory.resolve("run"))
            + "case \"$*\" in compare*--repeat*) ;; compare*) set -- \"$@\" --repeat 1 ;; esac\n"
            + "exec '%s/bin/java' %s -jar '%s' \"$@\""
                .formatted(
                    System.getProperty("java.home"),
                    String.join(" ", Program.AS_STARTED),
                    ROOT.resolve("app/target/iotrace.jar")));
    target = LoopExt4.makeOf("256M", directory);
    Path clone = target.mountPoint();
    Files.createSymbolicLink(clone.resolve("docs"), ROOT.resolve("docs"));
    Files.createSymbolicLink(clone.resolve("iotrace"), tools.resolve("iotrace"));
  }

  private void tool(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void removeTarget() throws Exception {
    target.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README",
        "docs/report",
        "docs/commands",
        "docs/benchmarks",
        "docs/tutorial",
        "docs/howto"
      })
  void everyBlockOfCommandsDoesWhatItIsShownFor(String document) throws Exception {
    String text = Files.readString(ROOT.resolve(document + ".md"));
    List<MatchResult> blocks =
        BLOCK.matcher(OUTPUT.matcher(text).replaceAll("")).results().toList();
    assertThat(blocks).isNotEmpty();
    for (String block : toRun(blocks)) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-ec", block);
      shell.directory(target.mountPoint().toFile());
      shell
          .environment()
          .merge("PATH", tools + ":", (before, first) -> first + before + ":/usr/sbin");
      Ended ended = Ended.of(shell.start());
      assertThat(ended.exitCode()).as("%s%n%s%s", block, ended.stdout(), ended.stderr()).isZero();
    }
  }

  private static List<String> toRun(List<MatchResult> blocks) {
    return blocks.stream()
        .filter(block -> block.group(1) == null)
        .map(block -> block.group(2).stripIndent())
        .toList();
  }
}
