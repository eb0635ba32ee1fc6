package dev.iotrace.report;

/// A way to show a report.
public interface ReportFormat extends Format<Report> {}
