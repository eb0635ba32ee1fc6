/* An axis on which long stretches with nothing in them are folded away. */

const Fold = {
  SHARE: 0.035, // of the open length, for each fold
  MOST: 24,

  /* intervals: [from, to] of what there is; least: the shortest gap that may be folded. */
  of(intervals, least) {
    const sorted = intervals.slice().sort((a, b) => a[0] - b[0]);
    const begin = sorted[0][0];
    const gaps = [];
    let end = sorted[0][1];
    for (const [from, to] of sorted) {
      if (from - end >= least) {
        gaps.push({ from: end, to: from });
      }
      end = Math.max(end, to);
    }
    return Fold.laidOut(begin, end, Fold.chosen(gaps, end - begin));
  },

  /* The longest, as long as one takes much of the room that all else has. */
  chosen(gaps, length) {
    const folds = [];
    let open = length;
    for (const gap of gaps.sort((a, b) => b.to - b.from - (a.to - a.from))) {
      const rest = open - (gap.to - gap.from);
      if (folds.length === Fold.MOST || gap.to - gap.from < rest / 5) {
        break;
      }
      folds.push(gap);
      open = rest;
    }
    return folds.sort((a, b) => a.from - b.from);
  },

  laidOut(begin, end, folds) {
    const open = folds.reduce((rest, gap) => rest - (gap.to - gap.from), end - begin) || 1;
    const foldWidth = open * Fold.SHARE;
    const segments = [];
    let from = begin;
    let at = 0;
    for (const gap of [...folds, { from: end, to: end }]) {
      segments.push({ from, to: gap.from, at, until: at + gap.from - from });
      at += gap.from - from + foldWidth;
      from = gap.to;
    }
    const width = Math.max(at - foldWidth, 1);
    return { begin, end, segments, folds, width, pad: width * 0.012, place: (value) => Fold.place(segments, value) };
  },

  /* Where a value stands; within a fold in proportion. */
  place(segments, value) {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (segments[middle].from <= value) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    const segment = segments[low];
    const next = segments[low + 1];
    if (value <= segment.to || !next) {
      return segment.at + (value - segment.from);
    }
    return segment.until + ((value - segment.to) / (next.from - segment.to)) * (next.at - segment.until);
  },
};
