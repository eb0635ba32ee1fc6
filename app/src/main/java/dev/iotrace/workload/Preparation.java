package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.NativeBuffer;

/// Makes what the calls need, and checks what can be checked only on the file, before anything is
/// traced.
record Preparation(
    WorkloadSpec spec, WorkloadDirectory directory, WorkloadFile file, int logicalSectorBytes) {
  /// Of the content in memory when nothing asks for more.
  private static final int PAGE_BYTES = 4096;

  /// Prepares the call.
  ///
  /// @throws WorkloadRefused when file and workload do not go together
  WriteCall writeCall() throws ErrnoException {
    boolean direct = spec.openFlags().contains(OpenFlag.DIRECT);
    DirectIo alignment = direct ? checkedAlignment() : new DirectIo(PAGE_BYTES, 1);
    WritePlan writes = spec.writes();
    checkLength(writes);
    WriteCall call =
        switch (writes.call()) {
          case WRITE, PWRITE, WRITEV, PWRITEV2 ->
              new MemoryWrite(
                  writes.call(),
                  content(alignment.memoryAlignment()),
                  alignment.offsetAlignment(),
                  spec.openFlags().contains(OpenFlag.APPEND));
          case MMAP -> new MappedStore(content(PAGE_BYTES), writes);
          case SENDFILE -> FileCopy.bySendfile(content(PAGE_BYTES));
          case COPY_FILE_RANGE -> FileCopy.byCopyFileRange(content(PAGE_BYTES), directory);
          case SPLICE -> PipeSplice.prepare(writes);
          default -> throw new IllegalStateException("no write: " + writes.call());
        };
    if (direct || writes.call() == Syscall.COPY_FILE_RANGE) {
      directory.settle();
    }
    return call;
  }

  private NativeBuffer content(int alignment) {
    return Content.allocate(spec.writes().bytes(), alignment, spec.writes().seed());
  }

  private DirectIo checkedAlignment() throws ErrnoException {
    DirectIo alignment = file.directIo().orElse(DirectIo.ofSector(logicalSectorBytes));
    if (!alignment.supported()) {
      throw WorkloadRefused.host(
          "--open-flags direct",
          "the file system of " + file.path() + " does no direct I/O",
          "leave it out or choose another --target");
    }
    WritePlan writes = spec.writes();
    int multiple = alignment.offsetAlignment();
    if (writes.bytes() % multiple != 0 || writes.offset() % multiple != 0) {
      throw WorkloadRefused.usage(
          "--open-flags direct with --bytes " + writes.bytes() + " --offset " + writes.offset(),
          "here direct I/O moves multiples of " + multiple + " bytes",
          "give --bytes and --offset such multiples");
    }
    return alignment;
  }

  /// A store behind the end of a file is an error, and an existing file is not made longer for it.
  private void checkLength(WritePlan writes) {
    if (writes.call() == Syscall.MMAP
        && file instanceof ExistingFile existing
        && existing.bytes() < writes.end()) {
      throw WorkloadRefused.usage(
          "--syscall mmap --existing " + existing.path(),
          "the file ends at byte " + existing.bytes() + ", the last write at " + writes.end(),
          "write within the file");
    }
  }
}
