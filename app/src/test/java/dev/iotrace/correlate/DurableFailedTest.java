package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a device did not take is not safe, whatever came after it.
class DurableFailedTest extends CommandEvents {
  private static final int JBD2 = 9;
  private static final long FILE = 12;
  private static final int EIO = -5;

  @Test
  void dataThatFailedIsNot() {
    write();
    bio(COMMAND, "W", 80, 8, FILE);
    issueUntil(EIO, "W", 80, 8);
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void dataOfWhichAPartFailedIsNot() {
    write();
    bio(COMMAND, "W", 80, 8, FILE);
    issueUntil(0, "W", 80, 4);
    issueUntil(EIO, "W", 84, 4);
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void flushThatFailedMakesNothingSafeAndTheNextDoes() {
    write();
    bio(COMMAND, "W", 80, 8, FILE);
    issueUntil(0, "W", 80, 8);
    bio(COMMAND, "FWS", 0, 0, 0);
    issueUntil(EIO, "FF", 0, 0);
    assertThat(durableNs(1)).isZero();
    assertThat(flush(COMMAND)).isEqualTo(durableNs(1));
  }

  @Test
  void commitWhoseRecordFailedIsNone() {
    write();
    int type = TransactionJoined.WRITE_PAGE;
    add(new TransactionJoined(tick(), KWORKER, 5, FILE, type));
    bio(COMMAND, "W", 80, 8, FILE);
    issueUntil(0, "W", 80, 8);
    add(new CommitStarted(tick(), JBD2, 5));
    flush(JBD2);
    fua = true;
    add(
        new BioQueued(
            tick(),
            JBD2,
            DISK,
            new SectorRange(9000, 8),
            Rwbs.parse("WFSM"),
            new SubmitContext(0, 0, 5, false),
            Optional.empty(),
            List.of()));
    issueUntil(EIO, "WFSM", 9000, 8);
    add(new CommitEnded(tick(), JBD2, 5));
    flush(KWORKER);
    assertThat(durableNs(1)).isZero();
  }

  private void write() {
    enter(COMMAND, Syscall.WRITE, FILE, 0, PAGE);
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 0));
    leave(COMMAND, Syscall.WRITE, PAGE);
    add(new BlocksAllocated(tick(), COMMAND, FILE, 0, 10, 1));
  }

  private void issueUntil(int error, String rwbs, long sector, int sectors) {
    SectorRange range = new SectorRange(sector, sectors);
    add(new RequestIssued(tick(), KWORKER, DISK, range, range.bytes(), Rwbs.parse(rwbs)));
    add(new RequestCompleted(tick(), DISK, range, error, Rwbs.parse(rwbs)));
  }
}
