package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CallIntended;
import dev.iotrace.event.Syscall;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedFileTest {
  private static final int PAGE = 4096;

  private final TracedFile file = new TracedFile(12, PAGE, new DirtyCount());

  @Test
  void bioCarriesTheWritesOfItsPagesOnly() {
    LogicalWrite first = write(1, 0, PAGE);
    LogicalWrite second = write(2, PAGE, PAGE);
    file.mapped(1_000_000, 0, 2 * PAGE);
    assertThat(file.writeBack(1_000_000 + PAGE, PAGE, 50)).containsExactly(second);
    assertThat(second.dirty()).isFalse();
    assertThat(first.dirty()).isTrue();
  }

  @Test
  void pageOfUnknownPlaceCarriesAllThatIsDirty() {
    LogicalWrite first = write(1, 0, PAGE);
    LogicalWrite second = write(2, 9 * PAGE, PAGE);
    assertThat(file.writeBack(1_000_000, PAGE, 50)).containsExactly(first, second);
  }

  @Test
  void knownPagesCarryTheirWritesOnly() {
    LogicalWrite first = write(1, 0, PAGE);
    LogicalWrite second = write(2, 9 * PAGE, 2 * PAGE);
    assertThat(file.writeBackPages(9, 10, 50)).containsExactly(second);
    assertThat(first.dirty()).isTrue();
    assertThat(second.dirty()).isFalse();
  }

  @Test
  void bioOfUnknownPagesCarriesAllThatIsDirty() {
    LogicalWrite first = write(1, 0, PAGE);
    LogicalWrite second = write(2, 9 * PAGE, PAGE);
    assertThat(file.writeBackAll(50)).containsExactly(first, second);
    assertThat(file.dirtyPages()).isZero();
  }

  @Test
  void pageThatBecameDirtyAgainSinceTheWritingBackBeganStaysDirty() {
    LogicalWrite first = write(1, 0, 4);
    file.dirtied(0, first, 10);
    LogicalWrite second = write(2, 4, 4);
    file.dirtied(0, second, 60);
    file.mapped(1_000_000, 0, PAGE);
    assertThat(file.writeBack(1_000_000, PAGE, 50)).containsExactly(first, second);
    assertThat(file.dirtyPages()).isEqualTo(1);
    assertThat(file.writeBack(1_000_000, PAGE, 70)).containsExactly(first, second);
    assertThat(file.dirtyPages()).isZero();
    assertThat(first.dirty()).isFalse();
  }

  @Test
  void adjoiningAllocationsAreOneExtent() {
    file.mapped(1_000_000, 0, PAGE);
    file.mapped(1_000_000 + PAGE, PAGE, PAGE);
    assertThat(file.knows(1_000_000, 2 * PAGE)).isTrue();
    assertThat(file.knows(1_000_000, 3 * PAGE)).isFalse();
  }

  @Test
  void isNotIdleWhileAWriteWaitsForItsBlockToBeCalledWritten() {
    LogicalWrite write = write(1, 0, PAGE);
    file.writeBackAll(50);
    file.records().submitted(List.of(write), file.reachable());
    assertThat(file.isIdle()).isFalse();
    file.records().record(0, PAGE);
    assertThat(file.isIdle()).isTrue();
  }

  @Test
  void shortWriteLeavesThePagesItDidNotReach() {
    LogicalWrite write = write(1, 100, 3 * PAGE);
    file.retract(write, PAGE + 1);
    assertThat(file.dirtyPages()).isEqualTo(2);
  }

  @Test
  void failedWriteWithinAPageLeavesThatPage() {
    LogicalWrite write = write(1, 100, 3 * PAGE);
    file.retract(write, 100);
    assertThat(file.dirtyPages()).isZero();
    assertThat(write.dirty()).isFalse();
  }

  @Test
  void failedWriteLeavesOtherWritesInItsPages() {
    LogicalWrite kept = write(1, 0, 100);
    LogicalWrite failed = write(2, 100, PAGE);
    file.retract(failed, 100);
    assertThat(file.dirtyWrites()).containsExactly(kept);
  }

  private LogicalWrite write(long id, long offset, long bytes) {
    LogicalWrite write = new LogicalWrite();
    write.announce(new CallIntended(1, 100, id, Syscall.WRITE, 12, offset, bytes), 0, false);
    file.write(write, offset, offset + bytes);
    return write;
  }
}
