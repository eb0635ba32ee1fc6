/* Ticks, folds and moments of a folded axis, as one element that the chart draws. */

const Axis = {
  LABEL_PX: 104,

  /* 1, 2 or 5 times a power of ten, at least as long as asked. */
  step(least) {
    const power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1))));
    return power * ([1, 2, 5, 10].find((times) => times * power >= least) || 10);
  },

  /* Values in a segment that deserve a label, at so many pixels for each unit. */
  ticks(segment, pixelsPerUnit, from, to) {
    const values = [segment.from];
    const step = Axis.step(Axis.LABEL_PX / pixelsPerUnit);
    const first = Math.ceil(Math.max(segment.from, from) / step) * step;
    for (let value = first; value <= Math.min(segment.to, to) && values.length < 60; value += step) {
      values.push(value);
    }
    return { values, step };
  },

  /* The elements between the pixels of the grid; words: {value(v, step), fold(length)}. */
  elements(fold, words, moments, grid, pixel, colours) {
    const children = [];
    const right = grid.x + grid.width;
    const scale = pixel(1) - pixel(0);
    Axis.folds(fold, words, grid, pixel, colours, children);
    let free = grid.x - 1;
    for (const segment of fold.segments) {
      const origin = segment.from - (pixel(segment.at) - grid.x) / scale;
      const { values, step } = Axis.ticks(segment, scale, origin, origin + grid.width / scale);
      for (const value of values) {
        const x = pixel(segment.at + value - segment.from);
        if (x < grid.x - 0.5 || x > right + 0.5) {
          continue;
        }
        children.push(Axis.line(x, grid.y + grid.height, x, grid.y + grid.height + 5, colours.quiet));
        const text = words.value(value, step);
        const half = text.length * 3.4;
        if (x - half > free && x + half < right + 30) {
          children.push(Axis.text(x, grid.y + grid.height + 8, text, "center", colours.quiet));
          free = x + half + 8;
        }
      }
    }
    Axis.moments(fold, moments, grid, pixel, colours, children);
    return children;
  },

  folds(fold, words, grid, pixel, colours, children) {
    fold.folds.forEach((gap, i) => {
      const from = Math.max(grid.x, pixel(fold.segments[i].until));
      const to = Math.min(grid.x + grid.width, pixel(fold.segments[i + 1].at));
      if (to <= from) {
        return;
      }
      children.push({
        type: "rect",
        silent: true,
        shape: { x: from, y: grid.y, width: to - from, height: grid.height },
        style: { fill: colours.ground, opacity: 0.85 },
      });
      for (const x of [from, to]) {
        children.push({ ...Axis.line(x, grid.y, x, grid.y + grid.height, colours.line), style: { stroke: colours.line, lineDash: [3, 3] } });
      }
      if (to - from > 11) {
        const text = Axis.text((from + to) / 2, grid.y + grid.height / 2, words.fold(gap.to - gap.from), "center", colours.quiet);
        text.style.verticalAlign = "middle";
        children.push({ ...text, rotation: Math.PI / 2, originX: (from + to) / 2, originY: grid.y + grid.height / 2 });
      }
    });
  },

  moments(fold, moments, grid, pixel, colours, children) {
    const ends = [];
    for (const moment of moments) {
      const x = pixel(fold.place(moment.at));
      if (x < grid.x - 1 || x > grid.x + grid.width + 1) {
        continue;
      }
      const width = moment.text.length * 6.6;
      const start = Math.min(x + 4, grid.x + grid.width - width);
      let row = 0;
      while (ends[row] !== undefined && ends[row] > start) {
        row++;
      }
      ends[row] = start + width + 10;
      const y = grid.y - 17 - row * 15;
      children.push(Axis.line(x, y, x, grid.y + grid.height, colours.accent));
      children.push(Axis.text(start, y, moment.text, "left", colours.accent));
    }
  },

  line(x1, y1, x2, y2, stroke) {
    return { type: "line", silent: true, shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1 } };
  },

  text(x, y, text, align, fill) {
    return { type: "text", silent: true, style: { x, y, text, fill, align, verticalAlign: "top", fontSize: 11.5, fontFamily: Palette.FONT } };
  },
};
