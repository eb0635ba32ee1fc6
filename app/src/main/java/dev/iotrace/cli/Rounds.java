package dev.iotrace.cli;

import dev.iotrace.compare.ComparisonBuilder;
import dev.iotrace.event.Refusal;
import dev.iotrace.registry.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Runs every variant once in each round, each round in another order, so that what changes slowly
/// on the machine does not favour one of them.
final class Rounds {
  /// How long the signal that ended a child of ours may take to reach us, too.
  private static final Duration SIGNAL = Duration.ofMillis(300);

  private final List<Variant> variants;
  private final ComparisonBuilder builder;
  private final Session session;
  private final Progress progress;
  private final Set<Integer> ran = new HashSet<>();
  private final Map<Integer, Refusal> refused = new HashMap<>();

  /// @param builder told of each run
  Rounds(List<Variant> variants, ComparisonBuilder builder, Session session, Progress progress) {
    this.variants = variants;
    this.builder = builder;
    this.session = session;
    this.progress = progress;
  }

  /// Runs them all, but those that were refused at their first attempt only once.
  ///
  /// @param seed of the orders
  /// @param verbose whether to tell what happens in each run
  /// @return whether the user ended it early
  boolean run(
      int rounds,
      long seed,
      boolean verbose,
      BiFunction<Variant, Progress, Experiment.Order> orders)
      throws IOException, InterruptedException {
    Progress each = verbose ? progress : progress.silent();
    RoundSchedule schedule = new RoundSchedule(variants.size(), rounds, seed);
    for (int round = 1; round <= rounds; round++) {
      for (int cell : schedule.order(round)) {
        if (session.cancellation().requested()) {
          return true;
        }
        if (!refused.containsKey(cell) || ran.contains(cell)) {
          tell(round, rounds, cell, schedule.left());
          Variant variant = variants.get(cell - 1);
          Experiment experiment = new Experiment(orders.apply(variant, each), session, each);
          if (!run(experiment, variant, cell, round)) {
            return true;
          }
          schedule.ran();
        } else {
          schedule.passed();
        }
      }
    }
    return session.cancellation().requested();
  }

  /// The first refusal, if there was one.
  Optional<Refusal> refused() {
    return refused.keySet().stream().sorted().findFirst().map(refused::get);
  }

  /// One run; false when it was the user who had it fail.
  private boolean run(Experiment experiment, Variant variant, int cell, int round)
      throws IOException, InterruptedException {
    try (Run run = session.begin();
        Place place = variant.finding().find(run)) {
      builder.add(cell, round, experiment.run(place, run));
      ran.add(cell);
    } catch (Refusal refusal) {
      if (session.cancellation().sleep(SIGNAL)) {
        return false;
      }
      builder.add(cell, round, refusal);
      refused.putIfAbsent(cell, refusal);
      progress.say(builder.name(cell) + ": " + refusal.getMessage());
    }
    return true;
  }

  private void tell(int round, int rounds, int cell, String left) {
    progress.tell(
        String.format(
            Locale.ROOT, "round %d of %d: %s%s", round, rounds, builder.name(cell), left));
  }
}
