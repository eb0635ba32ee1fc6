package dev.iotrace.write;

import java.io.IOException;
import java.nio.file.Path;

/// The file systems that a test of all of them makes.
enum LoopKind {
  EXT4 {
    @Override
    LoopTarget make(Path directory) throws IOException, InterruptedException {
      return LoopExt4.make(directory);
    }
  },
  EXT4_WITHOUT_JOURNAL {
    @Override
    LoopTarget make(Path directory) throws IOException, InterruptedException {
      return LoopExt4.make(directory, "-O", "^has_journal");
    }
  },
  XFS {
    @Override
    LoopTarget make(Path directory) throws IOException, InterruptedException {
      return LoopXfs.make(directory);
    }
  },
  BTRFS {
    @Override
    LoopTarget make(Path directory) throws IOException, InterruptedException {
      return LoopBtrfs.make(directory, "dup");
    }
  };

  abstract LoopTarget make(Path directory) throws IOException, InterruptedException;
}
