// What the reader does: the parts of the page that the program adds.

let language = /** @type {"en" | "ko"} */ (document.documentElement.lang === "ko" ? "ko" : "en");
const word = () => data.words[language];

/** @returns {any} */
function make(/** @type {string} */ tag, /** @type {Record<string, string>} */ attributes = {}, /** @type {(Node | string)[]} */ ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
function button(/** @type {string} */ text, /** @type {() => void} */ act, /** @type {Record<string, string>} */ attributes = {}) {
  const made = make("button", {type: "button", ...attributes}, text);
  made.addEventListener("click", act);
  return made;
}

const bar = make("nav", {class: "tools"}), panel = make("aside", {class: "panel", hidden: ""});
const stage = make("aside", {class: "stage", hidden: "", tabindex: "0"});
const curve = make("figure", {class: "curve", hidden: ""});
const origin = make("div", {class: "origin", role: "dialog", hidden: ""});
const said = make("p", {class: "said", role: "status"});
const drawing = /** @type {HTMLTemplateElement | null} */ (document.getElementById("drawing"));
const say = (/** @type {string} */ text) => { said.textContent = text; };
/** Says what the numbers come to. */
function tellState() {
  const told = [...shown.map((e) => e.name), ...all(main, "[data-v]").flatMap((e) => namesIn(treeOf(e)))];
  const broken = told.find((name) => seen.has(name) && !passed.has(name) && !isFinite(seenNumber(name)));
  say(broken ? `${plain(broken)} ${word().infinite}`
    : `${word().changed} ${plain(data.objective)} = ${plainNumber(seenNumber(data.objective), data.digits)}`);
  said.classList.toggle("wrong", Boolean(broken));
}
function afterChange() {
  if (at !== null) stepTo(at);
  tellState();
  [fillPanel, fillCurve, fillStage, fillBar].forEach((fill) => fill());
  if (!origin.hidden) tellOrigin(origin.dataset.of ?? "", null);
  remember();
}

