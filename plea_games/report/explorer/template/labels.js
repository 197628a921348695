// Names of points, placed one after another where each covers the least.

const DIRECTIONS = 16;
const CLEARANCES = [17, 22, 28, 36, 48, 62, 78, 96, 118];
const COVERS_TEXT = 1e5, COVERS_POINT = 1e4, CROSSES_LINE = 400, COVERS_BAR = 30;

const overlap = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
  * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)) > 0;

const boxAround = (x, y, width, height) => ({
  left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2,
});

// Whether the straight line from a to b meets a box, by what of it lies inside both pairs of sides.
function lineMeets(a, b, box) {
  let [from, to] = [0, 1];
  for (const [start, end, low, high] of [[a.x, b.x, box.left, box.right], [a.y, b.y, box.top, box.bottom]]) {
    const run = end - start;
    if (run === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [first, last] = [(low - start) / run, (high - start) / run].sort((p, q) => p - q);
    [from, to] = [Math.max(from, first), Math.min(to, last)];
  }
  return from <= to;
}

// For each point {x, y, width, height} the middle of its name's box inside the area.
function placeLabels(points, area, taken, bars) {
  const texts = [...taken];
  const leaders = [];
  const dots = points.map(({ x, y }) => boxAround(x, y, 12, 12));
  return points.map((point, own) => {
    let best = null;
    for (const clearance of CLEARANCES) {
      for (let i = 0; i < DIRECTIONS; i += 1) {
        const angle = (2 * Math.PI * i) / DIRECTIONS;
        const x = point.x + Math.cos(angle) * (clearance + point.width / 2);
        const y = point.y + Math.sin(angle) * (clearance + point.height / 2);
        const box = boxAround(x, y, point.width + 4, point.height + 2);
        if (box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom) continue;
        const line = [point, { x, y }];
        const cost = clearance
          + COVERS_TEXT * texts.filter((each) => overlap(each, box)).length
          + COVERS_POINT * dots.filter((each) => overlap(each, box)).length
          + CROSSES_LINE * (leaders.filter(([a, b]) => lineMeets(a, b, box)).length
            + texts.slice(taken.length).filter((each) => lineMeets(...line, each)).length
            + dots.filter((each, i) => i !== own && lineMeets(...line, each)).length)
          + COVERS_BAR * bars.filter(([a, b]) => lineMeets(a, b, box)).length;
        if (!best || cost < best.cost) best = { x, y, box, cost, line, clearance };
      }
    }
    texts.push(best.box);
    leaders.push(best.line);
    return best;
  });
}
