package dev.iotrace.safety;

import java.util.List;

/// A quiet time before a run, to tell what of the machine's work is not ours.
///
/// @param lastedNs how long it was
/// @param deviceBytes what was written to the device meanwhile, by whomever
/// @param sharedCpuNs what kernel threads took whose names name no device
public record Background(long lastedNs, long deviceBytes, long sharedCpuNs) {
  static Background of(long lastedNs, long deviceBytes, List<ThreadCpu> threads) {
    return new Background(lastedNs, deviceBytes, Loan.sharedNs(threads));
  }

  /// As much for a time of another length.
  long sharedNs(long lengthNs) {
    return lastedNs == 0 ? 0 : Math.round((double) sharedCpuNs / lastedNs * lengthNs);
  }
}
