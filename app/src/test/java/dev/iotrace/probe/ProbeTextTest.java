package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bpftrace is given: fixed text and numbers.
class ProbeTextTest {
  private static final String HOSTILE = "\"},{\"x $(id) `id` \n$1 ;* 😀";

  @TempDir Path directory = Path.of("");

  @Test
  void theTextIsTheResourceByteForByteWhateverTheNamesAroundAre() throws IOException {
    Path hostile = Files.createDirectory(directory.resolve(HOSTILE));
    String keep = "printf '%s\\0' \"$@\" > \"$0.$$.arguments\"\n";
    FakeBpftrace fake =
        FakeBpftrace.of(hostile, keep + FakeBpftrace.HEALTHY, keep + FakeBpftrace.HEALTHY);
    fake.open().stop();

    for (int i = 0; i < 2; i++) {
      String name = List.of("ext4.bt", "calls-syscalls.bt").get(i);
      String kept = "bpftrace." + fake.started.get(i).pid();
      assertThat(Files.readString(hostile.resolve(kept))).isEqualTo(beating(name));
      assertThat(Files.readString(hostile.resolve(kept + ".arguments")).split("\0"))
          .startsWith("-B", "line", "-f", "json", "-", "7340033", "7340032", "4194304", "0", "0")
          .hasSize(5 + 5 + 3 + 4 + 4 + 1 + 2 + 1)
          .endsWith("7:0", "0", "0", "0");
    }
  }

  @Test
  void bpftracesOwnVariablesAreOursAndItsLanguageIsC() {
    Map<String, String> environment = new HashMap<>(Map.of("BPFTRACE_STRLEN", "9", "LANG", "de"));
    ProbeCommand.set(environment, BufferSize.usual(2));
    assertThat(environment)
        .doesNotContainKey("BPFTRACE_STRLEN")
        .containsEntry("LANG", "C")
        .containsEntry("BPFTRACE_PERF_RB_PAGES", "2048");
    ProbeCommand.set(environment, BufferSize.usual(1000));
    assertThat(environment).containsEntry("BPFTRACE_PERF_RB_PAGES", "64");
  }

  @Test
  void bufferIsTheNextPowerOfTwoOfPages() {
    assertThat(BufferSize.ofBytes(1).pages()).isEqualTo(1);
    assertThat(BufferSize.ofBytes(4096).pages()).isEqualTo(1);
    assertThat(BufferSize.ofBytes(4097).pages()).isEqualTo(2);
    assertThat(BufferSize.ofBytes(3 << 20).pages()).isEqualTo(1024);
    assertThat(BufferSize.ofBytes(BufferSize.MOST_BYTES).pages()).isEqualTo(1 << 18);
  }

  /// The resource, and what makes it beat.
  private static String beating(String name) throws IOException {
    try (InputStream in = ProbeTextTest.class.getResourceAsStream("/probes/bpftrace/" + name)) {
      assertThat(in).isNotNull();
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Watermark.beating(new ProbeScript(name, text)).text();
    }
  }
}
