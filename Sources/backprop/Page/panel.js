// The panel: every given number to be typed over. The curve of the error, which runs draw.
/** @type {Map<string, HTMLInputElement>} */ const inputs = new Map();
function makePanel() {
  inputs.clear();
  const usual = ["input", "target", "weight", "bias", "constant", "rate"].map((kind) => [kind, word()[`kind ${kind}`]]);
  const groups = [...usual, ...Object.entries(data.groups[language])].map(([kind, title]) => {
    const names = data.given.filter(([name, , k]) => k === kind && name !== "t").map(([name]) => name)
      .sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
    const fields = names.map((name) => {
      const input = make("input", {type: "number", step: "any"});
      input.addEventListener("change", () => {
        const x = input.valueAsNumber;
        input.setAttribute("aria-invalid", String(!Number.isFinite(x)));
        if (Number.isFinite(x) && x !== numbers.get(name)) set(name, x);
      });
      inputs.set(name, input);
      return make("label", {}, make("span", {}, plain(name).replace(/ \(.*/, "")), input);
    });
    return fields.length ? [make("fieldset", {}, make("legend", {}, title), ...fields)] : [];
  }).flat();
  panel.replaceChildren(...groups);
  panel.setAttribute("aria-label", word().change);
  fillPanel();
}

function fillPanel() {
  for (const [name, input] of inputs) {
    if (input !== document.activeElement || input.valueAsNumber !== numbers.get(name)) input.value = String(numbers.get(name));
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
