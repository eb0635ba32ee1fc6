package dev.iotrace.cli;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.filesystem.Target;
import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.LayoutRefused;
import dev.iotrace.layout.Structure;
import dev.iotrace.syscall.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Looks up what stands where requests went.
final class StructureLookup implements CauseSink {
  /// How many blocks are looked up at most: 256 MiB of those of 4 KiB.
  private static final int MOST_BLOCKS = 1 << 16;

  private static final String UNTOLD = "it is not told what stands where requests went: ";

  private final Target target;
  private final Supplier<Image> image;

  /// Sectors from the file system's beginning on: where a request begins, and each block that
  /// begins within it. A block of XFS has room for several structures.
  private final TreeSet<Long> places = new TreeSet<>();

  private final List<String> notes = new ArrayList<>();
  private boolean tooMany;

  /// @param image opens the device of the file system
  StructureLookup(Target target, Supplier<Image> image) {
    this.target = target;
    this.image = image;
  }

  @Override
  public synchronized void request(TracedRequest request) {
    if (request.owner() == Owner.UNRELATED || !target.isPlain()) {
      return;
    }
    long blockSectors = target.blockBytes() / SectorRange.SECTOR_BYTES;
    long first = request.sector() - target.startSector();
    long end = first + request.bytes() / SectorRange.SECTOR_BYTES;
    for (long at = first; at < end; at += blockSectors - Math.floorMod(at, blockSectors)) {
      if (at >= 0 && places.size() < MOST_BLOCKS) {
        places.add(at);
      } else if (at >= 0 && !places.contains(at)) {
        tooMany = true;
      }
    }
  }

  @Override
  public void write(TracedWrite write) {
    // Only requests go somewhere.
  }

  private StructureRuns.Volume volume() {
    return new StructureRuns.Volume(
        target.disk().device().number(), target.startSector(), target.blockBytes());
  }

  /// What stands there now.
  synchronized List<StructureFound> look() {
    if (places.isEmpty()) {
      return List.of();
    }
    if (tooMany) {
      notes.add("what stands there is told of " + MOST_BLOCKS + " blocks only");
    }
    try (Image device = image.get()) {
      Layout layout = Layout.open(device);
      long blockSectors = target.blockBytes() / SectorRange.SECTOR_BYTES;
      List<Long> sectors = places.headSet(layout.blocks() * blockSectors).stream().toList();
      StructureRuns runs = new StructureRuns(volume(), Time.boottimeNs());
      List<Structure> structures = layout.atSectors(sectors);
      for (int i = 0; i < sectors.size(); i++) {
        runs.add(sectors.get(i), structures.get(i));
      }
      return runs.all();
    } catch (LayoutRefused refused) {
      notes.add(UNTOLD + refused.why());
    } catch (Damaged damaged) {
      notes.add(UNTOLD + damaged.what());
    }
    return List.of();
  }

  /// Why something was not looked up.
  synchronized List<String> notes() {
    return List.copyOf(notes);
  }
}
