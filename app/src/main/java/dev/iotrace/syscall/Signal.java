package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/// `signal.h`: the signals that the JDK cannot send.
public enum Signal {
  /// The terminal is gone.
  HUP(1),
  /// From the terminal: Ctrl-C.
  INT(2),
  /// Asks a process to end.
  TERM(15),
  /// A stopped process goes on.
  CONT(18),
  /// Ignored by who does not ask for it.
  URG(23);

  private static final MethodHandle KILL = Libc.function("kill", JAVA_INT, JAVA_INT, JAVA_INT);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /// `int kill(pid_t pid, int sig)`, [kill(2)](https://man7.org/linux/man-pages/man2/kill.2.html),
  /// with the numbers of [signal(7)](https://man7.org/linux/man-pages/man7/signal.7.html), the same
  /// on all architectures that iotrace runs on.
  public void send(int pid) throws ErrnoException {
    Libc.call("kill", "process " + pid, state -> (int) KILL.invokeExact(state, pid, number));
  }
}
