/* Where: the sectors that were written or read, in lanes by cause, stretches between them folded. */

const Disk = {
  LEAST_FOLD_SECTORS: 64,

  draw(open) {
    const requests = Model.report.requests.filter((request) => !Model.isFlush(request));
    const disks = [...new Set(requests.map((request) => request.device))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    if (requests.length === 0) {
      byId("disk").hidden = true;
      return null;
    }
    const charts = disks.map((disk, i) => Disk.map(disk, "disk" + (i ? "-" + (i + 1) : ""), requests.filter((request) => request.device === disk), open, disks.length));
    const all = (act) => (...given) => charts.forEach((chart) => chart[act](...given));
    return { choose: all("choose"), repaint: all("repaint"), resize: all("resize") };
  },

  /* One disk: its name, its buttons, its chart. */
  map(disk, name, drawn, open, disks) {
    byId("disk-maps").append(
      ...(disks > 1 ? [element("h3", {}, "Disk " + disk)] : []),
      element("p", { className: "note", id: name + "-note" }), element("div", { className: "zoom", id: name + "-zoom" }), element("div", { className: "chart", id: name + "-chart" }));
    const places = Disk.places(drawn);
    const causes = Model.causesPresent(drawn);
    for (const place of places) {
      place.lane = causes.indexOf(place.cause);
    }
    const fold = Fold.of(places.map((place) => [place.from, place.to]), Disk.LEAST_FOLD_SECTORS);
    const words = {
      value: (value) => Words.number(Math.round(value)),
      fold: (length) => Words.bytes(length * 512),
    };
    const about = "From left to right the sectors (of 512 bytes) of disk " + disk + ", a lane for each cause."
      + (fold.folds.length ? " Stretches that no request touched are folded, marked with their length." : "");
    const picture = {
      lanes: causes, marks: places, fold, words, moments: [], causes, label: "Map of disk " + disk + ".",
      text: Disk.text, open: (mark) => open(mark.item),
    };
    return Lanes.draw(name, picture, (sums) => { byId(name + "-note").textContent = (sums + " " + about).trim(); });
  },

  /* One mark for each place, however often it was written. */
  places(requests) {
    const places = new Map();
    for (const request of requests) {
      const key = request.sector + " " + request.bytes + " " + request.cause;
      const place = places.get(key);
      if (place) {
        place.times++;
        place.bytes += request.bytes;
      } else {
        places.set(key, {
          from: request.sector, to: request.sector + request.bytes / 512, row: 0, rows: 1,
          cause: request.cause, bytes: request.bytes, times: 1, item: request,
          name: request.structure ? Model.what(request) : "",
        });
      }
    }
    return [...places.values()];
  },

  text(place) {
    const { structure } = place.item;
    return [
      structure ? structure.kind.replaceAll("_", " ") : place.cause,
      structure && structure.detail ? Words.name(structure.detail) : "what stands there is not known",
      "sectors " + Words.number(place.from) + " to " + Words.number(place.to - 1) + ", " + Words.bytes((place.to - place.from) * 512),
      place.times > 1 ? Words.number(place.times) + " requests; the first is #" + place.item.id : "request #" + place.item.id,
    ].join("\n");
  },
};
