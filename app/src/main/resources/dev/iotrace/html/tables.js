/* Which tables there are, and their columns. */

const Tables = {
  /* open: called with a request, a write or a sync. */
  make(open) {
    const { report } = Model;
    const tables = {};
    tables.requests = new Table("Requests", Tables.requestColumns(), report.requests, open);
    if ((report.processes || []).length) {
      tables.processes = new Table("Processes", Tables.whoColumns("process", (each) => each.process_id + " " + Words.name(each.comm)), report.processes, null);
    }
    if ((report.files || []).length) {
      tables.files = new Table("Files", Tables.whoColumns("file", Tables.fileName), report.files, null);
    }
    tables.writes = new Table((report.processes || []).length ? "Writes and other changes" : "Logical writes", Tables.writeColumns(), report.writes, open);
    if (Model.syncs.length) {
      tables.syncs = new Table("Syncs", Tables.syncColumns(), Model.syncs, open);
    }
    byId("table-list").replaceChildren(...Object.values(tables).map((table) => table.place));
    return tables;
  },

  number(title, value, about) {
    return { title, value, number: true, about, text: (row) => (value(row) === null ? "-" : Words.number(value(row))) };
  },

  millis(title, value, about) {
    return { title, value, number: true, about, text: (row) => (value(row) === null ? "-" : Words.number((value(row) / 1e6).toFixed(3))) };
  },

  words(title, text, more) {
    return { title, value: text, text, ...more };
  },

  requestColumns() {
    const cause = Tables.words("cause", (request) => request.cause, {
      cell: (request) => element("span", {}, Palette.swatch(request.cause), request.cause),
    });
    const several = new Set(Model.report.requests.map((request) => request.device)).size > 1;
    return [
      { title: "request", value: (request) => request.id, number: true, text: (request) => "#" + request.id },
      Tables.millis("issued, ms", (request) => request.issued_ns, "since the first write began"),
      Tables.millis("took, ms", (request) => (request.completed_ns === null ? null : request.completed_ns - request.queued_ns), "from submission to completion (Q2C)"),
      Tables.words("rwbs", (request) => Words.name(request.rwbs), { about: "as the kernel prints it: F preflush, W write, R read, then F FUA, S sync, M metadata" }),
      cause,
      Tables.words("path", Model.path),
      ...(several ? [Tables.words("disk", (request) => request.device)] : []),
      Tables.number("sector", (request) => (Model.isFlush(request) ? null : request.sector)),
      Tables.number("bytes", (request) => request.bytes),
      Tables.words("known", (request) => Tables.level(request), { about: "the weakest link of its evidence" }),
      Tables.words("submitter", (request) => Words.name(request.submitter.comm) || "thread " + request.submitter.thread_id),
      Tables.words("writes", Tables.writesOf),
      ...(Model.report.requests.some((request) => request.structure)
        ? [Tables.words("what stands there", (request) => (request.structure ? Model.what(request) + " " + Words.name(request.structure.detail) : ""), { long: true })]
        : []),
    ];
  },

  level(request) {
    const levels = ["exact", "ordered", "inferred"];
    return levels[Math.max(0, ...request.evidence.map((link) => levels.indexOf(link.level)))];
  },

  writesOf(request) {
    if (request.owner !== "traced") {
      return "?";
    }
    const ids = request.caused_by;
    const own = ids.length <= 3 ? ids.map((id) => "#" + id).join(" ") : "#" + ids[0] + " … #" + ids[ids.length - 1] + " (" + Words.number(ids.length) + ")";
    return own + (request.others_threads ? " + " + Words.count(request.others_threads, "other") : "");
  },

  writeColumns() {
    return [
      { title: "write", value: (write) => write.id, number: true, text: (write) => "#" + write.id },
      Tables.millis("began, ms", (write) => write.start_ns, "since the first write began"),
      Tables.millis("took, ms", (write) => write.latency_ns || null, "- where only what it changed was seen"),
      Tables.words("call", Model.call),
      Tables.number("offset", (write) => write.offset),
      Tables.number("bytes", (write) => write.bytes),
      Tables.number("returned", (write) => write.result, "bytes, or a negative errno"),
      Tables.number("on the device", (write) => write.device_bytes, "its share, in bytes"),
      Tables.number("requests", (write) => write.requests.length),
      Tables.millis("durable, ms", (write) => write.durable_after_ns, "since the first write began; - when not within the trace"),
      Tables.words("by", (write) => Words.name(write.comm) || "thread " + write.thread_id),
      Tables.words("file", (write) => Words.name(Model.file(write)), { long: true }),
    ];
  },

  syncColumns() {
    return [
      { title: "sync", value: (sync) => sync.sync, number: true, text: (sync) => "#" + sync.sync },
      Tables.millis("began, ms", (sync) => sync.start_ns, "since the first write began"),
      Tables.millis("took, ms", (sync) => sync.latency_ns, "- when it did not return within the trace"),
      Tables.words("call", (sync) => sync.syscall),
      Tables.number("returned", (sync) => sync.result, "0, or a negative errno"),
      Tables.words("by", (sync) => Words.name(sync.comm) || "thread " + sync.thread_id),
      Tables.words("file", (sync) => Words.name(Model.file(sync)), { long: true }),
    ];
  },

  fileName(file) {
    return file.inode === 0 ? "(no file's)" : file.path === "" ? "inode " + file.inode : Words.name(file.path);
  },

  whoColumns(title, name) {
    return [
      Tables.words(title, name, { long: true }),
      Tables.number("writes", (each) => each.writes),
      Tables.number("bytes", (each) => each.bytes),
      Tables.number("syncs", (each) => each.syncs),
      Tables.number("on the device", (each) => each.device_bytes, "its share, in bytes"),
      { title: "ratio", value: (each) => each.amplification_ratio, number: true, about: "bytes on the device for each byte written", text: Tables.ratio },
      ...Palette.CAUSES.filter((cause) => cause !== "read" && cause !== "flush").filter(Tables.charged).map((cause) =>
        Tables.number(cause, (each) => (each.by_cause.find((sum) => sum.cause === cause) || { device_bytes: 0 }).device_bytes)),
    ];
  },

  /* A lower bound, never rounded up, where that of the whole is one. */
  ratio(each) {
    const ratio = each.amplification_ratio;
    return ratio === null ? "-" : Words.ratio(ratio, Model.account.said.caveats.length === 0);
  },

  charged(cause) {
    return Model.report.by_cause.some((sum) => sum.cause === cause && sum.device_bytes > 0);
  },
};
