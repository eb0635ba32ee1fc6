package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data and tree blocks on several devices, told from each one alone. Oracle: btrfs-map-logical.
class BtrfsRaidIT {
  private static final int EXTENTS = 60;
  private static final int BLOCK = BtrfsExpectation.BLOCK;

  private static final Pattern PLACE =
      Pattern.compile("(?m)^mirror (\\d+) logical (\\d+) physical (\\d+) device (\\S+)$");

  @TempDir Path directory = Path.of("");
  private final Map<String, BtrfsDevices.Told> told = new HashMap<>();

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @ParameterizedTest
  @CsvSource({
    "2, -d raid0 -m raid1",
    "3, -d raid5 -m raid1c3",
    "4, -d raid6 -m raid1c4",
    "4, -d raid10 -m raid1c4",
    "3, -d single -m raid1c3",
  })
  void dataIsWhereMapLogicalSays(int count, String mkfs) throws Exception {
    try (BtrfsDevices devices = new BtrfsDevices(directory, count, "400M", mkfs)) {
      devices.mount("commit=1");
      BtrfsTree.plant(devices.point());
      devices.unmount();
      BtrfsDump dump = devices.dump();
      for (String device : devices.names()) {
        told.put(device, BtrfsDevices.explain(Path.of(device)));
      }
      boolean parity = mkfs.contains("raid5") || mkfs.contains("raid6");
      Set<Kind> kinds = new HashSet<>();
      List<Map.Entry<Long, Long>> extents =
          dump.extents.entrySet().stream()
              .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
              .limit(EXTENTS)
              .toList();
      assertThat(extents).hasSize(EXTENTS);
      int found = 0;
      for (Map.Entry<Long, Long> extent : extents) {
        Set<Kind> some = check(devices, extent.getKey(), extent.getValue(), parity);
        found += some.isEmpty() ? 0 : 1;
        kinds.addAll(some);
      }
      assertThat(found).isGreaterThan(EXTENTS / 2);
      assertThat(kinds).contains(Kind.FILE_DATA);
      assertThat(kinds.contains(Kind.PARITY)).isEqualTo(parity);
    }
  }

  private Set<Kind> check(BtrfsDevices devices, long start, long bytes, boolean parity)
      throws Exception {
    List<MatchResult> places = PLACE.matcher(map(devices, start, bytes)).results().toList();
    Set<Kind> kinds = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      MatchResult place = places.get(i);
      int mirror = Integer.parseInt(place.group(1));
      long logical = Long.parseLong(place.group(2));
      long next = i + 1 < places.size() ? Long.parseLong(places.get(i + 1).group(2)) : 0;
      long end = next > logical ? next : start + bytes;
      long physical = Long.parseLong(place.group(3));
      for (long at = 0; at < end - logical; at += BLOCK) {
        List<Structure> structures = Objects.requireNonNull(told.get(place.group(4))).structures();
        Structure structure = structures.get(Math.toIntExact((physical + at) / BLOCK));
        kinds.add(structure.kind());
        if (parity && mirror > 1) {
          assertThat(structure.kind()).as("%s", place).isEqualTo(Kind.PARITY);
        } else {
          assertThat(structure.logical()).as("%s", place).isEqualTo(logical + at);
          assertThat(structure.kind()).isIn(Kind.FILE_DATA, Kind.UNCLAIMED);
        }
      }
    }
    return kinds;
  }

  /// For some extents it fails and prints nothing; why, was not found out. Those are left out.
  private static String map(BtrfsDevices devices, long start, long bytes)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "btrfs-map-logical",
                "-l",
                String.valueOf(start),
                "-b",
                String.valueOf(bytes),
                devices.names().getFirst())
            .redirectError(Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0 || text.isEmpty()).as(text).isTrue();
    return text;
  }

  /// mkfs puts all trees on the first device, and half of the data's chunk on the second.
  @Test
  void whatOnlyAnotherDeviceKnowsIsNoted() throws Exception {
    try (BtrfsDevices devices = new BtrfsDevices(directory, 2, "400M", "-d raid0 -m single")) {
      BtrfsDevices.Told first = BtrfsDevices.explain(Path.of(devices.names().getFirst()));
      assertThat(first.notes()).noneMatch(note -> note.contains("another device"));
      assertThat(first.structures()).noneMatch(it -> it.detail().contains("not all chunks"));

      BtrfsDevices.Told second = BtrfsDevices.explain(Path.of(devices.names().getLast()));
      assertThat(second.notes())
          .anyMatch(it -> it.matches("the chunk tree .* is on another device only"));
      Structure data = second.structures().get((1 << 20) / BLOCK);
      assertThat(data.kind()).isEqualTo(Kind.UNCLAIMED);
      assertThat(data.detail()).isEqualTo("not all chunks are known");
    }
  }
}
