package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the events that arrive while the probe is still starting, before it is known what the
/// trace's header says.
final class Relay implements Consumer<IoEvent> {
  private final List<IoEvent> early = new ArrayList<>();
  private @Nullable Consumer<? super IoEvent> receiver;

  @Override
  public synchronized void accept(IoEvent event) {
    if (receiver == null) {
      early.add(event);
    } else {
      receiver.accept(event);
    }
  }

  /// From now on events go there, those kept first.
  synchronized void connect(Consumer<? super IoEvent> to) {
    early.forEach(to);
    early.clear();
    receiver = to;
  }
}
