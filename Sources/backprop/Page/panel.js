// The panel: every given number to be typed over. The curve of the error, which runs draw.
const inputs = () => /** @type {HTMLInputElement[]} */ (all(panel, "input"));
panel.addEventListener("change", (/** @type {Event} */ {target}) => {
  const {name, valueAsNumber: x} = /** @type {HTMLInputElement} */ (target);
  /** @type {Element} */ (target).setAttribute("aria-invalid", String(!Number.isFinite(x)));
  if (Number.isFinite(x) && x !== numbers.get(name)) set(name, x);
});
function fillPanel() {
  for (const input of inputs()) {
    const x = numbers.get(input.name);
    if (input !== document.activeElement || input.valueAsNumber !== x) input.value = String(x);
  }
}

/** The error after each update of a run, beside the page. */
function fillCurve() {
  curve.hidden = errors.length < 2;
  if (curve.hidden) return;
  const every = Math.ceil(errors.length / 400), kept = errors.flatMap((e, i) => i % every && i < errors.length - 1 ? [] : [i]);
  const plot = JSON.stringify({frame: [64, 28, 624, 348], series: [{x: kept, y: kept.map((i) => errors[i])}]});
  const [first, last] = [errors[0], errors[errors.length - 1]].map((e) => plainNumber(e, data.digits));
  const told = (/** @type {string} */ symbol) => `${word().error} (${errors.length - 1}): ${symbol} ${first} → ${last}`;
  curve.innerHTML = `<svg class="paper" viewBox="0 0 664 376" role="img" aria-label="${escaped(told(plain(data.objective)))}" data-plot="${escaped(plot)}"><g data-part="axes"></g>`
    + `<g data-part="curve"><polyline fill="none" stroke="#0072B2" stroke-width="2"/></g></svg><figcaption>${told(`<math>${symbolOf(data.objective).text}</math>`)}</figcaption>`;
  drawPlot(/** @type {Element} */ (curve.firstElementChild), true);
}
