package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A command on ext4 in each of its modes: without a journal, with the data in it, with fast
/// commits, without delayed allocation. Whatever the mode, the books close, nothing is left to wait
/// for, and the bytes are charged to who wrote them.
class RunExt4ModesIT extends RootFixture {
  enum Mode {
    NO_JOURNAL("none", "rw", "-O", "^has_journal"),
    DATA_JOURNAL("journal", "data=journal"),
    WRITEBACK("writeback", "data=writeback"),
    FAST_COMMIT("ordered", "rw", "-O", "fast_commit"),
    NO_DELAYED_ALLOCATION("ordered", "nodelalloc"),
    SMALL_BLOCKS_WITHOUT_JOURNAL("none", "rw", "-O", "^has_journal", "-b", "1024"),
    SMALL_BLOCKS_IN_JOURNAL("journal", "data=journal", "-b", "1024");

    private final String journal;
    private final String options;

    /// Further arguments for mkfs.ext4, between blanks.
    private final String mkfs;

    Mode(String journal, String options, String... mkfs) {
      this.journal = journal;
      this.options = options;
      this.mkfs = String.join(" ", mkfs);
    }

    Following on(Path directory) throws Exception {
      return Following.on(directory, options, mkfs.isEmpty() ? new String[0] : mkfs.split(" "));
    }

    /// Of so many bytes in whole pages; with the data in the journal they go there, too.
    void assertData(WriteReport report, long bytes) {
      assertThat(report.text("/target/file_system/journal")).isEqualTo(journal);
      if (mkfs.contains("-b ")) {
        return; // less than pages
      }
      assertThat(report.deviceBytes("data")).isEqualTo(bytes);
      if (journal.equals("journal")) {
        assertThat(report.deviceBytes("journal")).isGreaterThan(bytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesThatSync(Mode mode) throws Exception {
    try (Following command = mode.on(directory)) {
      String program =
          """
          import os, sys
          for n in range(3):
              f = os.open(f'{sys.argv[1]}/file{n}', os.O_CREAT | os.O_WRONLY, 0o644)
              for i in range(7):
                  os.write(f, bytes(4096))
                  os.fsync(f)
          """;
      WriteReport report = command.run("python3", "-c", program, command.mountPoint());
      assertThat(report.number("/logical/bytes")).isEqualTo(3 * 7 * 4096);
      mode.assertData(report, 3 * 7 * 4096);
      assertThat(report.dataWrites())
          .hasSize(3 * 7)
          .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
      assertThat(Following.process(report, "python3").get("device_bytes").asLong())
          .isEqualTo(report.number("/settled/device_bytes"));
    }
  }

  /// Two processes write to a file of their own, one after the other, without a sync.
  @ParameterizedTest
  @EnumSource
  void bytesAreChargedToTheirProcessAndFile(Mode mode) throws Exception {
    try (Following command = mode.on(directory)) {
      String script =
          "head -c 1048576 /dev/zero >$0/large; tail -c 4096 $0/large >$0/small; sync -f $0";
      WriteReport report = command.run("sh", "-c", script, command.mountPoint());
      mode.assertData(report, 257 * 4096);
      assertThat(dataBytes(command.file(report, "large")))
          .isGreaterThanOrEqualTo(256 * dataBytes(command.file(report, "small")))
          .isEqualTo(dataBytes(Following.process(report, "head")));
      assertThat(dataBytes(command.file(report, "small")))
          .isEqualTo(dataBytes(Following.process(report, "tail")));
    }
  }

  /// What stands at its place already is written again, and what is cut off or removed is not
  /// waited for.
  @ParameterizedTest
  @EnumSource
  void filesThatAreOverwrittenCutAndRemoved(Mode mode) throws Exception {
    try (Following command = mode.on(directory)) {
      Path there = command.target().mountPoint();
      for (String name : List.of("kept", "cut", "gone", "replaced")) {
        Files.write(there.resolve(name), new byte[20 * 4096]);
      }
      command.target().sync();
      String program =
          """
          import os, sys
          os.chdir(sys.argv[1])
          for name in ('kept', 'cut', 'gone', 'replaced'):
              f = os.open(name, os.O_WRONLY)
              for i in range(20):
                  os.pwrite(f, bytes(101), i * 4096 + 7)
              os.close(f)
          os.truncate('cut', 3 * 4096)
          os.unlink('gone')
          f = os.open('new', os.O_CREAT | os.O_WRONLY, 0o644)
          os.write(f, bytes(5 * 4096))
          os.close(f)
          os.rename('new', 'replaced')
          os.mkdir('d')
          open('d/short', 'w').write('12345')
          os.unlink('d/short')
          os.rmdir('d')
          """;
      WriteReport report = command.run("python3", "-c", program, command.mountPoint());
      assertThat(report.text("/settled/how")).isEqualTo("sync");
      assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
      assertThat(dataBytes(command.file(report, "kept"))).isPositive();
      mode.assertData(report, (20 + 3 + 5) * 4096);
    }
  }

  /// Without delayed allocation no tracepoint names the device of such a page: not seen.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_DELAYED_ALLOCATION")
  void storesIntoAMapping(Mode mode) throws Exception {
    try (Following command = mode.on(directory)) {
      Files.write(command.target().mountPoint().resolve("old"), new byte[20 * 4096]);
      command.target().sync();
      String program =
          """
          import mmap, os, sys
          f = os.open(sys.argv[1] + '/old', os.O_RDWR)
          m = mmap.mmap(f, 20 * 4096)
          for page in range(20):
              m[page * 4096] = 1
          """;
      WriteReport report = command.run("python3", "-c", program, command.mountPoint());
      assertThat(dataBytes(command.file(report, "old"))).isPositive();
      mode.assertData(report, 20 * 4096);
      assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
          .containsExactly("mmap");
    }
  }

  private static long dataBytes(JsonNode part) {
    return WriteReport.deviceBytes(part, "data");
  }
}
