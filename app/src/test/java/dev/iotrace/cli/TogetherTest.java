package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Several that look on at one who is followed.
class TogetherTest {
  private static final IoEvent ENDED = new WorkloadEnded(7);

  private final Counting followed = new Counting();

  @Test
  void allAreReadyBeforeItGoesAndAllHearTheSame() throws Exception {
    Together together = new Together(followed, 3);
    List<IoEvent> heard = Collections.synchronizedList(new ArrayList<>());
    Callable<Void> looking =
        () -> {
          together.run(heard::add);
          return null;
        };
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Future<Void> each : threads.invokeAll(List.of(looking, looking, looking))) {
        each.get();
      }
    }
    assertThat(followed.runs).isEqualTo(1);
    assertThat(heard).containsExactly(ENDED, ENDED, ENDED);
  }

  @Test
  void nothingIsDoneWhenOneCannotLookOn() throws Exception {
    Together together = new Together(followed, 2);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> ready =
          threads.submit(
              () -> {
                together.run(_ -> {});
                return null;
              });
      together.fail();
      assertThatThrownBy(ready::get).hasCauseInstanceOf(CancellationException.class);
    }
    assertThatThrownBy(() -> together.run(_ -> {})).isInstanceOf(CancellationException.class);
    assertThat(followed.runs).isZero();
  }

  @Test
  void whoFailsWhenItIsOverConcernsNobodyElse() throws Exception {
    Together together = new Together(followed, 1);
    together.run(_ -> {});
    together.fail();
    assertThat(followed.runs).isEqualTo(1);
  }

  private static final class Counting implements Followed {
    private int runs;

    @Override
    public int processId() {
      return 1;
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public Optional<Survivors> survivors() {
      return Optional.empty();
    }

    @Override
    public void run(Consumer<IoEvent> events) {
      runs++;
      events.accept(ENDED);
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
  }
}
