package dev.iotrace.report;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ElsewhereMounted;
import dev.iotrace.event.ElsewhereWritten;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was written to file systems that are not traced. One that is not mounted is none, but the
/// kernel's own: of memfd_create(2) for example.
final class Elsewhere {
  private final Map<DeviceNumber, ElsewhereWritten> written = new TreeMap<>();
  private final Map<DeviceNumber, ElsewhereMounted> mounted = new HashMap<>();

  void add(ElsewhereWritten event) {
    written.put(event.device(), event);
  }

  void add(ElsewhereMounted event) {
    mounted.put(event.device(), event);
  }

  List<ElsewhereEntry> entries() {
    List<ElsewhereEntry> entries = new ArrayList<>();
    for (ElsewhereWritten each : written.values()) {
      ElsewhereMounted place = mounted.get(each.device());
      if (place != null) {
        entries.add(
            new ElsewhereEntry(
                each.device().toString(), place.path(), place.type(), each.writes(), each.bytes()));
      }
    }
    return entries;
  }
}
