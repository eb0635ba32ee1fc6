package dev.iotrace.safety;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a kernel thread does, from its name.
final class WorkName {
  /// How the names of all workers begin.
  static final String WORKERS = "kworker/";

  /// `kworker/0:1H-kblockd`, `kworker/u8:7+flush-254:0`, `kworker/R-xfsalloc`; one that has had
  /// nothing to do yet is `kworker/0:0` (`format_worker_id`, `wq_worker_comm`, kernel/workqueue.c).
  private static final Pattern WORKER =
      Pattern.compile("kworker/(?:R-(?<rescuer>.+)|[^-+]*(?:[-+](?<work>.+))?)", Pattern.DOTALL);

  /// What a worker is called whose work the kernel does not tell.
  private static final String IDLE = "kworker";

  private WorkName() {}

  /// `flush-254:0` for a worker, its whole name for any other thread.
  static String of(String threadName) {
    Matcher worker = WORKER.matcher(threadName);
    if (!worker.matches()) {
      return threadName;
    }
    String rescuer = worker.group("rescuer");
    String work = rescuer == null ? worker.group("work") : rescuer;
    return work == null ? IDLE : work;
  }
}
