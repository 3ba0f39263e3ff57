// Where a number comes from.
/** @type {Element | null} */ let from = null;
function tellOrigin(/** @type {string} */ name, /** @type {Element | null} */ at) {
  if (!seen.has(name)) return;
  const tree = trees.get(name), line = shown.findIndex((e) => e.name === name);
  const html = [`<p><math>${symbolOf(name).text}<mo>=</mo>${mathNumber(exact.get(name) ?? NaN, 17).text}</math></p>`];
  if (tree !== undefined) html.push(`<p>${broken(symbolOf(name).text + `<mo>=</mo>` + write(tree, symbolOf, data.digits).text)}</p>`);
  else if (kinds.get(name) !== "fixed") html.push(`<p class="soft">${word().given}</p>`);
  const told = make("div");
  told.innerHTML = html.join("");
  // What is dragged stays where it is while numbers are told anew.
  if (!at && origin.dataset.of === name) {
    origin.firstElementChild?.replaceWith(told);
    for (const input of all(origin, "input")) if (input !== document.activeElement) /** @type {HTMLInputElement} */ (input).value = String(numbers.get(name));
  } else {
    origin.replaceChildren(told, ...controls(name, line));
  }
  origin.dataset.of = name;
  origin.setAttribute("aria-label", plain(name));
  const depend = dependents(name);
  for (const element of all(document, "[data-q], [data-v]")) {
    const of = element.getAttribute("data-q") || element.getAttribute("data-v") || "";
    element.classList.toggle("same", of === name);
    element.classList.toggle("depends", of !== name && depend.has(of));
  }
  if (at) {
    from = at;
    origin.hidden = false;
    const {left, bottom, top} = at.getBoundingClientRect();
    const height = origin.offsetHeight, width = origin.offsetWidth;
    const below = bottom + height + 12 < innerHeight - 60 || top < height;
    origin.style.top = `${below ? bottom + 6 : top - height - 6}px`;
    origin.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`;
  }
}

/** What the reader can do with a quantity. */
function controls(/** @type {string} */ name, /** @type {number} */ line) {
  const row = make("p", {class: "row"}), edit = make("p", {class: "edit"});
  if (data.alive && kinds.has(name)) {
    const x = numbers.get(name) ?? 0, reach = Math.max(1, 2 * Math.abs(initial.get(name) ?? 0));
    const number = make("input", {type: "number", step: "any", value: String(x), "aria-label": plain(name)});
    const slider = make("input", {type: "range", min: String(Math.min(x, -reach)), max: String(Math.max(x, reach)),
      step: String(reach / 100), value: String(x), "aria-label": plain(name)});
    number.addEventListener("change", () => { if (Number.isFinite(number.valueAsNumber)) set(name, number.valueAsNumber); });
    let isHeld = false;
    slider.addEventListener("input", () => { set(name, slider.valueAsNumber, isHeld); isHeld = true; });
    slider.addEventListener("change", () => { isHeld = false; });
    edit.append(number, slider);
  }
  if (line >= 0) row.append(button(word().goTo, () => goTo(line)));
  if (from) row.append(button(word().back, () => from?.scrollIntoView({block: "center"})));
  row.append(button(word().close, closeOrigin));
  return edit.hasChildNodes() ? [edit, row] : [row];
}

function closeOrigin() {
  if (document.activeElement instanceof HTMLElement && origin.contains(document.activeElement)) {
    document.activeElement.blur();
    /** @type {HTMLElement | null} */ (from)?.focus();
  }
  origin.hidden = true;
  for (const element of all(document, ".same, .depends")) element.classList.remove("same", "depends");
}

/** @returns {[string, Element] | null} */
function quantityAt(/** @type {EventTarget | null} */ target) {
  const element = target instanceof Element ? target.closest("[data-q], [data-v]") : null;
  const name = element && (element.getAttribute("data-q") || element.getAttribute("data-v") || "");
  return element && name && seen.has(name) ? [name, element] : null;
}

function goTo(/** @type {number} */ line) {
  const element = document.querySelector(`.equation[data-e="${line}"]`);
  if (!element) return;
  if (at !== null) stepTo(lastIndex(stops, (s) => s.element === element));
  element.scrollIntoView({block: "center"});
  element.classList.add("news");
}
