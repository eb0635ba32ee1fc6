package dev.iotrace.lab;

/// How near a prediction came.
enum Judgement {
  /// No more than a tenth away.
  RIGHT,
  /// No more than twice, and no less than half.
  CLOSE,
  FAR;

  private static final double TENTH = 0.1;

  static Judgement of(double predicted, double measured) {
    if (Math.abs(predicted - measured) <= TENTH * measured) {
      return RIGHT;
    }
    return predicted <= 2 * measured && 2 * predicted >= measured && measured > 0 ? CLOSE : FAR;
  }
}
