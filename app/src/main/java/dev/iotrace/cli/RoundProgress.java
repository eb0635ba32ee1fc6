package dev.iotrace.cli;

import dev.iotrace.bench.WriteBench;
import dev.iotrace.bench.WriteSpec;

/// Tells which round it is.
record RoundProgress(WriteSpec.Rounds rounds, Progress progress) implements WriteBench.Listener {
  @Override
  public void round(int number) {
    progress.tell(number == 0 ? "warming up" : "round " + number + " of " + rounds.count());
  }

  @Override
  public void busy() {
    progress.say("the device is busy with other work, and its figures will include that");
  }
}
