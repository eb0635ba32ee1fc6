package dev.iotrace.perfetto;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.TrackDescriptor;

/// Transactions and their commits: one runs while another is committed, so there may be two lanes.
final class CommitTracks {
  private final Source source;
  private final Flows flows;
  private final Packets packets;

  CommitTracks(Source source, Flows flows, Packets packets) {
    this.source = source;
    this.flows = flows;
    this.packets = packets;
  }

  void put() {
    List<Span> spans = source.beside().commits().stream().map(this::span).toList();
    if (!spans.isEmpty()) {
      String name = "transactions of " + source.report().target().fileSystem().type();
      long group = packets.track(0, TrackDescriptor.newBuilder().setName(name));
      new Lanes(_ -> packets.track(group, TrackDescriptor.newBuilder().setName("transactions")))
          .put(spans, packets);
    }
  }

  /// From the first change of a traced thread where that is known, with the commit within.
  private Span span(Commit commit) {
    Notes whole =
        new Notes(commit.kind().word(), "transaction")
            .with("id", commit.id())
            .with("comm", source.beside().comm(commit.threadId()));
    long beginNs =
        Stream.of(commit.joinedNs(), commit.startedNs())
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .min()
            .orElseThrow();
    return new Span(beginNs, commit.endedNs(), whole.event(), written(commit));
  }

  private @Nullable Span written(Commit commit) {
    Long startedNs = commit.startedNs();
    if (startedNs == null) {
      return null;
    }
    Notes written = new Notes("commit", "commit").with("id", commit.id());
    flows.leave(commit, written.event());
    return new Span(startedNs, commit.endedNs(), written.event(), null);
  }
}
