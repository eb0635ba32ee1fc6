package dev.iotrace.bench;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.IoUring;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.workload.Sync;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Who makes the calls of a round, and how many are under way at once.
public sealed interface Engine {
  /// Its word among the options and in results.
  String word();

  /// How many calls may be under way at once.
  int depth();

  /// The options that ask for it, without their dashes; none for the usual one.
  Map<String, String> options();

  /// Looks whether this host can do it, and these syncs with it.
  ///
  /// @throws EngineRefused when not
  void require(Sync sync);

  /// The loop of a round.
  ///
  /// @param file open for writing
  /// @param block the content of each write, as long as it
  /// @param stop asked before each write whether to end
  WriteLoop loop(FileDescriptor file, NativeBuffer block, Calls calls, BooleanSupplier stop);

  /// One system call after the other.
  record Synchronous() implements Engine {
    public static final String WORD = "sync";

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public int depth() {
      return 1;
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public void require(Sync sync) {}

    @Override
    public WriteLoop loop(
        FileDescriptor file, NativeBuffer block, Calls calls, BooleanSupplier stop) {
      return new CallLoop(file, block, calls, stop);
    }
  }

  /// By io_uring: `depth` writes are under way, each followed by its sync.
  record Ring(int depth) implements Engine {
    public static final String WORD = "io_uring";

    /// @throws EngineRefused for a depth that no ring has
    public Ring {
      if (depth < 1 || depth > IoUring.ENTRIES_MAX) {
        throw EngineRefused.depth(depth);
      }
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public Map<String, String> options() {
      Map<String, String> options = new LinkedHashMap<>();
      options.put("engine", WORD);
      options.put("depth", Integer.toString(depth));
      return options;
    }

    @Override
    public void require(Sync sync) {
      if (sync == Sync.SYNCFS) {
        throw EngineRefused.syncfs();
      }
      try {
        IoUring.setup(depth).close();
      } catch (ErrnoException e) {
        throw EngineRefused.noRing(e, depth);
      }
    }

    @Override
    public WriteLoop loop(
        FileDescriptor file, NativeBuffer block, Calls calls, BooleanSupplier stop) {
      return new RingLoop(depth, file, block, calls, stop);
    }
  }
}
