// Plots, drawn anew from the trees of their points, in the shapes that the page came with.

/** A curve through points, or one quantity over another from place to place while nothing else moves.
 *  @typedef {{x: Tree[], y?: Tree[], of?: string, over?: string, parts?: number}} Series
 *  @typedef {{frame: number[], series: Series[], surface?: [string, string, string]}} Plot
 *  @typedef {ReturnType<typeof scaleOver>} Scale
 *  @typedef {number[]} Point */

/** Where the numbers of an axis stand, and which of them are written. */
function scaleOver(/** @type {number[]} */ numbers, /** @type {number} */ from, /** @type {number} */ to) {
  let low = numbers.reduce((a, b) => Math.min(a, b), Infinity), high = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(low <= high)) [low, high] = [0, 1];
  const room = low === high ? Math.max(Math.abs(low) / 2, 0.5) : 0, rough = (high - low + 2 * room) / 5;
  [low, high] = [low - room, high + room];
  const tens = 10 ** Math.floor(Math.log10(rough)), step = ([1, 2, 5].find((f) => f * tens >= rough * 0.999) ?? 10) * tens;
  const ticks = [];
  for (let i = Math.ceil(low / step); i <= Math.floor(high / step); i++) ticks.push(i * step);
  return {low, high, ticks, step, at: (/** @type {number} */ x) => from + (x - low) / (high - low) * (to - from)};
}

/** A tick as it is written. */
function tickText(/** @type {number} */ x) {
  const power = x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x)) + 1e-9), rounded = Number(x.toPrecision(6));
  const text = power < -4 || power > 5 ? rounded.toExponential().replace(/e([-+])(\d)$/, "e$10$2") : String(rounded);
  return text.replaceAll("-", "−");
}

/** @returns {(moved: [string, number][]) => number} A quantity where some given numbers are others. */
function probe(/** @type {string} */ of) {
  const follow = following([of]), values = new Map(numbers);
  return (moved) => {
    for (const [name, x] of moved) values.set(name, x);
    return follow(values).get(of) ?? NaN;
  };
}

/** After how many updates a quantity is told. */
const stepOf = (/** @type {string | undefined} */ name) => Number(/@(\d+)$/.exec(name ?? "")?.[1] ?? 0);
/** @returns {Point[]} `first`: the points of the first curve. */
function pointsOf(/** @type {Series} */ {x, y, of, over = "", parts = 1}, /** @type {Point[]} */ first) {
  const range = (heights = first.map((p) => p[1])) => Math.max(Math.max(...heights) - Math.min(...heights), 1e-12);
  const number = (/** @type {Tree} */ t) => evaluate(t, doubles, (name) => name === "range()" ? range() : carry === null ? exactNumber(name) : seenNumber(name));
  const places = x.map(number);
  if (!of) return places.map((place, i) => [place, number(y?.[i] ?? NaN)]);
  const height = probe(of), between = places.slice(1).flatMap((end, i) =>
    Array.from({length: parts}, (_, k) => places[i] + (end - places[i]) * (k + 1) / parts));
  return [places[0], ...between].map((place) => [place, height([[over, place]])]);
}

/** Lines of equal height, closer together near the lowest one, as pairs of points; and the lowest point, if it is not at the border. */
function contours(/** @type {(x: number, y: number) => number} */ height, /** @type {Scale} */ x, /** @type {Scale} */ y) {
  const grid = ({low, high} = x) => Array.from({length: 61}, (_, i) => low + (high - low) * i / 60);
  const [xs, ys] = [grid(x), grid(y)], heights = ys.map((v) => xs.map((u) => height(u, v)));
  const finite = heights.flat().filter(isFinite), [low, high] = [Math.min(...finite), Math.max(...finite)];
  const lines = /** @type {Point[][]} */ ([]);
  for (let line = 1; line <= 12; line++) {
    const level = low + (high - low) * (line / 13) ** 2;
    for (let r = 0; r < 60; r++) for (let c = 0; c < 60; c++) {
      const isBelow = heights[r][c] < level;
      if ([heights[r][c + 1], heights[r + 1][c + 1], heights[r + 1][c]].every((h) => h < level === isBelow)) continue;
      const corners = [[r, c], [r, c + 1], [r + 1, c + 1], [r + 1, c]];
      const crossed = corners.flatMap(([i, j], k) => {
        const [m, n] = corners[(k + 1) % 4], [a, b] = [heights[i][j], heights[m][n]], part = (level - a) / (b - a);
        return (a < level) !== (b < level) && isFinite(a + b) ? [[xs[j] + part * (xs[n] - xs[j]), ys[i] + part * (ys[m] - ys[i])]] : [];
      });
      for (let k = 0; k + 1 < crossed.length; k += 2) lines.push([crossed[k], crossed[k + 1]]);
    }
  }
  const row = heights.findIndex((all) => all.includes(low)), column = heights[row]?.indexOf(low) ?? 0;
  if (row < 1 || row > 59 || column < 1 || column > 59) return {lines, lowest: null};
  let lowest = [xs[column], ys[row]];
  for (let part = 0.5; part > 1e-4;) {
    const next = [[-part, 0], [part, 0], [0, -part], [0, part]].map(([u, v]) => [lowest[0] + u * (xs[1] - xs[0]), lowest[1] + v * (ys[1] - ys[0])])
      .reduce((a, b) => height(b[0], b[1]) < height(a[0], a[1]) ? b : a);
    if (height(next[0], next[1]) < height(lowest[0], lowest[1])) lowest = next; else part /= 2;
  }
  return {lines, lowest};
}

/** @type {WeakMap<Element, string>} What plots were drawn from, on which scales, and the marks of their curves. */ const drawn = new WeakMap();
/** @type {WeakMap<Element, Scale[]>} */ const scales = new WeakMap();
/** @type {WeakMap<Element, Element | undefined>} */ const marks = new WeakMap();
// The plot in which something is dragged; its scales stay.
/** @type {Element | null} */ let dragged = null;
const short = (/** @type {number} */ x) => String(Math.round(x * 10) / 10);
/** `isChanged`: whether it is not what the page came with. */
function drawPlot(/** @type {Element} */ svg, /** @type {boolean} */ isChanged) {
  if (stage.hidden && svg.parentElement === stage) return;
  const {frame: [left, top, right, bottom], series, surface} = /** @type {Plot} */ (JSON.parse(svg.getAttribute("data-plot") ?? ""));
  const first = pointsOf(series[0], []), curves = series.map((s, i) => {
    const points = i ? pointsOf(s, first) : first;
    const end = points.findIndex((p) => !p.every((x) => isFinite(x) && (!surface || Math.abs(x) < 100)));
    return surface && end >= 0 ? points.slice(0, end) : points.filter((p) => p.every(isFinite));
  });
  const key = `${limit} ${JSON.stringify(curves)}`, isFirst = !drawn.has(svg);
  if (drawn.get(svg) === key) return;
  drawn.set(svg, key);
  const room = (/** @type {number[]} */ all) => {
    const low = Math.min(...all), high = Math.max(...all), wider = Math.max((high - low) * 0.1, 0.1);
    return surface ? [low - wider, high + wider] : all;
  };
  const [x, y] = dragged && scales.get(svg) || [scaleOver(room(curves.flat().map((p) => p[0])), left, right), scaleOver(room(curves.flat().map((p) => p[1])), bottom, top)];
  scales.set(svg, [x, y]);
  if (isFirst && !isChanged) return;
  const pixel = (/** @type {Point} */ p) => [x.at(p[0]), y.at(p[1])].map(short).join(",");
  const line = (/** @type {number[][]} */ points) => `<polyline points="${points.map((p) => p.map(short).join(",")).join(" ")}" fill="none" stroke="#696969" stroke-width="1.0"/>`;
  const label = (/** @type {Scale} */ scale, /** @type {number} */ tick, /** @type {number} */ h, /** @type {number} */ v, anchor = "middle") =>
    `<text class="plain" x="${short(h)}" y="${short(v)}" text-anchor="${anchor}">${tickText(Math.round(tick / scale.step) * scale.step)}</text>`;
  const part = (/** @type {string} */ name) => svg.querySelector(`[data-part="${name}"]`);
  /** @type {Element} */ (part("axes")).innerHTML = line([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]])
    + x.ticks.map((t) => line([[x.at(t), bottom], [x.at(t), bottom + 5]]) + label(x, t, x.at(t), bottom + 19)).join("")
    + y.ticks.map((t) => line([[left, y.at(t)], [left - 5, y.at(t)]]) + label(y, t, left - 8, y.at(t) + 4, "end")).join("");
  if (surface && !dragged) {
    const height = probe(surface[0]), found = contours((u, v) => height([[surface[1], u], [surface[2], v]]), x, y);
    part("contours")?.firstElementChild?.setAttribute("d", found.lines.map(([a, b]) => `M${pixel(a)}L${pixel(b)}`).join(""));
    place(part("lowest"), found.lowest && [x.at(found.lowest[0]), y.at(found.lowest[1])]);
  }
  place(part("start"), curves[0][0] && [x.at(curves[0][0][0]), y.at(curves[0][0][1])]);
  all(svg, '[data-part="curve"]').forEach((curve, i) => {
    if (!marks.has(curve)) marks.set(curve, all(curve, ":not(polyline)")[0]);
    const mark = marks.get(curve), old = curve.querySelector("polyline");
    const shownHere = series[i].of ? curves[i] : curves[i].slice(0, (limit ?? Infinity) + 1);
    old?.setAttribute("points", shownHere.map(pixel).join(" "));
    const many = mark && (shownHere.length <= 60 || !old) ? shownHere : [];
    curve.replaceChildren(...(old ? [old] : []), ...many.map((p) => {
      const next = /** @type {Element} */ (mark?.cloneNode(true));
      place(next, [x.at(p[0]), y.at(p[1])], curve);
      return next;
    }));
  });
}

const drawPlots = () => all(document, "[data-plot]").forEach((plot) => drawPlot(plot, isChanged() || limit !== null));
/** Moves a shape to a place from where it was drawn, which it or what it belongs to says; hides it where there is none. */
function place(/** @type {Element | null} */ shape, /** @type {Point | null | undefined} */ to, /** @type {Element | null} */ origin = shape) {
  const from = (origin?.getAttribute("data-at") ?? "").split(" ").map(Number);
  if (to) shape?.setAttribute("transform", `translate(${short(to[0] - from[0])} ${short(to[1] - from[1])})`);
  shape?.classList.toggle("beyond", !to);
}

/** The start of all paths is dragged. */
function dragStart(/** @type {PointerEvent} */ event) {
  const start = event.target instanceof Element && event.button === 0 ? event.target.closest('[data-part="start"]') : null;
  const svg = /** @type {SVGSVGElement | null} */ (start?.closest("[data-plot]") ?? null), matrix = svg?.getScreenCTM()?.inverse();
  if (!svg || !matrix) return;
  const [x, y] = /** @type {Scale[]} */ (scales.get(svg));
  const [, right, left] = /** @type {Plot & {surface: string[]}} */ (JSON.parse(svg.getAttribute("data-plot") ?? "")).surface;
  const inverse = (/** @type {Scale} */ {at, low, high}, /** @type {number} */ pixel) =>
    Number((low + (pixel - at(low)) / (at(high) - at(low)) * (high - low)).toPrecision(3));
  event.preventDefault();
  dragged = svg;
  let isFirst = true;
  const move = (/** @type {PointerEvent} */ {clientX, clientY}) => {
    const to = new DOMPoint(clientX, clientY).matrixTransform(matrix);
    take(new Map(numbers).set(right, inverse(x, to.x)).set(left, inverse(y, to.y)), !isFirst);
    isFirst = false;
  };
  svg.setPointerCapture(event.pointerId);
  svg.addEventListener("pointermove", move);
  svg.addEventListener("lostpointercapture", () => {
    svg.removeEventListener("pointermove", move);
    dragged = null;
    for (const plot of all(document, "[data-plot]")) drawn.delete(plot);
    drawPlots();
  }, {once: true});
}
document.addEventListener("pointerdown", dragStart);

