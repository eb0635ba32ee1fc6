/// Measures writes: what the application sees, and beside it what the device did meanwhile.
///
/// In: a file that is open and ready, a block of content, and what to do with them; the device's
/// counters. Out: a [dev.iotrace.bench.Throughput] for each round, a [dev.iotrace.bench.Cell] for
/// each way of writing, and of all of them a [dev.iotrace.bench.BenchResult], the contract
/// "iotrace-bench/1"; while it runs, a [dev.iotrace.bench.DeviceSample] each interval. No probe is
/// attached, so that none costs anything; what a request was for is not known here.
///
/// Start reading at [dev.iotrace.bench.CallLoop] and [dev.iotrace.bench.WriteRound].
@NullMarked
package dev.iotrace.bench;

import org.jspecify.annotations.NullMarked;
