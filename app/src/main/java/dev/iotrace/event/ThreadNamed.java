package dev.iotrace.event;

/// A thread's name, looked up once. Whatever a process chose to call itself: never trust it.
public record ThreadNamed(long timeNs, int threadId, String comm) implements IoEvent.OfTrace {}
