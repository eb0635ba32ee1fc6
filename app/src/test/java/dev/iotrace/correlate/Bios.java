package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import java.util.List;
import java.util.Optional;

/// Bios for tests of a part.
final class Bios {
  private Bios() {}

  static Bio of(String rwbs, long sector, int sectors) {
    return new Bio(
        new BioQueued(
            1,
            100,
            new DeviceNumber(8, 0),
            new SectorRange(sector, sectors),
            Rwbs.parse(rwbs),
            SubmitContext.NONE,
            Optional.empty(),
            List.of()));
  }
}
