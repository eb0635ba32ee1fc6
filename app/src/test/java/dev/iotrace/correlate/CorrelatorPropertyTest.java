package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.RequestCompleted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any run. A failure names its seed; `-Dseed=N` repeats it.
class CorrelatorPropertyTest {
  private static final int RUNS = 300;

  static LongStream seeds() {
    Long given = Long.getLong("seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyByteIsSomebodysOnceAndTheBooksClose(long seed) {
    RandomRun run = new RandomRun(seed, seed);
    Outcome outcome = Outcome.of(run.setting(), run.events());
    assertThat(outcome.audit().closed()).as("books closed: %s", outcome.audit()).isTrue();
    assertThat(outcome.writtenBytes(Owner.UNATTRIBUTED)).isZero();
    assertThat(outcome.writtenBytes(Owner.TRACED) + outcome.unrelatedBytes())
        .isEqualTo(outcome.audit().issuedWriteBytes());
    assertThat(outcome.writes().stream().mapToLong(TracedWrite::deviceBytes).sum())
        .isEqualTo(outcome.writtenBytes(Owner.TRACED));
    assertThat(outcome.requests())
        .allSatisfy(
            request ->
                assertThat(
                        request.othersBytes()
                            + request.shares().stream().mapToLong(TracedRequest.Share::bytes).sum())
                    .isEqualTo(request.bytes()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void runThatIsInItsPlaceIsSettledAndSafeAndItsDataIsItsOwn(long seed) {
    RandomRun run = new RandomRun(seed, seed);
    Outcome outcome = Outcome.of(run.setting(), run.events());
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.writes()).hasSize(Math.toIntExact(run.writes()));
    assertThat(outcome.writes())
        .allSatisfy(write -> assertThat(write.durableNs() > 0).isEqualTo(write.result() > 0));
    assertThat(
            outcome.requests().stream()
                .filter(request -> request.cause() == Cause.DATA)
                .mapToLong(TracedRequest::tracedBytes)
                .sum())
        .isEqualTo(run.ourDataBytes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void cuttingBiosIntoRequestsInAnotherWayChangesNobodysBytes(long seed) {
    RandomRun one = new RandomRun(seed, seed);
    RandomRun other = new RandomRun(seed, seed + 1);
    Outcome expected = Outcome.of(one.setting(), one.events());
    Outcome actual = Outcome.of(other.setting(), other.events());
    assertThat(bytesByWrite(actual)).isEqualTo(bytesByWrite(expected));
    assertThat(actual.unrelatedBytes()).isEqualTo(expected.unrelatedBytes());
    assertThat(actual.audit().issuedWriteBytes()).isEqualTo(expected.audit().issuedWriteBytes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void skippedCompletionsChangeNoRequestsOwnerAndMakeNothingSafeEarlier(long seed) {
    RandomRun run = new RandomRun(seed, seed);
    Random random = new Random(seed);
    double kept = random.nextDouble();
    List<IoEvent> some = new ArrayList<>(run.events());
    some.removeIf(event -> event instanceof RequestCompleted && random.nextDouble() > kept);
    Outcome expected = Outcome.of(run.setting(), run.events());
    Outcome actual = Outcome.of(run.setting(), some);
    assertThat(owners(actual)).isEqualTo(owners(expected));
    assertThat(dataShares(actual)).isEqualTo(dataShares(expected));
    assertThat(actual.writtenBytes(Owner.TRACED) + actual.unrelatedBytes())
        .isEqualTo(actual.audit().issuedWriteBytes());
    for (int i = 0; i < expected.writes().size(); i++) {
      TracedWrite write = actual.writes().get(i);
      assertThat(write.durableNs() == 0 ? Long.MAX_VALUE : write.durableNs())
          .as("write %d", write.id())
          .isGreaterThanOrEqualTo(expected.writes().get(i).durableNs());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noOrderOfEventsIsTooAbsurd(long seed) {
    RandomRun run = new RandomRun(seed, seed);
    List<IoEvent> shuffled = new ArrayList<>(run.events());
    Collections.shuffle(shuffled, new Random(seed));
    assertThatCode(() -> Outcome.of(run.setting(), shuffled)).doesNotThrowAnyException();
  }

  private static List<Long> bytesByWrite(Outcome outcome) {
    return outcome.writes().stream().map(TracedWrite::deviceBytes).toList();
  }

  private record Owned(long id, Owner owner, Cause cause) {}

  private static List<Owned> owners(Outcome outcome) {
    return outcome.requests().stream()
        .map(each -> new Owned(each.id(), each.owner(), each.cause()))
        .toList();
  }

  private static List<List<TracedRequest.Share>> dataShares(Outcome outcome) {
    return outcome.requests().stream()
        .filter(each -> each.cause() == Cause.DATA)
        .map(TracedRequest::shares)
        .toList();
  }
}
