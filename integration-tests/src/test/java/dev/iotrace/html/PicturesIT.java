package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the pictures of the page show, in Debian's Chromium.
class PicturesIT extends PageFixture {
  @Test
  void everyDiskOfAnArrayHasItsMap() throws Exception {
    Path page = page("recorded-6.1-bpftrace-0.17-ext4-raid1/trace.jsonl.gz");
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
    Path page = page(FOUR_BYTES);
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
    assertThat(shown(page(FOUR_BYTES)).text(columns))
        .isEqualTo(
            "#1 write of 4 B | 1 page | transaction 2 | 1 bio, data by fsync + 1 bio, superblock"
                + " by commit + 7 bios, metadata by sync + 9 bios, journal by commit");
    assertThat(shown(page("one-overwrite-direct/trace.jsonl")).text(columns))
        .isEqualTo("#1 write of 4 KiB | 1 bio, data by direct | #1 data, 4 KiB");
  }
}
