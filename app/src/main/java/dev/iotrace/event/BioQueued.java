package dev.iotrace.event;

import java.util.List;
import java.util.Optional;

/// A file system submitted a bio (tracepoint `block:block_bio_queue`), in its own context: the
/// moment at which cause is known.
///
/// @param device where the bio goes at this moment: a partition keeps its own number although its
///   sector is already the disk's
/// @param context what the kernel was doing on this thread
/// @param pages what it carries; empty when the probe cannot see it, or it is not of the page cache
/// @param stack kernel frames, innermost first; empty when not recorded
public record BioQueued(
    long timeNs,
    int threadId,
    DeviceNumber device,
    SectorRange sectors,
    Rwbs rwbs,
    SubmitContext context,
    Optional<PageRange> pages,
    List<String> stack)
    implements IoEvent.OfBlockLayer {}
