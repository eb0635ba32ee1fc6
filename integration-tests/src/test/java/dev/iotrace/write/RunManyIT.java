package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Calls that are told one by one until there are too many, and added up from then on: none is
/// counted twice, and none is missing, whoever was in a call at that moment.
class RunManyIT extends RunFixture {
  private static final long EACH = 5003;

  @BeforeAll
  static void needsFio() throws Exception {
    Installed.program("fio", "fio");
  }

  /// One file, several folios a call, in pages that the kernel may write back meanwhile.
  @Test
  void callsOfFourProcessesAtOnceAreEachCountedOnce() throws Exception {
    WriteReport report = fio("--numjobs=4");
    assertThat(Following.processes(report).stream().map(it -> it.get("writes").asLong()))
        .filteredOn(writes -> writes > 0)
        .containsExactly(EACH, EACH, EACH, EACH);
  }

  @Test
  void callsOfFourThreadsAtOnceAreEachCountedOnce() throws Exception {
    WriteReport report = fio("--numjobs=4", "--thread");
    assertThat(command.file(report, "file").get("writes").asLong()).isEqualTo(4 * EACH);
  }

  private WriteReport fio(String... more) throws Exception {
    Path output = temporary.resolve("fio.json");
    List<String> words = new ArrayList<>(List.of("fio", "--name=calls", "--rw=randwrite"));
    words.addAll(List.of("--filename=" + command.at("file"), "--size=8m", "--io_size=10g"));
    words.addAll(List.of("--bsrange=3k-13k", "--number_ios=" + EACH, "--norandommap"));
    words.addAll(List.of("--ioengine=psync", "--output-format=json", "--output=" + output));
    words.addAll(List.of(more));
    WriteReport report = command.run(words.toArray(String[]::new));
    long bytes = 0;
    long calls = 0;
    for (JsonNode job : new ObjectMapper().readTree(Files.readString(output)).get("jobs")) {
      bytes += job.at("/write/io_bytes").asLong();
      calls += job.at("/write/total_ios").asLong();
    }
    assertThat(report.number("/logical/summed_after_ns")).isPositive();
    assertThat(report.number("/logical/writes")).isEqualTo(calls).isEqualTo(4 * EACH);
    assertThat(report.number("/logical/bytes")).isEqualTo(bytes);
    return report;
  }

  /// What comes after the change: calls past the page cache, each told; stores, whose pages are the
  /// process's; and many small appends between syncs.
  @Test
  void whatIsNoCallThroughThePageCacheIsToldAsBefore() throws Exception {
    String program =
        """
        import mmap, os, sys, time
        def made(name, flags=0):
            return os.open(sys.argv[1] + '/' + name, os.O_CREAT | os.O_RDWR | flags, 0o644)
        many = made('many')
        for i in range(7001):
            os.pwrite(many, b'x' * 4099, i % 100 * 4096)
        time.sleep(4)
        direct = made('direct', os.O_DIRECT)
        block = mmap.mmap(-1, 12288)
        for i in range(5):
            os.write(direct, block)
        for i in range(13):
            os.pwrite(many, b'y' * 7, i * 8192)
            os.fsync(many)
        mapped = made('mapped')
        os.ftruncate(mapped, 3 * 4096)
        stored = mmap.mmap(mapped, 3 * 4096)
        for page in range(3):
            stored[page * 4096] = 1
        """;
    WriteReport report = command.run("python3", "-c", program, command.mountPoint());
    JsonNode many = command.file(report, "many");
    assertThat(many.get("writes").asLong()).isEqualTo(7001 + 13);
    assertThat(many.get("bytes").asLong()).isEqualTo(7001 * 4099 + 13 * 7);
    assertThat(many.get("syncs").asLong()).isEqualTo(13);
    assertThat(command.file(report, "direct").get("bytes").asLong()).isEqualTo(5 * 12288);
    Charges charges = Charges.of(report);
    assertThat(charges.named("/direct").deviceBytes("data")).isEqualTo(5 * 12288);
    assertThat(charges.named("/mapped").deviceBytes("data")).isEqualTo(3 * 4096);
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly("mmap");
  }

  /// As many as that are told when the user wants them to be.
  @Test
  void eachIsToldWhenAsked() throws Exception {
    String[] words = {"dd", "if=/dev/zero", "of=" + command.at("file"), "bs=7", "count=3001"};
    WriteReport told = command.run(List.of("--detail", "writes"), words);
    assertThat(told.json().at("/logical").has("summed_after_ns")).isFalse();
    assertThat(told.number("/logical/writes")).isEqualTo(3001);
    assertThat(told.writes()).noneMatch(it -> it.has("calls"));
  }
}
