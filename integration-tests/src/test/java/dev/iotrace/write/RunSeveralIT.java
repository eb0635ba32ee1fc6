package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `iotrace run` on two file systems at once, an ext4 and an XFS, beside one that is only counted.
class RunSeveralIT extends RunFixture {
  private LoopXfs xfs;
  private Path memory;
  private Path trace;

  @BeforeEach
  void makeOthers() throws Exception {
    xfs = LoopXfs.make(Files.createDirectory(directory.resolve("second")));
    memory = Files.createDirectory(directory.resolve("memory"));
    RealKernel.run("mount", "-t", "tmpfs", "tmpfs", memory.toString());
    trace = directory.resolve("trace.jsonl.gz");
  }

  @AfterEach
  void removeOthers() throws Exception {
    RealKernel.run("umount", memory.toString());
    xfs.close();
  }

  /// The current directory's, which no word names, and the other that a word does.
  @Test
  void eachThatTheCommandNamesHasItsOwnReport() throws Exception {
    String script =
        "dd if=/dev/zero of=one bs=1009 count=13 conv=fsync 2>/dev/null;"
            + " printf 12345 >$0/two; printf 123 >$1/three";
    Ended ended = run(List.of(), "sh", "-c", script, onXfs(""), memory.toString());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    WriteReport first = report(json);
    assertThat(first.text("/target/path")).isEqualTo(command.mountPoint());
    assertThat(first.number("/logical/bytes")).isEqualTo(13 * 1009);
    assertThat(first.deviceBytes("data")).isEqualTo(16_384);
    WriteReport second = report(ofXfs(json));
    assertThat(second.text("/target/path")).isEqualTo(xfs.mountPoint().toString());
    assertThat(second.number("/logical/bytes")).isEqualTo(5);
    assertThat(second.deviceBytes("data")).isEqualTo(4096);
    for (WriteReport each : List.of(first, second)) {
      List<JsonNode> elsewhere = each.json().at("/elsewhere").valueStream().toList();
      assertThat(elsewhere).hasSize(1);
      assertThat(elsewhere.getFirst().get("path").asString()).isEqualTo(memory.toString());
      assertThat(elsewhere.getFirst().get("bytes").asLong()).isEqualTo(3);
    }
    assertThat(ended.stderr())
        .containsSubsequence(
            command.mountPoint() + ", ext4 on ",
            "13,117 bytes written",
            xfs.mountPoint() + ", xfs on ",
            "5 bytes written");
    assertReplayed(json, trace);
    assertReplayed(ofXfs(json), ofXfs(trace));
  }

  /// Who asks only for the times of a file changes nothing, not even when it was read last.
  @Test
  void oneThatIsNotChangedHasNoReport() throws Exception {
    Files.createFile(xfs.mountPoint().resolve("there"));
    Ended ended = run(List.of(), "sh", "-c", "stat $0 >one", onXfs("there"));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(report(json).number("/logical/bytes")).isPositive();
    assertThat(ofXfs(json)).doesNotExist();
    assertThat(ofXfs(trace)).doesNotExist();
    assertThat(ended.stderr()).contains(", ext4 on ").doesNotContain(", xfs on ");
  }

  @Test
  void targetsAreThoseThatAreNamedAndEachHasAReport() throws Exception {
    String named = "--target=" + onXfs("");
    Ended ended = run(List.of(named, "--target=."), "sh", "-c", "printf 12345 >one");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(report(json).number("/logical/bytes")).isZero();
    Path second = ofDisk(json, command.target());
    assertThat(report(second).number("/logical/bytes")).isEqualTo(5);
    Ended refused = run(List.of(named, "--detail=summary", "--target=."), "true");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.stderr()).contains("does not go with " + onXfs("")).hasLineCount(1);
  }

  /// Its own directory, and the file that it has open for writing, not the one for reading.
  @Test
  void processIsFollowedWhereItIsAndWhereItHasFilesOpen() throws Exception {
    String program =
        """
        import os, sys, time
        f = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY, 0o644)
        read = open(sys.argv[2])
        open(sys.argv[3] + '/ready', 'w').close()
        while not os.path.exists(sys.argv[3] + '/go'):
            time.sleep(0.01)
        os.write(f, bytes(1009))
        one = os.open('one', os.O_CREAT | os.O_WRONLY, 0o644)
        os.write(one, bytes(13))
        """;
    Path read = Files.createFile(directory.resolve("read"));
    Process process =
        new ProcessBuilder(
                "python3", "-c", program, onXfs("two"), read.toString(), directory.toString())
            .directory(command.target().mountPoint().toFile())
            .inheritIO()
            .start();
    try {
      Running.await(() -> Files.exists(directory.resolve("ready")));
      Process iotrace = start(List.of("--pid=" + process.pid()));
      String said = Running.said(iotrace, "following process");
      Files.createFile(directory.resolve("go"));
      Ended ended = Ended.of(iotrace);
      assertThat(ended.exitCode()).as(said + ended.stderr()).isZero();
      assertThat(report(json).number("/logical/bytes")).isEqualTo(13);
      assertThat(report(ofXfs(json)).number("/logical/bytes")).isEqualTo(1009);
      try (var files = Files.list(directory)) {
        assertThat(files.filter(it -> it.toString().endsWith(".json"))).hasSize(2);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Ended run(List<String> options, String... words)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.add("--trace=" + trace);
    all.add("--");
    all.addAll(List.of(words));
    Ended ended = Ended.of(start(all));
    assertThat(command.iotrace().left()).isEmpty();
    return ended;
  }

  /// In the directory of the ext4.
  private Process start(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("run", "--settle=sync", "--json=" + json));
    all.addAll(arguments);
    List<String> there = List.of("sh", "-c", "cd $0; exec \"$@\"", command.mountPoint());
    Path jar = Program.BUILT.resolve("iotrace.jar");
    return command.iotrace().start(there, jar, all.toArray(String[]::new));
  }

  private String onXfs(String name) {
    return xfs.mountPoint().resolve(name).toString();
  }

  private Path ofXfs(Path file) {
    return ofDisk(file, xfs);
  }

  /// What the file for a second report is called.
  private static Path ofDisk(Path file, LoopTarget target) {
    String disk = target.device().substring("/dev/".length());
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.", "-" + disk + "."));
  }

  private static WriteReport report(Path json) throws IOException {
    return WriteReport.of(Files.readString(json)).assertBooksClosed();
  }

  /// All but the command line is the same.
  private void assertReplayed(Path json, Path trace) throws IOException, InterruptedException {
    Ended ended = command.iotrace().run("report", trace.toString(), "--json");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    ObjectNode replayed = (ObjectNode) WriteReport.of(ended.stdout()).json();
    replayed.set("command", report(json).json().get("command"));
    assertThat(replayed).isEqualTo(report(json).json());
  }
}
