package dev.iotrace.report;

import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.TraceHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was found to stand where. A block of a journal may have been found several times, each time
/// of another transaction.
final class StructureMap {
  /// The blocks whose newest request is known, at most: as many as are looked up.
  private static final int MOST_PLACES = 1 << 16;

  private final long startSector;
  private final long blockSectors;
  private final Map<DeviceNumber, TreeMap<Long, List<StructureFound>>> disks = new HashMap<>();

  private final Map<Place, Long> lastWriter = new HashMap<>();

  /// Where a request or a block begins.
  private record Place(DeviceNumber disk, long sector) {}

  StructureMap(TraceHeader.FileSystem fileSystem) {
    startSector = fileSystem.startSector();
    blockSectors = Math.max(1, fileSystem.blockBytes() / SectorRange.SECTOR_BYTES);
  }

  /// A request wrote there; the requests come in any order.
  void wrote(TracedRequest request) {
    if (request.rwbs().isWrite()) {
      long end = request.sector() + request.bytes() / SectorRange.SECTOR_BYTES;
      for (long at = request.sector(); at < end; at += toNextBlock(at)) {
        Place place = new Place(request.device(), at);
        if (lastWriter.size() < MOST_PLACES || lastWriter.containsKey(place)) {
          lastWriter.merge(place, request.id(), Math::max);
        }
      }
    }
  }

  void add(StructureFound found) {
    disks
        .computeIfAbsent(found.device(), _ -> new TreeMap<>())
        .computeIfAbsent(found.sectors().start(), _ -> new ArrayList<>(1))
        .add(found);
  }

  /// What stands where the request went; null where nothing certain is known, and for a flush.
  @Nullable StructureEntry of(TracedRequest request) {
    List<StructureEntry.Block> blocks = new ArrayList<>();
    long end = request.sector() + request.bytes() / SectorRange.SECTOR_BYTES;
    for (long at = request.sector(); at < end; ) {
      StructureFound found = at(request, at);
      long next = found == null ? at + toNextBlock(at) : Math.min(end, found.sectors().end());
      if (found != null) {
        blocks.add(block(found, at, next));
      }
      at = next;
    }
    return blocks.isEmpty()
        ? null
        : new StructureEntry(blocks.getFirst().kind(), StructureWords.detail(blocks), blocks);
  }

  private long toNextBlock(long sector) {
    return blockSectors - Math.floorMod(sector - startSector, blockSectors);
  }

  /// What another transaction left there is not what the request brought. Where it is not known
  /// whose the request was, it is what it brought if nobody wrote there after it.
  private @Nullable StructureFound at(TracedRequest request, long sector) {
    TreeMap<Long, List<StructureFound>> places =
        disks.getOrDefault(request.device(), new TreeMap<>());
    Map.Entry<Long, List<StructureFound>> entry = places.floorEntry(sector);
    if (entry == null) {
      return null;
    }
    Long last = lastWriter.get(new Place(request.device(), sector));
    boolean newest = request.transaction() == 0 && last != null && last == request.id();
    for (StructureFound found : entry.getValue().reversed()) {
      if (sector >= found.sectors().end()) {
        continue;
      }
      if (newest || found.transaction().map(it -> it == request.transaction()).orElse(true)) {
        return found;
      }
      if (isFixed(found)) {
        return ofUnknownTransaction(found);
      }
    }
    return null;
  }

  /// btrfs writes its superblocks always in the same places.
  private static boolean isFixed(StructureFound found) {
    return found.kind().startsWith("superblock");
  }

  private static StructureFound ofUnknownTransaction(StructureFound found) {
    return new StructureFound(
        found.timeNs(),
        found.device(),
        found.sectors(),
        found.kind(),
        "",
        found.inode(),
        found.path(),
        found.fileOffset(),
        found.group(),
        Optional.empty(),
        found.homeSector());
  }

  private StructureEntry.Block block(StructureFound found, long from, long to) {
    long skipped = (from - found.sectors().start()) * SectorRange.SECTOR_BYTES;
    long home = found.homeSector().orElse(-1L);
    return new StructureEntry.Block(
        from,
        (to - from) * SectorRange.SECTOR_BYTES,
        blockOf(from),
        found.kind(),
        found.detail(),
        found.inode().orElse(null),
        found.path().orElse(null),
        found.fileOffset().map(offset -> offset + skipped).orElse(null),
        found.group().orElse(null),
        found.transaction().orElse(null),
        home < 0 ? null : blockOf(home));
  }

  private long blockOf(long sector) {
    return Math.floorDiv(sector - startSector, blockSectors);
  }
}
