package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BioRemapped;
import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PageRange;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
  private static final DeviceNumber DISK = new DeviceNumber(7, 0);
  private static final DeviceNumber PARTITION = new DeviceNumber(7, 1);

  private final Decoding decoding = new Decoding();

  /// As bpftrace 0.17 prints the map of `calls-tree.bt` at its end.
  @Test
  void whatWasWrittenElsewhereIsToldByDevice() {
    decoding.line(
        "{\"type\": \"stats\", \"data\": {\"@elsewhere\": {"
            + "\"266338304\": {\"count\": 36, \"average\": 6, \"total\": 216},"
            + " \"27\": {\"count\": 105, \"average\": 1000, \"total\": 105000}}}}");
    decoding.line("{\"type\": \"stats\", \"data\": {\"@elsewhere\": {\"x\": {}}}}");
    assertThat(decoding.events())
        .startsWith(
            new ElsewhereWritten(0, new DeviceNumber(254, 0), 36, 216),
            new ElsewhereWritten(0, new DeviceNumber(0, 27), 105, 105_000))
        .hasSize(3);
  }

  @Test
  void everyKindBecomesItsEvent() {
    SectorRange range = new SectorRange(264, 8);
    assertThat(one("remap 5 7 7340032 264 8 7340033 200"))
        .isEqualTo(new BioRemapped(5, 7, DISK, range, PARTITION, 200));
    assertThat(one("issue 5 7 7340032 264 8 4096 WS"))
        .isEqualTo(new RequestIssued(5, 7, DISK, range, 4096, Rwbs.parse("WS")));
    assertThat(one("requeue 5 7340032 264 8 WS"))
        .isEqualTo(new RequestRequeued(5, DISK, range, Rwbs.parse("WS")));
    assertThat(one("complete 5 7340032 264 8 -5 WS"))
        .isEqualTo(new RequestCompleted(5, DISK, range, -5, Rwbs.parse("WS")));
    assertThat(one("join 5 7 11 13 1")).isEqualTo(new TransactionJoined(5, 7, 11, 13, 1));
    assertThat(one("commit 5 7 11")).isEqualTo(new CommitStarted(5, 7, 11));
    assertThat(one("committed 5 7 11")).isEqualTo(new CommitEnded(5, 7, 11));
    assertThat(one("superblock 5 7")).isEqualTo(new JournalSuperblockWritten(5, 7));
    assertThat(one("block 5 7 66 11 0")).isEqualTo(new BlockDirtied(5, 7, 66, 11, 0));
    assertThat(one("page 5 7 13 2")).isEqualTo(new PageDirtied(5, 7, 13, 2));
    assertThat(one("alloc 5 7 13 2 3300 4")).isEqualTo(new BlocksAllocated(5, 7, 13, 2, 3300, 4));
    assertThat(one("inode 5 7 13 2")).isEqualTo(new InodeAllocated(5, 7, 13, 2));
    assertThat(one("call 5 7 316")).isEqualTo(new OperationNamed(5, 7, Syscall.RENAME));
    assertThat(one("call 5 7 -1")).isEqualTo(new OperationNamed(5, 7, Syscall.MMAP));
    assertThat(one("enter 5 7 pwritev2 13 -1 4"))
        .isEqualTo(new CallEntered(5, 7, Syscall.PWRITEV2, 13, -1, 4));
    assertThat(one("return 5 7 fsync -28")).isEqualTo(new CallReturned(5, 7, Syscall.FSYNC, -28));
  }

  @Test
  void aBioCarriesItsContextAndItsStack() {
    String stack = "\\n        submit_bio_noacct_nocheck+557\\n        ext4_io_submit+32\\n";
    assertThat(one("bio 5 7 7340032 264 8 FWFSM 13 4 11 1" + stack))
        .isEqualTo(
            new BioQueued(
                5,
                7,
                DISK,
                new SectorRange(264, 8),
                Rwbs.parse("FWFSM"),
                new SubmitContext(13, 4, 11, true),
                Optional.empty(),
                List.of("submit_bio_noacct_nocheck+557", "ext4_io_submit+32")));
  }

  @Test
  void aBioMayCarryItsPages() {
    String stack = "\\n        submit_bio_noacct_nocheck+557\\n";
    BioQueued data = (BioQueued) one("bio 5 7 7340032 264 16 W 13 4 0 0 13 2 3" + stack);
    assertThat(data.pages()).contains(new PageRange(13, 2, 3));
    assertThat(data.stack()).containsExactly("submit_bio_noacct_nocheck+557");
    BioQueued direct = (BioQueued) one("bio 5 7 7340032 264 16 WS 0 0 0 0 0 0 0" + stack);
    assertThat(direct.pages()).isEmpty();
  }

  @Test
  void aBioWithoutContextAndStackHasNone() {
    BioQueued bio = (BioQueued) one("bio 5 7 7340032 264 8 W 0 0 0 0");
    assertThat(bio.context()).isSameAs(SubmitContext.NONE);
    assertThat(bio.stack()).isEmpty();
  }

  @Test
  void aFlushCompletesAtSectorMinusOne() {
    RequestCompleted flush =
        (RequestCompleted) one("complete 5 7340032 18446744073709551615 0 0 FF");
    assertThat(flush.sectors().start()).isEqualTo(-1);
    assertThat(flush.rwbs().isFlush()).isTrue();
  }

  @Test
  void bothReadyLinesAreReported() {
    decoding.line("{\"type\": \"printf\", \"data\": \"ready 1 100\\n\"}");
    decoding.line("{\"type\": \"printf\", \"data\": \"ready 2 200\\n\"}");
    assertThat(decoding.ready).containsExactly(1, 2);
    assertThat(decoding.decoder.lastNs()).isEqualTo(200);
  }

  @Test
  void howFarItHasComeIsToldWithTheEvents() {
    decoding.line("{\"type\": \"printf\", \"data\": \"superblock 90 7\\n\"}");
    for (int beat = 100; beat <= 300; beat += 100) {
      decoding.line("{\"type\": \"printf\", \"data\": \"beat " + beat + "\\n\"}");
    }
    assertThat(decoding.events()).hasSize(1);
    assertThat(decoding.comeToNs).isEqualTo(100);
  }

  @Test
  void otherSpacingAndOtherOrderOfKeysAreUnderstood() {
    decoding.line("{\"type\":\"printf\",\"data\":\"superblock 1 7\\n\"}");
    decoding.line("{ \"data\" : \"superblock 2 7\\n\", \"type\" : \"printf\" }");
    decoding.line("{\"type\":\"printf\",\"count\":1,\"data\":\"superblock \\u0033 7\\n\"}\r");
    assertThat(decoding.events()).extracting(IoEvent::timeNs).containsExactly(1L, 2L, 3L);
  }

  @Test
  void attachedProbesInEveryShapeAndMapsAreIgnored() {
    decoding.line("{\"type\": \"attached_probes\", \"data\": {\"probes\": 5}}");
    decoding.line("{\"type\":\"attached_probes\",\"count\":5,\"data\":{\"probes\":\"5\"}}");
    decoding.line("{\"type\": \"map\", \"data\": {\"@x\": 18446744073709551615}}");
    decoding.line("");
    decoding.line("   ");
    assertThat(decoding.events()).isEmpty();
    assertThat(decoding.decoder.skipped()).isZero();
  }

  @Test
  void whatCannotBeIsALossAndNothingIsThrown() {
    List<String> broken =
        List.of(
            "issue 5 7 7340032 264 8 4096",
            "issue 5 7 7340032 264 8 4096 WS 9",
            "issue 5 7 7340032 264 -8 4096 WS",
            "issue 5 7 7340032 264 99999999999 4096 WS",
            "issue 5 7 99999999999999 264 8 4096 WS",
            "issue 5x 7 7340032 264 8 4096 WS",
            "enter 5 7 reboot 13 -1 4",
            "unheard 1 2",
            "ready one 2",
            "beat",
            "superblock 111111111111111111111 7",
            "",
            "\\uffffffc3\\uffffffa9");
    broken.forEach(data -> decoding.line("{\"type\": \"printf\", \"data\": \"" + data + "\\n\"}"));
    decoding.line("{\"type\": \"printf\", \"data\": \"\\uffffffc3\\x\"}");
    decoding.line("{\"type\": \"printf\", \"data\": 7}");
    assertThat(decoding.lost()).isEqualTo(broken.size() + 2L);
  }

  @Test
  void toDeleteWhatIsNotThereIsNoEvent() {
    decoding.line(
        "{\"type\": \"helper_error\", \"msg\": \"Can't delete map element because it does not"
            + " exist.\", \"helper\": \"map_delete_elem\", \"retcode\": -2, \"line\": 1, \"col\":"
            + " 3}");
    assertThat(decoding.events()).isEmpty();
    assertThat(decoding.decoder.skipped()).isZero();
  }

  @Test
  void anUnknownTypeIsSkippedAndCounted() {
    decoding.line("{\"type\": \"helper_error\", \"data\": {\"retcode\": -7}}");
    assertThat(decoding.events()).isEmpty();
    assertThat(decoding.decoder.skipped()).isEqualTo(1);
  }

  private IoEvent one(String data) {
    decoding.line("{\"type\": \"printf\", \"data\": \"" + data + "\\n\"}");
    List<IoEvent> events = decoding.events();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
