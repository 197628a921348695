// The phase diagram: trial rate across, on a logarithmic axis, offer ratio up.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 52, right: 14, top: 12, bottom: 46 };
const CURVE_POINTS = 160;
const NAME_FONT = "12px system-ui, sans-serif"; // as the style sheet has them
const PHASE_FONT = "italic 700 13px system-ui, sans-serif";
const NARROW = 480; // pixels, below which numbers stand for the caseloads' names
const MARKERS = { // around 0, 0
  o: "M5.5,0A5.5,5.5 0 1 1 -5.5,0A5.5,5.5 0 1 1 5.5,0Z",
  s: "M-5,-5H5V5H-5Z",
  "^": "M0,-6L6,5H-6Z",
  D: "M0,-6.5L6.5,0L0,6.5L-6.5,0Z",
};
const HATCHES = { // strokes of a tile of 8 by 8
  xx: "M0,0L8,8M8,0L0,8", "//": "M-2,2L2,-2M0,8L8,0M6,10L10,6", "": "", "..": "M4,4h.01",
};

const { scenarios: CASELOADS, phases: PHASES, boundaries: BOUNDARIES } = DATA.diagram;
const RATES = BOUNDARIES[0].trial_rates;
const HEIGHTS = CASELOADS.map((each) => each.offer_ratio);
const AXES = {
  left: RATES[0], right: RATES.at(-1),
  bottom: Math.min(0, 1.2 * Math.min(...HEIGHTS)), top: Math.max(1.25, 1.12 * Math.max(...HEIGHTS)),
};

function draw(parent, name, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
  return element;
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const pathOf = (points) => `M${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}`;

// Offer ratios at which one phase gives way to the next, in large caseloads.
const BORDERS = [
  (rate) => Math.min(1, rate),
  (rate) => regimeOf({ regimes: FORMULAS.laplacianLimit }, rate).value(rate),
  () => 1,
];

function alongBand(before, middle, after) {
  const turn = (Math.atan2(after.y - before.y, after.x - before.x) * 180) / Math.PI;
  return { ...middle, anchor: "middle", turn };
}

class Diagram {
  constructor(parent, key, choose) {
    this.parent = parent;
    this.key = key;
    this.choose = choose;
    new ResizeObserver(() => this.resize()).observe(parent);
  }

  resize() {
    const width = Math.floor(this.parent.clientWidth);
    if (width === this.width || width === 0) return;
    this.width = width;
    this.height = Math.round(clamp(0.72 * width, 360, 560));
    this.area = {
      left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: this.height - MARGIN.bottom,
    };
    this.svg = draw(document.createDocumentFragment(), "svg", {
      viewBox: `0 0 ${width} ${this.height}`, width, height: this.height, role: "img",
      "aria-label": "Phase diagram of trial rate and offer ratio; the same is in the table below it",
    });
    this.drawPhases();
    this.drawAxes();
    const taken = this.namePhases();
    this.cross = draw(this.svg, "g");
    this.drawCaseloads(taken);
    this.here = draw(this.svg, "g");
    this.parent.replaceChildren(this.svg);
    if (this.at) this.show(this.at);
  }

  // In pixels, at the edge where it lies beyond.
  place(rate, ratio) {
    const { left, right, top, bottom } = this.area;
    const across = Math.log(clamp(rate, AXES.left, AXES.right) / AXES.left) / Math.log(AXES.right / AXES.left);
    const up = (clamp(ratio, AXES.bottom, AXES.top) - AXES.bottom) / (AXES.top - AXES.bottom);
    return { x: left + across * (right - left), y: bottom - up * (bottom - top) };
  }

  drawPhases() {
    const defs = draw(this.svg, "defs");
    const rates = Array.from({ length: CURVE_POINTS + 1 }, (_, i) =>
      AXES.left * (AXES.right / AXES.left) ** (i / CURVE_POINTS));
    const curves = [() => AXES.bottom, ...BORDERS, () => AXES.top].map((height) =>
      rates.map((rate) => this.place(rate, height(rate))));
    PHASES.forEach(({ fill, hatch }, i) => {
      const tile = draw(defs, "pattern", { id: `phase-${i}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
      draw(tile, "rect", { width: 8, height: 8, fill });
      draw(tile, "path", { d: HATCHES[hatch], class: "hatch" });
      const outline = [...curves[i], ...[...curves[i + 1]].reverse()];
      draw(this.svg, "path", { d: `${pathOf(outline)}Z`, fill: `url(#phase-${i})` });
    });
    ["", "7 4", "2 3"].forEach((dash, i) =>
      draw(this.svg, "path", { d: pathOf(curves[i + 1]), class: "border", "stroke-dasharray": dash }));
  }

  drawAxes() {
    const { left, right, top, bottom } = this.area;
    draw(this.svg, "rect", { x: left, y: top, width: right - left, height: bottom - top, class: "frame" });
    for (let rate = AXES.left; rate <= AXES.right * 1.001; rate *= 10) {
      for (const times of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
        if (rate * times > AXES.right * 1.001) break;
        const { x } = this.place(rate * times, 0);
        draw(this.svg, "path", { d: `M${x},${bottom}v${times === 1 ? 6 : 3}`, class: "tick" });
      }
      const anchor = rate > AXES.right * 0.9 ? "end" : "middle";
      const text = `${Number((100 * rate).toPrecision(2))}%`;
      draw(this.svg, "text", { x: this.place(rate, 0).x + (anchor === "end" ? 6 : 0), y: bottom + 19, "text-anchor": anchor }, text);
    }
    for (let i = Math.ceil(AXES.bottom / 0.25); i * 0.25 <= AXES.top; i += 1) {
      const { y } = this.place(1, i * 0.25);
      draw(this.svg, "path", { d: `M${left},${y}h-5`, class: "tick" });
      draw(this.svg, "text", { x: left - 8, y: y + 4, "text-anchor": "end" }, (i * 0.25).toFixed(2).replace("-", "−"));
    }
    const middle = (top + bottom) / 2;
    draw(this.svg, "text", { x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle", class: "title" }, "trial rate κ = K/N");
    draw(this.svg, "text", { transform: `translate(13 ${middle}) rotate(-90)`, "text-anchor": "middle", class: "title" }, "offer ratio r = (s − d)/(T − d)");
  }

  // Where they are wide; the second along its band, or beside it with a line where there is no
  // room. Returns the boxes that they take.
  namePhases() {
    const within = (rate) => this.place(rate, (BORDERS[0](rate) + BORDERS[1](rate)) / 2);
    const { left, right } = this.area;
    const spots = [
      { x: right - 8, y: this.place(1, AXES.bottom / 2 + 0.05).y, anchor: "end" },
      this.width < NARROW ? this.besideBand(within(0.08)) : alongBand(...[0.17, 0.22, 0.28].map(within)),
      { x: left + 8, y: this.place(1, 0.93).y, anchor: "start" },
      { x: left + 8, y: this.place(1, (1 + Math.min(AXES.top, 1.16)) / 2).y, anchor: "start" },
    ];
    return spots.map(({ x, y, anchor, turn = 0 }, i) => {
      draw(this.svg, "text", {
        transform: `translate(${x} ${y}) rotate(${turn})`, dy: 4, "text-anchor": anchor, class: "phase",
      }, PHASES[i].name);
      const width = textWidth(PHASES[i].name, PHASE_FONT);
      const start = { start: x, middle: x - width / 2, end: x - width }[anchor];
      const rise = (Math.abs(Math.sin((turn * Math.PI) / 180)) * width) / 2;
      return { left: start, right: start + width, top: y - 9 - rise, bottom: y + 9 + rise };
    });
  }

  besideBand(inside) {
    const spot = { x: this.area.left + 8, y: this.place(1, 0.24).y, anchor: "start" };
    draw(this.svg, "path", { d: pathOf([{ x: spot.x + 124, y: spot.y + 3 }, inside]), class: "leader" });
    return spot;
  }

  drawCaseloads(taken) {
    const layer = draw(this.svg, "g");
    const bars = CASELOADS.flatMap((each) => this.bars(each));
    bars.forEach((bar) => draw(layer, "path", { d: pathOf(bar), class: "range" }));
    const isNarrow = this.width < NARROW;
    const names = CASELOADS.map(({ scenario }, i) => (isNarrow ? i + 1 : scenario));
    const points = CASELOADS.map((each, i) => ({
      ...this.place(each.trial_rate, each.offer_ratio),
      width: textWidth(names[i], NAME_FONT), height: 15,
    }));
    const labels = placeLabels(points, this.area, taken, bars);
    CASELOADS.forEach((each, i) => {
      const { x, y, clearance } = labels[i];
      const group = draw(layer, "g", { class: "caseload" });
      draw(group, "title", {}, each.title);
      if (clearance > CLEARANCES[0]) draw(group, "path", { d: pathOf([points[i], labels[i]]), class: "leader" });
      const size = points[i].width;
      draw(group, "rect", { x: x - size / 2 - 2, y: y - 8, width: size + 4, height: 16, rx: 3, class: "plate" });
      const look = PHASES.find((phase) => phase.name === each.phase);
      draw(group, "path", {
        d: MARKERS[look.marker], fill: look.color, class: "marker", transform: `translate(${points[i].x} ${points[i].y})`,
      });
      draw(group, "text", { x, y: y + 4, "text-anchor": "middle", class: "name" }, names[i]);
      group.addEventListener("click", () => this.choose(each.scenario));
    });
    const key = CASELOADS.map(({ scenario }, i) => `${i + 1} ${scenario}`);
    this.key.textContent = isNarrow ? `${key.join(", ")}.` : "";
  }

  bars({ trial_rate: rate, offer_ratio: ratio, trial_rate_range: rates, offer_ratio_range: ratios }) {
    const [low, high] = [ratios[0] ?? -Infinity, ratios[1] ?? Infinity];
    return [
      [this.place(rates[0], ratio), this.place(rates[1], ratio)],
      [this.place(rate, low), this.place(rate, high)],
    ].filter(([a, b]) => a.x !== b.x || a.y !== b.y);
  }

  // The reader's own numbers.
  show(at) {
    this.at = at;
    if (!this.here) return;
    this.here.replaceChildren();
    this.cross.replaceChildren();
    if (!at) return;
    const [rate, ratio] = [at.kappa, at.r].map(toDouble);
    const { x, y } = this.place(rate, ratio);
    const { left, bottom } = this.area;
    draw(this.cross, "path", { d: `M${left},${y}H${x}V${bottom}`, class: "cross" });
    draw(this.here, "circle", { cx: x, cy: y, r: 11, class: "halo" });
    draw(this.here, "circle", { cx: x, cy: y, r: 11, class: "own" });
    draw(this.here, "circle", { cx: x, cy: y, r: 2.5, class: "dot" });
    if (ratio > AXES.top || ratio < AXES.bottom) {
      const up = ratio > AXES.top ? 1 : -1;
      draw(this.here, "path", { d: `M${x},${y + 36 * up}v${-19 * up}m-5,${6 * up}l5,${-6 * up}l5,${6 * up}`, class: "beyond" });
    }
    if (rate < AXES.left) draw(this.here, "path", { d: `M${x + 36},${y}h-19m6,-5l-6,5l6,5`, class: "beyond" });
  }
}

const textWidth = (() => {
  const context = document.createElement("canvas").getContext("2d");
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
})();

function fillLegend(list) {
  const entry = (marker, color, text) => {
    const item = document.createElement("li");
    const icon = draw(item, "svg", { width: 26, height: 26, viewBox: "-13 -13 26 26", "aria-hidden": "true" });
    if (marker) draw(icon, "path", { d: MARKERS[marker], fill: color, class: "marker" });
    else {
      draw(icon, "circle", { r: 10, class: "halo" });
      draw(icon, "circle", { r: 10, class: "own" });
      draw(icon, "circle", { r: 2.5, class: "dot" });
    }
    item.append(text);
    list.append(item);
  };
  entry("", "", "your numbers");
  PHASES.forEach(({ marker, color, name }) => entry(marker, color, `caseload: ${name}`));
  const item = document.createElement("li");
  const icon = draw(item, "svg", { width: 26, height: 26, viewBox: "-13 -13 26 26", "aria-hidden": "true" });
  draw(icon, "path", { d: "M-11,0H11", class: "range" });
  item.append("range that its sources leave");
  list.append(item);
}
