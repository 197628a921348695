// What holding out pays more than pleading, by the number of hold-outs.

const GAIN_POINTS = 200;
const GAIN_HEIGHT = 260;
const Y_TICKS = 5;

class GainCurve {
  constructor(parent) {
    this.parent = parent;
    new ResizeObserver(() => {
      if (Math.floor(parent.clientWidth) !== this.width) this.show(this.at, this.tipping, this.gain);
    }).observe(parent);
  }

  show(at, tipping, gain) {
    [this.at, this.tipping, this.gain] = [at, tipping, gain];
    const width = Math.floor(this.parent.clientWidth);
    this.width = width;
    this.parent.replaceChildren();
    if (!at || !width) return;
    const [N, K] = [at.N, at.K].map(toDouble);
    const counts = Array.from({ length: GAIN_POINTS + 1 }, (_, i) => N ** (i / GAIN_POINTS));
    const all = [...new Set([...counts.map(Math.round), clamp(K, 1, N)])].sort((a, b) => a - b);
    const gains = all.map(gain);
    const [low, high] = [Math.min(0, ...gains), Math.max(0, ...gains)];
    const room = 0.08 * (high - low || 1);
    const step = evenStep((high - low || 1) / Y_TICKS);
    const heights = [];
    for (let i = Math.ceil(low / step); i * step <= high; i += 1) {
      heights.push({ value: i * step, text: significant(i * step, 3).replace("-", "−") });
    }
    const area = {
      left: 34 + Math.max(...heights.map(({ text }) => textWidth(text, NAME_FONT))), right: width - MARGIN.right, top: MARGIN.top, bottom: GAIN_HEIGHT - MARGIN.bottom,
    };
    const place = (m, value) => ({
      x: area.left + (N > 1 ? Math.log(m) / Math.log(N) : 0.5) * (area.right - area.left),
      y: area.bottom - ((value - low + room) / (high - low + 2 * room)) * (area.bottom - area.top),
    });
    const svg = draw(this.parent, "svg", {
      viewBox: `0 0 ${width} ${GAIN_HEIGHT}`, width, height: GAIN_HEIGHT, role: "img",
      "aria-label": `Gain from holding out: ${showWithUnit(gains[0], "years")} for a lone hold-out, ${showWithUnit(gains.at(-1), "years")} if all hold out`,
    });
    const zero = place(1, 0).y;
    draw(svg, "rect", { x: area.left, y: area.top, width: area.right - area.left, height: zero - area.top, fill: PHASES[2].fill });
    draw(svg, "rect", { x: area.left, y: zero, width: area.right - area.left, height: area.bottom - zero, fill: PHASES[1].fill });
    draw(svg, "rect", { x: area.left, y: area.top, width: area.right - area.left, height: area.bottom - area.top, class: "frame" });
    draw(svg, "path", { d: `M${area.left},${zero}H${area.right}`, class: "tick" });
    drawCounts(svg, area, place, N);
    drawHeights(svg, area, place, heights);
    const points = all.map((m, i) => place(m, gains[i]));
    draw(svg, "path", { d: pathOf(points), class: "gain" });
    if (N === 1) draw(svg, "circle", { cx: points[0].x, cy: points[0].y, r: 4, class: "dot" });
    if (tipping !== null) this.markTipping(svg, area, place(Number(tipping), gain(Number(tipping))), tipping);
  }

  markTipping(svg, area, { x, y }, tipping) {
    draw(svg, "path", { d: `M${x},${area.bottom}V${y}`, class: "cross" });
    draw(svg, "circle", { cx: x, cy: y, r: 5, class: "dot" });
    const text = `tipping point ${show(tipping, "defendants")}`;
    const isLeft = x + textWidth(text, PHASE_FONT) + 12 > area.right;
    draw(svg, "text", { x: x + (isLeft ? -9 : 9), y: clamp(y + 18, area.top + 14, area.bottom - 6), "text-anchor": isLeft ? "end" : "start", class: "mark" }, text);
  }
}

// Powers of ten, and the ends; what would touch the last is left out.
function drawCounts(svg, area, place, N) {
  const counts = [1];
  for (let m = 10; m < N; m *= 10) counts.push(m);
  const widthOf = (m) => textWidth(withCommas(String(m)), NAME_FONT);
  const last = area.right + 6 - widthOf(N);
  for (const m of N > 1 ? [...counts, N] : counts) {
    const { x } = place(m, 0);
    const isLast = m === N && N > 1;
    draw(svg, "path", { d: `M${x},${area.bottom}v5`, class: "tick" });
    if (!isLast && x + widthOf(m) / 2 > last - 6) continue;
    const attributes = isLast ? { x: x + 6, "text-anchor": "end" } : { x, "text-anchor": "middle" };
    draw(svg, "text", { ...attributes, y: area.bottom + 19 }, withCommas(String(m)));
  }
  const middle = (area.left + area.right) / 2;
  draw(svg, "text", { x: middle, y: area.bottom + 38, "text-anchor": "middle", class: "title" }, "hold-outs m, oneself included");
}

function drawHeights(svg, area, place, heights) {
  for (const { value, text } of heights) {
    const { y } = place(1, value);
    draw(svg, "path", { d: `M${area.left},${y}h-5`, class: "tick" });
    draw(svg, "text", { x: area.left - 8, y: y + 4, "text-anchor": "end" }, text);
  }
  const middle = (area.top + area.bottom) / 2;
  draw(svg, "text", { transform: `translate(13 ${middle}) rotate(-90)`, "text-anchor": "middle", class: "title" }, "gain Δ(m), years");
}

// 1, 2 or 5 times a power of ten, at least as large.
function evenStep(size) {
  const unit = 10 ** Math.floor(Math.log10(size));
  return unit * [1, 2, 5, 10].find((times) => times * unit >= size);
}
