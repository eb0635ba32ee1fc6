package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two files of XFS that share their blocks, overwritten: what is written goes to blocks of its
/// own, and is not safe before the file has them. Nothing waits for metadata to go home.
class RunXfsSharingIT extends RunFixture {
  private static final int PAGE = 4096;
  private static final String PROGRAM =
      """
      import fcntl, mmap, os, sys
      def opened(name, how):
          return os.open(sys.argv[1] + '/' + name, os.O_CREAT | os.O_RDWR | how, 0o644)
      one, two = opened('one', 0), opened('two', 0)
      os.write(one, os.urandom(16 * 4096))
      os.fsync(one)
      fcntl.ioctl(two, 0x40049409, one) # FICLONE
      os.fsync(two)
      os.pwrite(one, bytes(4096), 2 * 4096)
      os.fsync(one)
      os.pwrite(opened('two', os.O_DIRECT), mmap.mmap(-1, 4096), 5 * 4096)
      os.fsync(two)
      """;

  @Override
  Following following() throws Exception {
    return new Following(directory, LoopXfs.make(directory));
  }

  @Test
  void overwritesOfSharedBlocksGoElsewhereAndAreSafeAfterTheRecord() throws Exception {
    Ended ended =
        command.runWith(
            new String[] {"--settle", "none"},
            json,
            "python3",
            "-c",
            PROGRAM,
            command.mountPoint());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(report.deviceBytes("data")).isEqualTo((16 + 1 + 1) * PAGE);
    assertOverwritten(report, "one", 2);
    assertOverwritten(report, "two", 5);
  }

  /// The page went to where the kernel says that it stands, and was safe after the next commit
  /// record of the log.
  private void assertOverwritten(WriteReport report, String name, int page) throws Exception {
    JsonNode write =
        report.dataWrites().stream()
            .filter(it -> it.get("file").asString().equals(command.at(name)))
            .toList()
            .getLast();
    assertThat(write.get("offset").asInt()).isEqualTo(page * PAGE);
    JsonNode data = only("data", report, write);
    assertThat(data.get("sector").asLong() * 512).isEqualTo(place(name, page));
    JsonNode record = only("journal", report, write);
    assertThat(record.get("issued_ns").asLong()).isGreaterThan(data.get("completed_ns").asLong());
    assertThat(write.get("durable_after_ns").asLong())
        .isGreaterThanOrEqualTo(record.get("completed_ns").asLong());
  }

  private static JsonNode only(String cause, WriteReport report, JsonNode write) {
    List<JsonNode> found =
        report.requests(cause).stream()
            .filter(it -> it.get("caused_by").values().contains(write.get("id")))
            .toList();
    assertThat(found).as(cause).hasSize(1);
    return found.getFirst();
  }

  /// By xfs_bmap(8): the lines are "N: [first..last]: from..to", in sectors.
  private long place(String name, int page) throws Exception {
    long sector = (long) page * PAGE / 512;
    for (String line : RealKernel.run("xfs_io", "-c", "bmap", command.at(name)).split("\n")) {
      String[] of = line.strip().split("[^0-9]+");
      if (of.length == 5 && Long.parseLong(of[1]) <= sector && sector <= Long.parseLong(of[2])) {
        return (Long.parseLong(of[3]) + sector - Long.parseLong(of[1])) * 512;
      }
    }
    throw new AssertionError(name + " has no page " + page);
  }
}
