/* The report, and what several pictures ask of it. */

const Model = (() => {
  const page = JSON.parse(byId("data").textContent);
  const report = page.report;
  const writes = new Map(report.writes.map((write) => [write.id, write]));
  const syncs = (report.syncs || []).map((each, i) => ({ ...each, sync: i + 1 }));
  const requests = new Map(report.requests.map((request) => [request.id, request]));

  function isWrite(request) {
    return request.cause !== "read" && request.bytes > 0;
  }

  function isFlush(request) {
    return request.bytes === 0;
  }

  function what(request) {
    if (isFlush(request)) {
      return "flush";
    }
    return request.structure ? request.structure.kind.replaceAll("_", " ") : request.cause;
  }

  function path(request) {
    return request.path.replaceAll("_", " ");
  }

  function call(write) {
    return write.calls ? Words.count(write.calls, "call") : write.syscall;
  }

  /* The file of a write or a sync, as the table of files names it; empty for what is no file's. */
  function file(call) {
    return call.file === "" && call.inode ? "inode " + call.inode : call.file;
  }

  /* A write in a few words. */
  function writeName(write) {
    return "#" + write.id + " " + call(write) + (write.bytes > 0 ? " of " + Words.bytes(write.bytes) : "");
  }

  function requestName(request) {
    return "#" + request.id + " " + what(request) + (isFlush(request) ? "" : ", " + Words.bytes(request.bytes));
  }

  /* A request in a few lines. */
  function requestLines(request) {
    return [
      requestName(request),
      request.cause + " by " + path(request) + ", " + Words.name(request.rwbs),
      isFlush(request) ? "" : "sector " + Words.number(request.sector),
      "queued " + Words.moment(request.queued_ns) + ", issued " + Words.moment(request.issued_ns),
      request.completed_ns === null
        ? "not completed within the trace"
        : "completed " + Words.moment(request.completed_ns) + ", after " + Words.duration(request.completed_ns - request.queued_ns),
      request.structure && request.structure.detail ? Words.name(request.structure.detail) : "",
    ]
      .filter((line) => line !== "")
      .join("\n");
  }

  function causesPresent(list) {
    const present = new Set(list.map((request) => request.cause));
    return Palette.CAUSES.filter((cause) => present.has(cause));
  }

  return { ...page, report, writes, syncs, requests, isWrite, isFlush, what, path, call, file, writeName, requestName, requestLines, causesPresent };
})();
