package dev.iotrace.event;

import java.util.List;

/// A file system submitted a bio (tracepoint `block:block_bio_queue`), in its own context: the
/// moment at which cause is known.
///
/// @param device where the bio goes at this moment: a partition keeps its own number although its
///   sector is already the disk's
/// @param context what the kernel was doing on this thread
/// @param stack kernel frames, innermost first; empty when not recorded
public record BioQueued(
    long timeNs,
    int threadId,
    DeviceNumber device,
    SectorRange sectors,
    Rwbs rwbs,
    SubmitContext context,
    List<String> stack)
    implements IoEvent.OfBlockLayer {}
