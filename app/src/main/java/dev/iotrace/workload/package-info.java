/// Writes a file as asked, by the system call asked for, and tells what it meant and what came
/// back.
///
/// In: a [dev.iotrace.workload.WorkloadSpec], a directory and a clock. Out: for each call a
/// `CallIntended` and a `CallFinished`, at the end a `WorkloadEnded` and a
/// [dev.iotrace.workload.WorkloadResult]. All calls are made by one thread, whose id is known
/// before the first, so that a probe can be told to watch it; whatever the calls need is made
/// before that. What the file system does with them is not known here.
@NullMarked
package dev.iotrace.workload;

import org.jspecify.annotations.NullMarked;
