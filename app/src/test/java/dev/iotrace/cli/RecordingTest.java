package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
  @Test
  void whatHappensWhileProbesAreDetachedIsNotRecordedButWhatWasLostIs() {
    List<IoEvent> seen = new ArrayList<>();
    Recording recording;
    try (TraceReader trace = TraceReader.open(TraceFolder.of("one-overwrite-direct").trace())) {
      recording = new Recording(trace.header()).watchedBy(seen::add);
    }
    recording.endAt(10);
    recording.accept(new WorkloadEnded(10));
    recording.accept(new WorkloadEnded(11));
    recording.accept(new EventsLost(11, "ext4.bt", 1));
    assertThat(seen).containsExactly(new WorkloadEnded(10), new EventsLost(11, "ext4.bt", 1));
  }
}
