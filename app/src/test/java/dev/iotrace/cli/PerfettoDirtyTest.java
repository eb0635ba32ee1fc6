package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The counter of dirty bytes in a Perfetto trace, parsed back.
class PerfettoDirtyTest {
  @TempDir Path directory;

  /// A page is dirty from its write until its bio: the figures are those of what was written.
  @ParameterizedTest
  @CsvSource({
    "recorded-6.18-bpftrace-0.17-ext4-fsync-23, 4096",
    "recorded-6.18-bpftrace-0.17-xfs-fsync-23, 4096",
    "recorded-6.18-bpftrace-0.17-ext4-one-mib, 1048576",
    "recorded-6.18-bpftrace-0.23-ext4-large-folios, 3145728",
    "pages-of-a-bio, 12288",
  })
  void dirtyBytesRiseToWhatWasWrittenAndFallToNothing(String trace, long most) throws IOException {
    List<Long> values = dirtyBytes(TraceFolder.of(trace));
    assertThat(values).contains(most).allSatisfy(value -> assertThat(value).isBetween(0L, most));
    assertThat(values.getLast()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recorded-6.18-bpftrace-0.17-ext4-direct", "block-layer-only"})
  void whereNoPageIsTheFilesThereIsNoCounterOfDirtyBytes(String trace) throws IOException {
    assertThat(dirtyBytes(TraceFolder.of(trace))).isEmpty();
  }

  private List<Long> dirtyBytes(TraceFolder folder) throws IOException {
    Path file = directory.resolve("trace.perfetto-trace");
    CommandRun run =
        CommandRun.of(
            "report", folder.trace().toString(), "--quiet", "--perfetto", file.toString());
    assertThat(run.err()).isEmpty();
    ParsedPerfetto perfetto = ParsedPerfetto.of(file);
    return perfetto.counters().entrySet().stream()
        .filter(
            each -> perfetto.track(each.getKey()).getName().equals("dirty bytes of traced files"))
        .flatMap(each -> each.getValue().stream())
        .toList();
  }
}
