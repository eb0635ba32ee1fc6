package dev.iotrace.syscall;

/// Time on a CPU, as the kernel accounts it: the whole is exact, its two parts are shared out by
/// what ticks found (`cputime_adjust`, kernel/sched/cputime.c).
///
/// @param userNs in the program's own code
/// @param systemNs in the kernel, on the program's behalf
public record CpuTime(long userNs, long systemNs) {
  /// Both.
  public long totalNs() {
    return userNs + systemNs;
  }

  /// That of two stretches together.
  public CpuTime plus(CpuTime other) {
    return new CpuTime(userNs + other.userNs, systemNs + other.systemNs);
  }

  /// What has been added since an earlier reading.
  public CpuTime since(CpuTime earlier) {
    return new CpuTime(userNs - earlier.userNs, systemNs - earlier.systemNs);
  }
}
