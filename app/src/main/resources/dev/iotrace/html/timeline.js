/* When: calls, dirty pages, and requests by what they are for and on the device. */

const Timeline = {
  LANES: ["calls", "page cache", "journal", "writeback", "device"],
  ROWS: 4,
  LEAST_FOLD_NS: 1e6,
  JOURNAL: new Set(["journal", "superblock"]),

  draw(open) {
    const marks = [...Timeline.inRows([...Timeline.calls(), ...Timeline.syncs()]), ...Timeline.dirty(), ...Timeline.requests()];
    if (marks.length === 0) {
      byId("timeline").hidden = true;
      return null;
    }
    const busy = marks.filter((mark) => mark.lane !== 1).map((mark) => [mark.from, mark.to]);
    const moments = Timeline.moments();
    busy.push(...moments.map((moment) => [moment.at, moment.at]));
    const fold = Fold.of(busy, Timeline.LEAST_FOLD_NS);
    const words = { value: (value, step) => Timeline.tick(value, step), fold: (length) => Words.duration(length) };
    const about = "Zero is the beginning of the first write. Calls: from entry to return. Page cache: from a write until the last "
      + "of its data was sent. Journal and writeback: from the submission of a request to its completion; device: from its issue."
      + (fold.folds.length ? " Stretches with nothing in them are folded: " + Words.count(fold.folds.length, "gap") + ", marked with their length." : "");
    const picture = {
      lanes: Timeline.LANES, marks, fold, words, moments, causes: Timeline.kinds(marks), label: "Timeline of writes and requests.",
      text: (mark) => mark.text(), open: (mark) => open(mark.item),
    };
    return Lanes.draw("timeline", picture, (sums) => { byId("timeline-note").textContent = (sums + " " + about).trim(); });
  },

  kinds(marks) {
    const present = new Set(marks.map((mark) => mark.cause));
    return ["call", "sync", "memory", ...Palette.CAUSES].filter((kind) => present.has(kind));
  },

  tick(value, step) {
    if (Math.abs(value) < 0.5) {
      return "0";
    }
    const [unit, name] = Math.abs(value) >= 1e9 ? [1e9, " s"] : Math.abs(value) >= 1e6 || step >= 1e5 ? [1e6, " ms"] : [1e3, " µs"];
    const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9)));
    return (value > 0 ? "+" : "−") + (Math.abs(value) / unit).toFixed(digits) + name;
  },

  calls() {
    const marks = Model.report.writes.map((write) => ({
      from: write.start_ns, to: write.start_ns + write.latency_ns, lane: 0, cause: "call", bytes: write.bytes, item: write,
      text: () => Timeline.writeText(write),
    }));
    return marks;
  },

  syncs() {
    return Model.syncs.map((sync) => ({
      from: sync.start_ns, to: sync.latency_ns === null ? Timeline.end(sync.start_ns) : sync.start_ns + sync.latency_ns,
      lane: 0, cause: "sync", bytes: 0, item: sync, name: sync.syscall, text: () => Timeline.syncText(sync),
    }));
  },

  syncText(sync) {
    return [
      sync.syscall, Words.name(sync.comm), Words.short(Model.file(sync), 60),
      "began " + Words.moment(sync.start_ns) + (sync.latency_ns === null ? ", did not return within the trace" : ", took " + Words.duration(sync.latency_ns)),
    ].filter((line) => line !== "").join("\n");
  },

  /* Until when something lasts whose end is not in the trace. */
  end(from) {
    return Math.max(from, Model.report.settled.after_ns ?? from);
  },

  writeText(write) {
    return [
      Model.writeName(write), Words.name(write.comm), Words.short(Model.file(write), 60),
      "began " + Words.moment(write.start_ns) + ", took " + Words.duration(write.latency_ns),
      write.durable_after_ns === null ? "not durable within the trace" : "durable at " + Words.moment(write.durable_after_ns),
      Words.count(write.device_bytes, "byte") + " on the device",
    ].filter((line) => line !== "").join("\n");
  },

  /* A write whose data went out later was dirty in memory until then. */
  dirty() {
    const sent = new Map();
    for (const request of Model.report.requests) {
      if (request.cause === "data" && request.path !== "direct") {
        for (const id of request.caused_by) {
          sent.set(id, Math.max(sent.get(id) ?? -Infinity, request.issued_ns));
        }
      }
    }
    const marks = [];
    for (const [id, until] of sent) {
      const write = Model.writes.get(id);
      if (write && until > write.start_ns) {
        marks.push({
          from: write.start_ns, to: until, lane: 1, cause: "memory", bytes: write.bytes, item: write,
          text: () => "dirty in memory for " + Words.duration(until - write.start_ns) + "\n" + Timeline.writeText(write),
        });
      }
    }
    return Timeline.inRows(marks);
  },

  requests() {
    const kinds = [];
    const device = [];
    for (const request of Model.report.requests) {
      const completed = request.completed_ns ?? Timeline.end(request.issued_ns);
      const mark = { cause: request.cause, bytes: request.bytes, item: request, text: () => Model.requestLines(request), to: completed };
      device.push({ ...mark, from: request.issued_ns, lane: 4 });
      if (!Model.isFlush(request)) {
        kinds.push({ ...mark, from: request.queued_ns, lane: Timeline.JOURNAL.has(request.cause) ? 2 : 3 });
      }
    }
    return [
      ...Timeline.inRows(kinds.filter((mark) => mark.lane === 2)),
      ...Timeline.inRows(kinds.filter((mark) => mark.lane === 3)),
      ...Timeline.inRows(device),
    ];
  },

  /* Marks that overlap go below each other, as far as there is room. */
  inRows(marks) {
    const ends = [];
    for (const mark of marks.sort((a, b) => a.from - b.from)) {
      let row = ends.findIndex((end) => end <= mark.from);
      if (row < 0) {
        row = ends.length < Timeline.ROWS ? ends.length : ends.indexOf(Math.min(...ends));
      }
      ends[row] = Math.max(ends[row] ?? -Infinity, mark.to);
      mark.row = row;
    }
    for (const mark of marks) {
      mark.rows = Math.max(1, ends.length);
    }
    return marks;
  },

  moments() {
    const { report } = Model;
    const moments = [];
    if (report.at_return.after_ns !== null) {
      moments.push({ at: report.at_return.after_ns, text: "returned" });
    }
    const durable = report.writes.map((write) => (write.result > 0 ? write.durable_after_ns : -Infinity));
    const latest = durable.reduce((latest, each) => (each === null || latest === null ? null : Math.max(latest, each)), -Infinity);
    if (latest !== null && latest > -Infinity && Model.left_out.writes === 0) {
      moments.push({ at: latest, text: "durable" });
    }
    if (report.settled.complete && report.settled.after_ns !== null) {
      moments.push({ at: report.settled.after_ns, text: "settled" });
    }
    return moments;
  },
};
