package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// A test of the page in Debian's Chromium, which is started once for the class. One class at a
/// time.
abstract class PageFixture {
  static final String FOUR_BYTES = "recorded-6.18-bpftrace-0.17-ext4-structures/trace.jsonl.gz";

  @TempDir static Path temporary;
  private static @Nullable Chromium chromium;

  @BeforeAll
  static void startChromium() throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(
        program.isPresent(), "chromium is not installed; get it by: apt-get install chromium");
    chromium = Chromium.start(program.get(), Files.createDirectory(temporary.resolve("profile")));
  }

  @AfterAll
  static void endChromium() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
  }

  /// The page of one of the traces of the unit tests.
  static Path page(String trace) throws Exception {
    return Pages.of(Pages.TRACES.resolve(trace), temporary);
  }

  static Tab tab(int width, int height) throws Exception {
    return Objects.requireNonNull(chromium).tab(width, height);
  }

  static Tab shown(Path page) throws Exception {
    Tab tab = tab(1400, 900);
    tab.show(page);
    return tab;
  }

  static void assertUntroubled(Tab tab, Path page) {
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requested()).containsOnly(page.toUri().toString());
  }
}
