package dev.iotrace.compare;

import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One place, written to in one way.
///
/// @param id from 1, in the order of the options
/// @param tool what observed its first run that began, null when none did
/// @param on what that run wrote to; a scratch has another UUID, device and path each time
/// @param repetitions runs that began or were refused
/// @param counted runs whose figures are in here: those that completed with closed books, or, where
///   there are none, those that completed
/// @param failed runs that did not complete
/// @param exact whether the counted runs' books closed and nothing was unattributed; if not, bytes,
///   requests and flushes are lower bounds
/// @param settled whether everything was seen to reach its place in all counted runs
/// @param caveats why the figures are not all that was asked for, one sentence each
/// @param figures null when no run counts
public record Cell(
    int id,
    String name,
    Setting setting,
    Report.@Nullable Tool tool,
    @Nullable Target on,
    int repetitions,
    int counted,
    int failed,
    boolean exact,
    boolean settled,
    List<String> caveats,
    @Nullable Summary figures) {}
