package dev.iotrace.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.Syscall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One logical write; of a command, also what one of its processes did to an inode beside writing.
///
/// @param processId the calling process, 0 for the driver
/// @param calls how many calls it adds up, where they were counted and not told one by one; else 0
/// @param result what the call returned: bytes or a negative errno
/// @param witnessed whether the kernel's own probe saw the call too
/// @param durableAfterNs since the first logical write, like all times; null when a power cut would
///   still have lost the bytes at the end of the trace
/// @param deviceBytes the write's share of the bytes it caused; the sum over all writes is the
///   settled device bytes
/// @param requests ids of the requests it shares in
public record WriteEntry(
    long id,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int processId,
    int threadId,
    String comm,
    Syscall syscall,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long calls,
    String file,
    long inode,
    long offset,
    long bytes,
    long result,
    boolean witnessed,
    long startNs,
    long latencyNs,
    @Nullable Long durableAfterNs,
    long deviceBytes,
    List<Long> requests) {

  static WriteEntry of(TracedWrite write, Names names, Caused caused, long zeroNs) {
    return new WriteEntry(
        write.id(),
        write.processId(),
        write.threadId(),
        names.comm(write.threadId()),
        write.call(),
        write.summed(),
        names.file(write.inode(), write.startNs()),
        write.inode(),
        write.offset(),
        write.bytes(),
        write.result(),
        write.witnessed(),
        write.startNs() - zeroNs,
        write.latencyNs(),
        write.durableNs() == 0 ? null : write.durableNs() - zeroNs,
        caused.deviceBytes(),
        caused.requests());
  }
}
