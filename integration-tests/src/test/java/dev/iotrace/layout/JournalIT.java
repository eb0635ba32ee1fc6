package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The journal of a mounted file system, as the kernel writes it, read from its device. Oracle:
/// debugfs logdump.
class JournalIT {
  private static final int FILES = 40;
  private static final int JBD2_MAGIC = 0xc03b3998;

  private static final Pattern HEADER =
      Pattern.compile("(?m)^Found expected sequence (\\d+), type (\\d) \\(.*\\) at block (\\d+)$");
  private static final Pattern COPY =
      Pattern.compile("(?m)^ +FS block (\\d+) logged at journal block (\\d+) .*$");
  private static final Map<String, String> KINDS =
      Map.of("1", "JOURNAL_DESCRIPTOR", "2", "JOURNAL_COMMIT", "5", "JOURNAL_REVOKE");

  @TempDir Path temporary = Path.of("");

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkfs=-b 4096",
        "mkfs=-b 1024 -O ^64bit",
        "mkfs=-b 4096 -O ^metadata_csum -O ^64bit",
        "mkfs=-b 1024 -O ^metadata_csum",
        "mkfs=-b 4096,mount=data=journal",
        "mkfs=-t ext3 -b 1024",
      })
  void everyBlockOfTheLogIsWhatLogdumpSays(String options) throws Exception {
    Path root = temporary.toRealPath();
    Run run = Registry.open(root.resolve("run"), new SystemRemover()).begin();
    try {
      ScratchSpec spec = ScratchSpec.parse("ext4,size=64m,dir=" + root + "," + options);
      Scratch scratch = Scratch.create(spec, run);
      write(scratch.mountPoint());
      Path device = scratch.device();
      Map<Long, String> expected =
          logdump(RealKernel.run("debugfs", "-R", "logdump -a", device.toString()));
      Map<Long, String> ours = journal(device);
      assertThat(expected.values())
          .anyMatch(line -> line.startsWith("JOURNAL_DESCRIPTOR"))
          .anyMatch(line -> line.startsWith("JOURNAL_BLOCK"))
          .anyMatch(line -> line.startsWith("JOURNAL_COMMIT"));
      if (!options.contains("data=journal")) {
        // With data in it the log wraps so fast that checkpoints leave nothing to revoke.
        assertThat(expected.values()).anyMatch(line -> line.startsWith("JOURNAL_REVOKE"));
      }
      ours.keySet().retainAll(expected.keySet());
      assertThat(ours).isEqualTo(expected);
    } finally {
      assertThat(run.end()).isEmpty();
    }
  }

  /// debugfs miscounts the blocks of such a journal, but not what they are copies of.
  @Test
  void externalJournalIsReadFromItsOwnDevice() throws Exception {
    Path point = Files.createDirectory(temporary.resolve("mount"));
    String journal = device("journal", "16M");
    String disk = device("disk", "64M");
    try {
      RealKernel.run("mke2fs", "-q", "-O", "journal_dev", "-b", "4096", journal);
      RealKernel.run("mke2fs", "-q", "-t", "ext4", "-b", "4096", "-J", "device=" + journal, disk);
      RealKernel.run("mount", disk, point.toString());
      write(point);
      String dump = RealKernel.run("debugfs", "-R", "logdump -a -f " + journal, disk);
      List<Long> expected =
          COPY.matcher(dump).results().map(copy -> Long.parseLong(copy.group(1))).toList();
      List<Structure> ours = explain(Path.of(journal)).structures();
      int first = Integer.parseInt(HEADER.matcher(dump).results().toList().getFirst().group(3));
      assertThat(ours.get(first).kind()).isEqualTo(Kind.JOURNAL_DESCRIPTOR);
      assertThat(ours.subList(first + 1, first + 1 + expected.size()))
          .extracting(Structure::homeBlock)
          .isEqualTo(expected);
      assertThat(ours.get(first + 1 + expected.size()).kind()).isEqualTo(Kind.JOURNAL_COMMIT);
      assertThat(explain(Path.of(disk)).notes()).contains("its journal is on another device");
    } finally {
      new ProcessBuilder("umount", point.toString()).start().waitFor();
      RealKernel.run("losetup", "--detach", disk);
      RealKernel.run("losetup", "--detach", journal);
    }
  }

  private String device(String name, String size) throws IOException, InterruptedException {
    String image = temporary.resolve(name).toString();
    RealKernel.run("truncate", "--size=" + size, image);
    return RealKernel.run("losetup", "--find", "--show", image);
  }

  /// What is said of a device.
  private record Told(List<Structure> structures, List<String> notes, int blockBytes) {}

  private static Told explain(Path device) throws Damaged {
    try (Image image = Image.ofDevice(device, 0)) {
      Layout layout = Layout.open(image);
      List<Long> all = LongStream.range(0, layout.blocks()).boxed().toList();
      return new Told(layout.at(all), layout.notes(), layout.blockBytes());
    }
  }

  /// Commits that log metadata, commits that revoke it, and blocks that begin as those of the
  /// journal do.
  private static void write(Path mountPoint) throws IOException, InterruptedException {
    byte[] likeTheJournal = new byte[20_000];
    for (int at = 0; at < likeTheJournal.length - 4; at += 1024) {
      ByteBuffer.wrap(likeTheJournal).putInt(at, JBD2_MAGIC);
    }
    for (int i = 0; i < FILES; i++) {
      Path folder = Files.createDirectory(mountPoint.resolve("folder" + i));
      Files.write(folder.resolve("file"), likeTheJournal);
      RealKernel.run("sync", "--file-system", mountPoint.toString());
      if (i % 3 == 0) {
        Files.delete(folder.resolve("file"));
        Files.delete(folder);
        RealKernel.run("sync", "--file-system", mountPoint.toString());
      }
    }
  }

  /// Journal block to kind, transaction and home block.
  private static Map<Long, String> logdump(String text) {
    Map<Long, String> lines = new TreeMap<>();
    String transaction = "";
    for (String line : text.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      Matcher copy = COPY.matcher(line);
      if (header.matches()) {
        transaction = header.group(1);
        lines.put(Long.parseLong(header.group(3)), KINDS.get(header.group(2)) + " " + transaction);
      } else if (copy.matches()) {
        lines.put(
            Long.parseLong(copy.group(2)), "JOURNAL_BLOCK " + transaction + " of " + copy.group(1));
      }
    }
    return lines;
  }

  private static Map<Long, String> journal(Path device) throws Damaged {
    Map<Long, String> lines = new TreeMap<>();
    Told told = explain(device);
    for (Structure each : told.structures()) {
      if (each.kind().name().startsWith("JOURNAL") && each.fileOffset() != null) {
        String home = each.homeBlock() == null ? "" : " of " + each.homeBlock();
        lines.put(
            each.fileOffset() / told.blockBytes(), each.kind() + " " + each.transaction() + home);
      }
    }
    return lines;
  }
}
