package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 8: the write of lab 1 on three file systems.
final class ThreeFileSystems implements Inquiry {
  /// A node of btrfs by mkfs.btrfs(8), written twice in profile DUP.
  private static final long TREE_NODE = 16_384;

  @Override
  public List<Trial> trials() {
    return List.of(trial("ext4"), trial("xfs"), trial("btrfs"));
  }

  private static Trial trial(String type) {
    return Trial.write(type, "--bytes", "4", "--scratch", type);
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading ext4 = runs.getFirst();
    Reading xfs = runs.get(1);
    Reading btrfs = runs.getLast();
    return new Findings(btrfs.total())
        .say("ext4", Words.count(ext4.total(), "byte"))
        .say("xfs", Words.count(xfs.total(), "byte"))
        .say("btrfs", Words.count(btrfs.total(), "byte"))
        .say("xfs_journal", Words.count(xfs.bytes(Cause.JOURNAL), "byte"))
        .say("ext4_journal", Words.count(ext4.bytes(Cause.JOURNAL), "byte"))
        .say("btrfs_data", Words.count(btrfs.bytes(Cause.DATA), "byte"))
        .say("btrfs_metadata", Words.count(btrfs.bytes(Cause.METADATA), "byte"))
        .show("bars", Bars.stacked(runs, columns))
        .show("xfs_requests", RequestTable.lines(xfs.requests(_ -> true), Exhibit.layout(columns)))
        .show(
            "btrfs_requests",
            RequestTable.lines(btrfs.requests(_ -> true), Exhibit.layout(columns)))
        .expect(new Band("data of 4 bytes on btrfs", "byte", btrfs.bytes(Cause.DATA), 0, 0))
        .expect(
            new Band(
                "metadata on btrfs beyond whole pairs of nodes",
                "byte",
                btrfs.bytes(Cause.METADATA) % (2 * TREE_NODE),
                0,
                0));
  }
}
