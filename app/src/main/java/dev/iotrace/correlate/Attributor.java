package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;

/// What one file system family knows of cause. A new file system is one of these.
interface Attributor extends BioOwner {
  /// Takes what the file system, its journal and the page cache reported.
  void accept(IoEvent.OfFileSystem event);

  /// The driver has announced a write; its call begins.
  void announced(LogicalWrite write);

  /// A bio is on the device, with all that its flags asked for.
  void arrived(Bio bio, long timeNs);

  @Override
  default void completed(Bio bio, long timeNs) {
    if (bio.failed()) {
      Attribution why = bio.attribution();
      why.data().forEach(LogicalWrite::lose);
      if (why.transaction() != null) {
        why.transaction().lose();
      }
    } else {
      arrived(bio, timeNs);
    }
  }

  /// What traced writes still wait for, in words; empty when nothing.
  String awaiting();

  /// How many transactions and blocks have not reached their place; 0 where they are not counted.
  default int transactions() {
    return 0;
  }

  /// The trace is over: what could still change does not.
  default void close() {}
}
