package dev.iotrace.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.event.TraceHeader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run found out: the contract "iotrace-report/1". Its JSON keys are these names in
/// snake_case, in this order.
///
/// All times are nanoseconds since the first logical write began; earlier ones are negative.
/// "Device bytes" are bytes that were written, never read.
///
/// @param command the command line that made this report, the only part that a replay changes
/// @param outcome whether the run went to its end
/// @param byCause the settled sums by cause and path
/// @param stages where the time went
/// @param syncs the calls that only sync, the first so many; `logical` counts all
/// @param processes those of a command, the most expensive first; none of the driver
/// @param files those that a command changed, the most expensive first; none of the driver
/// @param leftRunning processes that a command started, and that still ran when the trace ended
/// @param elsewhere file systems that a command wrote to, too, and that are not traced
/// @param requests the requests that traced writes caused, and those that nobody could attribute
/// @param unlisted what is in the sums only, null when all is listed
/// @param unrelated what demonstrably belongs to others, their parts of shared requests included
/// @param unattributed what no rule could link to anybody
public record Report(
    String schema,
    Tool tool,
    Host host,
    List<String> command,
    Target target,
    Workload workload,
    Outcome outcome,
    Logical logical,
    AtReturn atReturn,
    Settled settled,
    List<CauseSum> byCause,
    Stages stages,
    List<WriteEntry> writes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SyncEntry> syncs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProcessEntry> processes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FileEntry> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LeftRunning> leftRunning,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ElsewhereEntry> elsewhere,
    List<RequestEntry> requests,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Unlisted unlisted,
    Totals unrelated,
    Totals unattributed,
    Books audit) {

  /// The schema of the reports of this version.
  public static final String SCHEMA = "iotrace-report/1";

  /// What observed.
  ///
  /// @param causesProbe what was watched below: `ext4`, or `block` when causes cannot be known;
  ///   empty for a trace that does not tell
  public record Tool(
      String version,
      String backend,
      String backendVersion,
      String logicalProbe,
      String causesProbe) {
    static Tool of(TraceHeader.Tool tool) {
      return new Tool(
          tool.version(),
          tool.backend(),
          tool.backendVersion(),
          tool.logicalProbe(),
          tool.causesProbe());
    }
  }

  /// Where it ran.
  public record Host(String kernel, String arch, int cpus) {
    /// As a trace keeps it.
    public static Host of(TraceHeader.Host host) {
      return new Host(host.kernel(), host.arch(), host.cpus());
    }
  }

  /// What was meant to be written: option name to value.
  public record Workload(String file, Map<String, String> options) {}

  /// How the run ended.
  ///
  /// @param failure what went wrong with the workload, empty when nothing did
  public record Outcome(State state, String failure) {}

  /// A process that was followed, and goes on.
  public record LeftRunning(int processId, String comm) {}

  /// Whether the run went to its end; a report of one that did not is partial.
  public enum State {
    COMPLETE,
    INTERRUPTED,
    FAILED
  }

  /// What the program asked for.
  ///
  /// @param writes system calls that put bytes into the file
  /// @param bytes what they wrote; a failed call wrote nothing
  /// @param syncs system calls that only sync
  /// @param unmeasured ways to write that were used, too, and whose bytes nobody knows
  /// @param summedAfterNs since when calls that write to the page cache were added up, for there
  ///   were so many; null when they were not, or always
  public record Logical(
      long writes,
      long bytes,
      long syncs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unmeasured,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long summedAfterNs) {}

  /// What the device had been sent when the last call returned.
  ///
  /// @param afterNs that moment, null when the workload never got there
  /// @param amplificationRatio device bytes for each logical byte, null without logical bytes
  public record AtReturn(
      long deviceBytes,
      long requests,
      long flushes,
      @Nullable Double amplificationRatio,
      @Nullable Long afterNs) {}

  /// What the writes caused in all.
  ///
  /// @param requests requests of any kind that a traced write shares in
  /// @param fuaWrites writes that carried the FUA flag
  /// @param readBytes reads that the workload caused; not part of the amplification
  /// @param how what the trace waited for: `drain`, `sync` or `none`
  /// @param complete whether everything was seen to reach its place
  /// @param afterNs when waiting ended, null when that is not known
  public record Settled(
      long deviceBytes,
      long requests,
      long flushes,
      long fuaWrites,
      long readBytes,
      @Nullable Double amplificationRatio,
      String how,
      boolean complete,
      @Nullable Long afterNs) {}

  /// One cause by one path.
  ///
  /// @param bios how many bios these requests carry, each counted once
  /// @param pages how many dirty pages of files they made clean, null where that is not known
  /// @param share of the settled device bytes, 0 to 1; null when there are none
  public record CauseSum(
      Cause cause,
      CausePath path,
      long deviceBytes,
      long readBytes,
      long requests,
      long flushes,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) long bios,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long pages,
      @Nullable Double share) {}

  /// The requests and writes after the first so many, which are listed: all sums include them.
  ///
  /// @param wrote those of the writes that wrote something
  /// @param undurable those of them that a power cut would still have lost at the end of the trace
  /// @param durableAfterNs when the last of the others was durable, null without any
  /// @param slowestNs the longest latency of these writes
  public record Unlisted(
      long requests,
      long writes,
      long wrote,
      long undurable,
      @Nullable Long durableAfterNs,
      long slowestNs) {}

  /// Requests that are only counted.
  public record Totals(long deviceBytes, long requests, long flushes) {}
}
