package dev.iotrace.correlate;

/// Who knows why a bio exists, and is told how it fares.
interface BioOwner {
  /// Says why a bio exists, at the moment when it is submitted, by [Bio#attribute(Attribution)].
  void attribute(Bio bio);

  /// A bio is on the device, with all that its flags asked for, or has failed: [Bio#failed].
  void completed(Bio bio, long timeNs);

  /// All requests that carried the bio were handed to the sink.
  void released(Bio bio);
}
