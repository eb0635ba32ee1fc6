package dev.iotrace.probe;

/// A printed line is not what the scripts print. Cheap to throw: half a line is no bug of ours.
final class MalformedLine extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedLine(String message) {
    super(message, null, false, false);
  }
}
