package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// fio's engines that write without a system call for each write, and by a mapping: what it says it
/// has written against what reached the disk.
class FioRunIT extends RunFixture {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 256;

  @BeforeAll
  static void needsFio() throws Exception {
    Installed.program("fio", "fio");
  }

  @BeforeEach
  void makeFile() throws Exception {
    Files.write(Path.of(command.at("data")), new byte[BLOCKS * BLOCK]);
    command.target().sync();
  }

  /// Each block once, past the page cache.
  @Test
  void ringPastThePageCache() throws Exception {
    WriteReport report = run("--ioengine=io_uring", "--iodepth=8", "--direct=1");
    assertWritten(report, BLOCKS * BLOCK);
    assertThat(report.requests("data"))
        .allSatisfy(it -> assertThat(it.get("path").asString()).isEqualTo("direct"));
    assertThat(report.number("/logical/writes")).isEqualTo(BLOCKS);
  }

  /// Each block once, and a fsync after every 32, which makes no call either.
  @Test
  void ringThroughThePageCache() throws Exception {
    WriteReport report = run("--ioengine=io_uring", "--iodepth=8", "--fsync=32");
    assertWritten(report, BLOCKS * BLOCK);
  }

  /// One thread of the kernel submits all: io_uring_setup(2), `IORING_SETUP_SQPOLL`.
  @Test
  void ringThatAKernelThreadPolls() throws Exception {
    WriteReport report =
        run("--ioengine=io_uring", "--iodepth=8", "--direct=1", "--sqthread_poll=1");
    assertWritten(report, BLOCKS * BLOCK);
  }

  @Test
  void linuxAio() throws Exception {
    WriteReport report = run("--ioengine=libaio", "--iodepth=8", "--direct=1");
    assertWritten(report, BLOCKS * BLOCK);
    assertThat(report.number("/logical/writes")).isEqualTo(BLOCKS);
  }

  /// Stores, and msync(2) after every 32, which writes the pages since.
  @Test
  void mapping() throws Exception {
    WriteReport report = run("--ioengine=mmap", "--fsync=32");
    assertThat(Charges.of(report).named("/data").deviceBytes("data")).isEqualTo(BLOCKS * BLOCK);
    assertThat(report.number("/logical/bytes")).isZero();
    assertUnmeasured(report, "mmap");
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isTrue();
  }

  /// In sums all is known, whichever thread of the kernel writes it: each job has a file of its
  /// own.
  @Test
  void sumsKnowTheBytesOfRingsAndLinuxAio() throws Exception {
    List<String> direct = List.of("aio", "ring", "polled");
    List<String> cached = List.of("cachedaio", "cachedring");
    List<String> words = new ArrayList<>(List.of("fio", "--rw=randwrite", "--iodepth=32"));
    words.addAll(List.of("--bs=" + BLOCK, "--size=" + BLOCKS * BLOCK, "--thread=1"));
    words.addAll(List.of("--output=/dev/null", "--randseed=7"));
    for (String name : Stream.concat(direct.stream(), cached.stream()).toList()) {
      Files.write(Path.of(command.at(name)), new byte[BLOCKS * BLOCK]);
      words.addAll(List.of("--name=" + name, "--filename=" + command.at(name)));
      words.add(name.endsWith("aio") ? "--ioengine=libaio" : "--ioengine=io_uring");
      words.add(direct.contains(name) ? "--direct=1" : "--direct=0");
      words.add(name.equals("polled") ? "--sqthread_poll=1" : "--stonewall");
    }
    command.target().sync();
    WriteReport report = command.run(List.of("--detail", "summary"), words.toArray(String[]::new));
    for (String name : direct) {
      assertThat(command.file(report, name).get("writes").asLong()).as(name).isEqualTo(BLOCKS);
    }
    for (String name : Stream.concat(direct.stream(), cached.stream()).toList()) {
      Charges file = Charges.of(report).named("/" + name);
      assertThat(file.bytes()).as(name).isEqualTo(BLOCKS * BLOCK);
      assertThat(file.deviceBytes("data")).as(name).isEqualTo(BLOCKS * BLOCK);
    }
    assertUnmeasured(report);
    assertThat(report.json().at("/settled/amplification_ratio").asDouble()).isGreaterThan(1);
  }

  /// By fio's own count and by the disk's.
  private static void assertWritten(WriteReport report, long bytes) {
    assertThat(Charges.of(report).named("/data").deviceBytes("data")).isEqualTo(bytes);
    assertThat(report.number("/logical/bytes")).isEqualTo(bytes);
    assertUnmeasured(report);
    assertThat(report.json().at("/settled/amplification_ratio").asDouble()).isGreaterThan(1);
  }

  private static void assertUnmeasured(WriteReport report, String... ways) {
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly(ways);
  }

  private WriteReport run(String... options) throws Exception {
    Path output = temporary.resolve("fio.json");
    List<String> words =
        new ArrayList<>(
            List.of("fio", "--name=job", "--filename=" + command.at("data"), "--rw=randwrite"));
    words.addAll(List.of("--bs=" + BLOCK, "--size=" + BLOCKS * BLOCK, "--thread=1"));
    words.addAll(List.of("--output-format=json", "--output=" + output, "--randseed=7"));
    words.addAll(List.of(options));
    WriteReport report = command.run(words.toArray(String[]::new));
    JsonNode job = new ObjectMapper().readTree(Files.readString(output)).at("/jobs/0/write");
    assertThat(job.get("io_bytes").asLong()).isEqualTo(BLOCKS * BLOCK);
    return report;
  }
}
