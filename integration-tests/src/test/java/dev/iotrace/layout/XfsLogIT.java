package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.MountPoint;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The log of a mounted XFS, as the kernel writes it round and round, read from its device. Oracle:
/// xfs_logprint -d.
class XfsLogIT {
  private static final int ROUNDS = 60;
  private static final int FILES = 300;
  private static final String BEHIND = "its log may hold newer blocks";

  private static final Pattern PLACE =
      Pattern.compile("(?m)^ +log device: \\S+ daddr: (\\d+) length: (\\d+)$");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?m)^ *(\\d+) HEADER Cycle (\\d+) tail (\\d+):0*(\\d+) len +(\\d+) ops (\\d+)$");
  private static final Pattern OURS =
      Pattern.compile(
          "LSN (\\d+):(\\d+), tail (\\d+:\\d+), (?:(empty).*?|(\\d+) operations?, (\\d+) bytes)"
              + "(?:; .*)?");
  private static final Pattern BODY =
      Pattern.compile("of the record with LSN \\d+:(\\d+)(?:; .*)?");

  @TempDir Path directory = Path.of("");

  /// What is said of a log.
  ///
  /// @param start its first sector
  private record Told(long start, List<Structure> structures, List<String> notes) {}

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @ParameterizedTest
  @CsvSource({
    "-b size=1024, logbsize=32k",
    "-b size=4096, logbsize=256k",
    "-b size=4096 -l su=32768, logbsize=64k",
    "-b size=4096 -s size=4096, logbsize=32k",
  })
  void everySectorOfTheLogIsWhatLogprintSays(String options, String mount) throws Exception {
    Path image = directory.resolve("image");
    RealKernel.run("truncate", "--size=40M", image.toString());
    List<String> mkfs = new ArrayList<>(List.of("mkfs.xfs", "-q", "--unsupported"));
    mkfs.addAll(List.of(options.split(" ")));
    mkfs.addAll(List.of("-d", "agcount=2", image.toString()));
    RealKernel.run(mkfs.toArray(String[]::new));
    String device = RealKernel.run("losetup", "--find", "--show", image.toString());
    try (MountPoint point = MountPoint.make(directory.resolve("mount"))) {
      RealKernel.run("mount", "-o", mount, device, point.toString());
      boolean frozen = false;
      try {
        // What somebody read before stays in the device's cache, which XFS does not write to.
        RealKernel.run("dd", "if=" + device, "of=/dev/null", "bs=1M");
        write(point.path());
        RealKernel.run("fsfreeze", "--freeze", point.toString());
        frozen = true;
        assertSame(device, true);
      } finally {
        if (frozen) {
          RealKernel.run("fsfreeze", "--unfreeze", point.toString());
        }
        RealKernel.run("umount", point.toString());
      }
      assertSame(device, false);
    } finally {
      RealKernel.run("losetup", "--detach", device);
    }
  }

  private static void write(Path root) throws IOException, InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Path folder = Files.createDirectory(root.resolve("folder" + round));
      for (int i = 0; i < FILES; i++) {
        Files.createFile(folder.resolve("a name that is rather long, for the log's sake " + i));
      }
      RealKernel.run("sync", "--file-system", root.toString());
      for (int i = 0; i < FILES; i++) {
        Files.delete(folder.resolve("a name that is rather long, for the log's sake " + i));
      }
      RealKernel.run("sync", "--file-system", root.toString());
    }
  }

  private static void assertSame(String device, boolean behind) throws Exception {
    Told told = explain(Path.of(device));
    RealKernel.run("blockdev", "--flushbufs", device); // xfs_logprint reads by the cache.
    String dump = RealKernel.run("xfs_logprint", "-d", device);
    Matcher place = PLACE.matcher(dump);
    assertThat(place.find()).as(dump).isTrue();
    assertThat(told.start()).isEqualTo(Long.parseLong(place.group(1)));
    assertThat(told.structures()).hasSize(Integer.parseInt(place.group(2)));
    Map<Integer, String> expected = new TreeMap<>();
    for (Matcher header = HEADER.matcher(dump); header.find(); ) {
      expected.put(
          Integer.valueOf(header.group(1)),
          "%s, tail %s:%s, %s operations, %s bytes"
              .formatted(
                  header.group(2),
                  header.group(3),
                  header.group(4),
                  header.group(6),
                  header.group(5)));
    }
    assertThat(headers(told.structures())).isEqualTo(expected).hasSizeGreaterThan(40);
    assertThat(expected.values()).anyMatch(header -> !header.startsWith("1,"));
    assertBodies(told.structures(), expected);
    if (behind) {
      assertThat(told.notes()).singleElement().asString().contains(BEHIND);
    } else {
      assertThat(told.notes()).isEmpty();
    }
  }

  private static Map<Integer, String> headers(List<Structure> structures) {
    Map<Integer, String> headers = new TreeMap<>();
    for (int i = 0; i < structures.size(); i++) {
      Matcher header = OURS.matcher(structures.get(i).detail());
      if (structures.get(i).kind() == Kind.LOG_RECORD_HEADER && header.matches()) {
        assertThat(header.group(2)).isEqualTo(Integer.toString(i));
        boolean empty = header.group(4) != null;
        headers.put(
            i,
            "%s, tail %s, %s operations, %s bytes"
                .formatted(
                    header.group(1),
                    header.group(3),
                    empty ? "0" : header.group(5),
                    empty ? "0" : header.group(6)));
      }
    }
    return headers;
  }

  /// What is said to be of a record stands behind its header, and not behind the next one.
  private static void assertBodies(List<Structure> structures, Map<Integer, String> headers) {
    int bodies = 0;
    int last = headers.keySet().stream().max(Integer::compare).orElseThrow();
    for (int i = 0; i < structures.size(); i++) {
      Matcher body = BODY.matcher(structures.get(i).detail());
      if (structures.get(i).kind() == Kind.LOG_BODY && body.matches()) {
        int before = i;
        while (before >= 0 && !headers.containsKey(before)) {
          before--;
        }
        assertThat(Integer.parseInt(body.group(1))).isEqualTo(before < 0 ? last : before);
        bodies++;
      }
    }
    assertThat(bodies).isGreaterThan(1000);
  }

  private static Told explain(Path device) throws Damaged {
    try (Image image = Image.ofDevice(device, 0)) {
      Layout layout = Layout.open(image);
      long end = layout.blocks() * layout.blockBytes() / 512;
      List<Structure> all = layout.atSectors(LongStream.range(0, end).boxed().toList());
      List<Long> log =
          LongStream.range(0, end)
              .filter(sector -> all.get((int) sector).kind().name().startsWith("LOG_"))
              .boxed()
              .toList();
      assertThat(log.getLast() - log.getFirst()).isEqualTo(log.size() - 1);
      return new Told(
          log.getFirst(),
          all.subList(log.getFirst().intValue(), log.getLast().intValue() + 1),
          layout.notes());
    }
  }
}
