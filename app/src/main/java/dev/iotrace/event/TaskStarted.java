package dev.iotrace.event;

/// A followed thread started a task, which is followed from now on: `task:task_newtask`.
///
/// @param threadId who started it
/// @param childId the new task, a thread of io_uring perhaps
/// @param thread whether it is one more thread of the same process (`CLONE_THREAD`)
public record TaskStarted(long timeNs, int threadId, int childId, boolean thread)
    implements IoEvent.OfWorkload {}
