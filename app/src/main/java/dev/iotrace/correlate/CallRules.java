package dev.iotrace.correlate;

import static dev.iotrace.correlate.Evidence.OTHER_THREAD;
import static dev.iotrace.correlate.Evidence.READ_IN_CALL;
import static dev.iotrace.correlate.Evidence.SYNCFS_TO_FLUSH;
import static dev.iotrace.correlate.Evidence.SYNC_TO_FLUSH;

import dev.iotrace.event.BioQueued;

/// What a thread's own calls say of its bios, whatever the file system.
final class CallRules {
  private CallRules() {}

  /// Of a bio that reads.
  static Attribution read(BioQueued bio, Calls calls) {
    return calls.byWorkload(bio.threadId())
        ? Attribution.of(
            Cause.READ,
            CausePath.OTHER,
            Causes.of(calls.current(bio.threadId(), bio.timeNs())),
            READ_IN_CALL)
        : Attribution.foreign(Cause.READ, CausePath.OTHER, bio.threadId(), OTHER_THREAD);
  }

  /// Of a bio without data.
  static Attribution flush(BioQueued bio, CausePath path, Calls calls) {
    if (!calls.byWorkload(bio.threadId())) {
      return Attribution.foreign(Cause.FLUSH, path, bio.threadId(), OTHER_THREAD);
    }
    return Attribution.of(
        Cause.FLUSH,
        path,
        Causes.of(calls.flushedFor(bio.threadId(), bio.timeNs())),
        calls.callingNow(bio.threadId()) ? SYNC_TO_FLUSH : SYNCFS_TO_FLUSH);
  }
}
