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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pictures of the page show, in Debian's Chromium.
class PicturesIT {
  private static final Path FOUR_BYTES =
      Pages.TRACES.resolve("recorded-6.18-bpftrace-0.17-ext4-structures/trace.jsonl.gz");

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

  @Test
  void everyDiskOfAnArrayHasItsMap() throws Exception {
    Path page =
        Pages.of(
            Pages.TRACES.resolve("recorded-6.1-bpftrace-0.17-ext4-raid1/trace.jsonl.gz"),
            temporary);
    Tab tab = shown(page);
    assertThat(
            tab.text("[...document.querySelectorAll('#disk h3')].map(it => it.textContent).join()"))
        .matches("Disk \\d+:\\d+,Disk \\d+:\\d+");
    assertThat(tab.evaluate("document.querySelectorAll('#disk canvas').length").asInt())
        .isEqualTo(2);
    assertUntroubled(tab, page);
  }

  @Test
  void syncHasAMarkOfItsOwnWhichOpensIt() throws Exception {
    Path page = Pages.of(FOUR_BYTES, temporary);
    Tab tab = shown(page);
    tab.evaluate("byId('timeline').scrollIntoView()");
    tab.click(
        """
        (() => {
          const box = byId("timeline-chart");
          const chart = echarts.getInstanceByDom(box);
          const marks = chart.getOption().series[1].data.filter(mark => mark[1] === 0);
          const at = chart.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, marks[1]);
          const place = box.getBoundingClientRect();
          return {x: place.left + at[0] + 20, y: place.top + at[1]};
        })()\
        """);
    assertThat(tab.text("byId('detail').innerText"))
        .contains("Sync #1 fsync", "2.229 ms", "journal commit");
    assertUntroubled(tab, page);
  }

  /// The figures of the columns are those of the report: pages, transactions, bios, requests.
  @Test
  void flowLeadsThroughPagesTransactionsAndBiosWhereTheyAreKnown() throws Exception {
    String columns =
        """
        (() => {
          const graph = Flow.graph(Model.report.requests.filter(Model.isWrite));
          return graph.columns.map(column => graph.nodes.filter(node => node.column === column)
              .map(node => node.label).sort().join(" + ")).slice(0, 4).join(" | ");
        })()\
        """;
    assertThat(shown(Pages.of(FOUR_BYTES, temporary)).text(columns))
        .isEqualTo(
            "#1 write of 4 B | 1 page | transaction 2 | 1 bio, data by fsync + 1 bio, superblock"
                + " by commit + 7 bios, metadata by sync + 9 bios, journal by commit");
    Path direct = Pages.TRACES.resolve("one-overwrite-direct/trace.jsonl");
    assertThat(shown(Pages.of(direct, temporary)).text(columns))
        .isEqualTo("#1 write of 4 KiB | 1 bio, data by direct | #1 data, 4 KiB");
  }

  private static Tab shown(Path page) throws Exception {
    Tab tab = Objects.requireNonNull(chromium).tab(1400, 900);
    tab.show(page);
    return tab;
  }

  private static void assertUntroubled(Tab tab, Path page) {
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requested()).containsOnly(page.toUri().toString());
  }
}
