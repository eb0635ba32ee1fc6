package dev.iotrace.event;

/// A bio for one device became a bio for the device below it (tracepoint `block:block_bio_remap`):
/// partition to disk, device mapper to its target.
///
/// @param device the lower device
/// @param sectors the range on the lower device
/// @param oldDevice the upper device
/// @param oldSector where the range started on the upper device
public record BioRemapped(
    long timeNs,
    int threadId,
    DeviceNumber device,
    SectorRange sectors,
    DeviceNumber oldDevice,
    long oldSector)
    implements IoEvent.OfBlockLayer {
  /// The range on the upper device.
  public SectorRange oldSectors() {
    return new SectorRange(oldSector, sectors.count());
  }
}
