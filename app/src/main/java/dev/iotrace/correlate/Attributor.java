package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;

/// What one file system family knows of cause. A new file system is one of these.
interface Attributor {
  /// Takes what the file system, its journal and the page cache reported.
  void accept(IoEvent.OfFileSystem event);

  /// The driver has announced a write; its call begins.
  void announced(LogicalWrite write);

  /// Says why a bio exists, at the moment when it is submitted, by [Bio#attribute(Attribution)].
  void attribute(Bio bio);

  /// A bio is on the device, with all that its flags asked for.
  void completed(Bio bio, long timeNs);

  /// All requests that carried the bio were handed to the sink.
  void released(Bio bio);

  /// What traced writes still wait for, in words; empty when nothing.
  String awaiting();
}
