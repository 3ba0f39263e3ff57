"""Changes the numbers of live pages at random, and compares all that follows with the program.

    .ci/live.py PROGRAM FOLDER [CHANGES [EXAMPLE ...]]
"""

import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

TEXTS = """() => {
  const clean = (e) => e.textContent.replace(/\\s+/g, " ").trim();
  const shown = (e) => !e.hidden && (!e.closest("[data-once]") || !document.body.classList.contains("moved"));
  // Tables of many updates, which a model that was saved does not keep.
  const later = (e) => e.closest(".table")?.querySelector('[data-v*="@2"]');
  const numbers = [...document.querySelectorAll("main [data-v]")].filter((e) => !e.closest("[data-if], [data-plot]"));
  const told = (all) => all.map((e) => [e.getAttribute("data-v"), clean(e)]);
  return {
    equations: [...document.querySelectorAll("main .equation[data-e]:not(.gone)")].map(clean),
    numbers: told(numbers.filter((e) => !later(e))),
    later: told(numbers.filter(later)),
    plots: [...document.querySelectorAll("main [data-plot]")].map((plot) => [plot.getAttribute("data-plot"),
      [...plot.querySelectorAll("[data-part] text, [data-v]")].filter((e) => !e.closest(".beyond")).map(clean),
      [...plot.querySelectorAll("[data-part] polyline")].map((e) => e.getAttribute("points"))]),
    prose: [...document.querySelectorAll("main p, main li")].filter(shown).map(clean),
  };
}"""


def run(program, *words):
    found = subprocess.run([program, *words], capture_output=True, text=True)
    # 1 says that answers are wrong.
    if found.returncode not in (0, 1):
        raise RuntimeError(f"{words}: {found.stderr}")
    return found.stdout


def close(a, b, scale):
    return a == b or abs(a - b) <= 1e-11 * max(abs(a), abs(b)) + 1e-15 * scale


def near(a, b):
    """Whether two numbers as they are shown are one, to fewer digits and to more."""
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
    try:
        x, y = (float(text.translate(raised).replace("·10", "e").split()[-1]) for text in (a, b))
    except (ValueError, IndexError):
        return False
    return abs(x - y) <= 1e-3 * max(abs(x), abs(y))


def places(points):
    return [float(x) for x in points.replace(",", " ").split()]


def moved(numbers, chance, zero=0):
    """Numbers of a model file, nested as they are, each moved or turned; `zero` is put for a 0."""
    if isinstance(numbers, list):
        return [moved(number, chance, zero) for number in numbers]
    if isinstance(numbers, (int, float)) and not isinstance(numbers, bool):
        number = numbers * chance.uniform(0.4, 1.8) + chance.uniform(-0.3, 0.3)
        return round(number, chance.choice([1, 2, 3, 15])) or zero
    return numbers


def changed(text, chance):
    """A model or expression file with other numbers."""
    if not text.lstrip().startswith("{"):
        return re.sub(
            r"(?m)^(\w+ = )([0-9.]+)$",
            lambda match: f"{match[1]}{abs(moved(float(match[2]), chance)) + 0.1:.4g}", text)
    model = json.loads(text)
    # Beside a factor of 0 the program may choose another parameter to tell of.
    model["inputs"] = moved(model["inputs"], chance, zero=0.1)
    if model["loss"] not in ("cross-entropy", "binary-cross-entropy", "softmax-cross-entropy"):
        model["targets"] = moved(model["targets"], chance)
    for layer in model["layers"]:
        for name in ("weights", "biases", "bias"):
            if name in layer:
                layer[name] = moved(layer[name], chance, zero=0.1)
    return json.dumps(model)


# What spoils the formulas of an activation and a loss.
LARGE = [
    ("softplus", "mean-absolute-error", [{"w2": 900}, {"w2": -900}, {"w2": 0.3}]),
    ("softmax", "cross-entropy", [{"w2": 900}, {"w3": 2000}, {"w2": -60, "w3": 1}]),
    ("sigmoid", "binary-cross-entropy", [{"w2": 90}, {"w2": -90}, {"w2": -900, "w3": 900}]),
    ("tanh", "half-squared-error", [{"w2": 30}, {"w2": -30}, {"w1": 500}]),
]


class Tester:
    def __init__(self, program, folder, browser):
        self.program, self.folder, self.browser = program, folder, browser
        self.faults, self.noise, self.plots = [], [], 0
        self.live = self.page(browser.new_context())
        self.still = self.page(browser.new_context(java_script_enabled=False))

    def page(self, context):
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or self.noise.append(request.url))
        return page

    def expect(self, holds, *words):
        if not holds:
            self.faults.append(" ".join(str(word) for word in words)[:600])

    def write(self, name, model, *options):
        file = self.folder / name
        run(self.program, "trace", model, "--output", str(file), *options)
        return file

    def compare(self, what, seen, wanted):
        for number in wanted["later"]:
            self.expect(number in seen["later"], f"{what}: {number} is not told of later updates")
        for kind in ("equations", "numbers"):
            self.expect(len(seen[kind]) == len(wanted[kind]), what, kind, len(seen[kind]), len(wanted[kind]))
            # How many columns a table has depends on how wide its numbers are.
            # A row shows more digits where its own numbers would not give its result; a page whose
            # numbers change keeps to the usual ones.
            order = (lambda all: sorted(all, key=str)) if kind == "numbers" else list
            for a, b in zip(order(seen[kind]), order(wanted[kind])):
                alike = kind == "numbers" and a[:-1] == b[:-1] and near(a[-1], b[-1])
                self.expect(a == b or alike, f"{what}: shows {a}, not {b}")
        for (what_is, labels, lines), (other, wanted_labels, wanted_lines) in zip(seen["plots"], wanted["plots"]):
            # Another page may draw the error over another parameter.
            if what_is != other:
                continue
            self.plots += 1
            self.expect(labels == wanted_labels, f"{what}: a plot says {labels}, not {wanted_labels}")
            for a, b in zip(map(places, lines), map(places, wanted_lines)):
                self.expect(
                    len(a) == len(b) and all(abs(x - y) <= 0.3 for x, y in zip(a, b)), f"{what}: draws {a}, not {b}")
        for text in seen["prose"]:
            # A sentence about a parameter's sense may be told of another one instead.
            about = re.search(r"increasing (\S+) (?=increases|decreases)|function of \S+ alone", text)
            is_told = not about or any(about[0] in other for other in wanted["prose"])
            # As in a table, a number of a sentence may show more digits than the page shows.
            is_said = text in wanted["prose"] or any(
                len(text.split()) == len(other.split())
                and all(a == b or near(a, b) for a, b in zip(text.split(), other.split()))
                for other in wanted["prose"])
            self.expect(is_said or not is_told, f"{what}: says {text!r}")

    def compare_results(self, what, seen, wanted):
        """What each line comes to that both have."""
        ends = lambda lines: {re.split("[=≈]", line)[0]: re.split("[=≈]", line)[-1] for line in lines}
        wanted = ends(wanted["equations"])
        for name, number in ends(seen["equations"]).items():
            self.expect(
                wanted.get(name, number) == number, what, name, "shows", number, "not", wanted.get(name))

    def large(self):
        """Numbers at which the usual formulas overflow or lose all digits."""
        for activation, loss, changes in LARGE:
            def model(**weights):
                weights = {"w1": 0.6, "w2": -0.5, "w3": 0.8, **weights}
                hidden = {"weights": [[weights["w1"]]], "bias": [0.1], "activation": "tanh"}
                outputs = {"weights": [[weights["w2"]], [weights["w3"]]], "activation": activation}
                return {
                    "format": "backprop-model", "version": 1, "name": "large", "inputs": [1.5], "targets": [1, 0],
                    "layers": [hidden, outputs], "loss": loss, "optimizer": {"kind": "momentum", "lr": 0.1}}

            file = self.folder / "large.json"
            file.write_text(json.dumps(model()))
            for options in (), ("--detail", "full"), ("--chain", "delta", "--detail", "full"):
                file.write_text(json.dumps(model()))
                self.live.goto(self.write("large.html", str(file), *options).as_uri())
                for change in changes:
                    self.live.evaluate(
                        "(all) => { backprop.reset(); Object.entries(all).forEach((one) => backprop.set(...one)); }",
                        change)
                    file.write_text(json.dumps(model(**change)))
                    record = json.loads(run(self.program, "trace", str(file), "--format", "json"))
                    values = dict(self.live.evaluate("() => backprop.names().map((name) => [name, backprop.value(name)])"))
                    for quantity in record["steps"][0]["quantities"]:
                        name, value = quantity["name"], quantity["value"]
                        self.expect(
                            close(values.get(name, value), value, 1), activation, loss, change, name, values.get(name),
                            "not", value)
                    wrong = self.live.evaluate("document.querySelector('.said.wrong')?.textContent")
                    self.expect(not wrong, activation, loss, change, "says", wrong)
                    told = self.still_texts(self.write("changed.html", str(file), *options))
                    self.compare_results(f"{activation} {loss} {change}", self.live.evaluate(TEXTS), told)

    def still_texts(self, file):
        self.still.goto(file.as_uri())
        return self.still.evaluate(TEXTS)

    def example(self, name, count, options=()):
        page = self.live
        source = run(self.program, "export", name)
        suffix = "json" if source.lstrip().startswith("{") else "txt"
        # A calculation makes no updates of its own.
        if suffix == "txt" and "--steps" in options:
            options = ()
        file = self.write(f"{name}.html", name, *options)
        page.goto(file.as_uri())
        if not page.evaluate("JSON.parse(document.getElementById('trace').textContent).alive"):
            return False
        self.compare(f"{name} as it is", page.evaluate(TEXTS), self.still_texts(file))
        for seed in range(count):
            model = self.folder / f"{name}-{seed}.{suffix}"
            model.write_text(changed(source, random.Random(f"{name} {seed}")))
            # What the program itself finds no number for is no page.
            text = subprocess.run(
                [self.program, "trace", model, "--format", "json"], capture_output=True, text=True)
            if text.returncode:
                continue
            self.follow(f"{name} changed by {seed}", json.loads(text.stdout), model, options)
        return True

    def walk(self, name):
        """Updates, steps, the address, the other language: one page through its states."""
        page, file = self.live, self.write(f"{name}.html", name)
        still = self.still_texts(file)
        page.goto(file.as_uri())
        if page.evaluate("JSON.parse(document.getElementById('trace').textContent).runs['']"):
            page.evaluate("backprop.run(10)")
            record = json.loads(run(self.program, "trace", name, "--steps", "10", "--format", "json"))
            for quantity in record["steps"][-1]["quantities"]:
                value = page.evaluate("(name) => backprop.value(name)", quantity["name"])
                self.expect(
                    close(value, quantity["value"], 1), name, "after ten updates", quantity["name"], value,
                    "not", quantity["value"])
        error = page.evaluate("(() => { try { backprop.check('E', '1'); } catch (error) { return error.name; } })()")
        self.expect(error == "RangeError", name, "check of a quantity that is not there:", error)
        weight = page.evaluate("document.querySelector('main td [data-v^=\"dE/dw\"]')?.dataset.v.slice(4)")
        if weight:
            page.evaluate("(weight) => { location.hash = weight; }", weight)
            page.wait_for_function("document.querySelector('tr.news')", timeout=5000)
            page.evaluate("backprop.reset()")
        page.evaluate("backprop.set(backprop.names()[0], 0.123)")
        there = page.evaluate(TEXTS)
        page.wait_for_function("location.hash.includes('0.123')")
        other = self.browser.new_page()
        other.goto(page.url)
        self.compare(f"{name} by its address", other.evaluate(TEXTS), there)
        other.close()
        page.keyboard.press("ArrowRight")
        hidden = "document.querySelectorAll('.hidden-part').length"
        self.expect(page.evaluate(hidden) > 0, name, "hides nothing at its first step")
        page.evaluate("backprop.set(backprop.names()[0], 0.321)")
        self.expect(page.evaluate(hidden) > 0, name, "shows results when a number is changed at a step")
        page.keyboard.press("Escape")
        page.keyboard.press("z")
        page.evaluate("backprop.reset()")
        self.compare(f"{name} set back", page.evaluate(TEXTS), still)
        self.steps(name)
        self.compare(f"{name} at the last step", page.evaluate(TEXTS), still)
        page.keyboard.press("Escape")
        page.keyboard.press("l")
        korean = self.write(f"{name}.ko.html", name, "--language", "ko")
        self.compare(f"{name} in Korean", page.evaluate(TEXTS), self.still_texts(korean))

    def steps(self, name):
        page, said, places = self.live, "", set()
        for _ in range(3000):
            page.keyboard.press("ArrowRight")
            text, place = page.evaluate("['.said', '.tools select'].map((s) => document.querySelector(s)).map((e) => e.value ?? e.textContent)")
            if text == said:
                break
            said = text
            places.add(place)
        shown = page.evaluate("new Set([...document.querySelectorAll('main [data-e] > .name')].map((e) => e.textContent)).size")
        self.expect(len(places) >= shown - 1, name, "steps come by", len(places), "of", shown, "quantities")
        hidden = page.evaluate("document.querySelectorAll('.hidden-part, main .later').length")
        self.expect(hidden == 0, name, hidden, "parts hidden at the last step")

    def states(self, name):
        """What axe and a narrow screen say of each state of a page."""
        page = self.live
        page.goto(self.write(f"{name}.html", name).as_uri())
        leaf = "main .equation [data-q]"
        for what, act in {
            "as it is": lambda: None,
            "with its panel": lambda: page.evaluate("document.querySelector('.tools [aria-expanded]:not(.menu *)').click()"),
            "changed": lambda: page.evaluate("backprop.set(backprop.names()[0], 0.5); backprop.run(3)"),
            "at an origin": lambda: page.locator(leaf).nth(3).click(),
            "at a step": lambda: (page.keyboard.press("Escape"), page.keyboard.press("ArrowRight")),
            "predicting": lambda: page.keyboard.press("p"),
            "in large print": lambda: page.keyboard.press("f"),
        }.items():
            act()
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found = page.evaluate("document.documentElement.scrollWidth")
                self.expect(found <= width, name, what, found, "pixels wide on a screen of", width)
            # Colours are looked at where all of them are.
            options = {
                "rules": {"color-contrast": {"enabled": what == "with its panel"}},
                "resultTypes": ["violations"]}
            for violation in Axe().run(page, options=options).response["violations"]:
                self.expect(False, name, what, "axe:", violation["id"], violation["nodes"][0]["target"])

    def descents(self, name, start, rates, count):
        """Optimizers on a surface, from other places and with other rates."""
        file = self.folder / f"{name}.html"
        run(self.program, "optimize", name, "--output", str(file))
        self.live.goto(file.as_uri())
        self.compare(f"{name} as it is", self.live.evaluate(TEXTS), self.still_texts(file))
        for seed in range(count):
            chance = random.Random(f"{name} {seed}")
            place = [round(x * chance.uniform(0.5, 1.1) + chance.uniform(-0.2, 0.2), 3) for x in start]
            others = {kind: round(rate * chance.uniform(0.3, 1.1), 4) for kind, rate in rates.items()}
            given = [*zip(("x", "y"), place), *((f"{kind}.alpha", rate) for kind, rate in others.items())]
            self.live.evaluate("(all) => { for (const [name, x] of all) backprop.set(name, x); }", given)
            changed = self.folder / f"{name}-{seed}.html"
            run(self.program, "optimize", name, "--start=" + ",".join(map(str, place)), "--output", str(changed),
                "--optimizer", ",".join(f"{kind}:lr={rate}" for kind, rate in others.items()))
            self.compare(f"{name} changed by {seed}", self.live.evaluate(TEXTS), self.still_texts(changed))
        self.live.evaluate("backprop.reset()")
        self.compare(f"{name} set back", self.live.evaluate(TEXTS), self.still_texts(file))

    def verdicts(self, name, count):
        """What the page says of right answers and of those with a mistake, beside what `check` says."""
        page = self.live
        page.goto(self.write(f"{name}.html", name).as_uri())
        data = page.evaluate("JSON.parse(document.getElementById('trace').textContent)")
        titles = page.evaluate("""(seed) => {
          const data = JSON.parse(document.getElementById('trace').textContent);
          return data.shown.flatMap(([name], i) => data.edits[i].length ? [[name, i]] : []); }""", 1)
        chance = random.Random(name)
        for quantity, _ in chance.sample(titles, min(count, len(titles))):
            right = page.evaluate("(name) => backprop.value(name)", quantity)
            answers = [f"{right:.5g}", f"{-right:.5g}", f"{2 * right:.5g}", f"{right * 1.0371:.5g}"]
            for answer in answers:
                verdict = page.evaluate("([name, text]) => backprop.check(name, text)", [quantity, answer])
                sheet = self.folder / "answers.txt"
                sheet.write_text(f"{quantity.replace('delta_', 'dE/dnet_')} = {answer}\n")
                marked = json.loads(run(self.program, "check", name, str(sheet), "--format", "json"))["answers"]
                if len(marked) != 1:
                    continue
                ours, theirs = verdict["kind"], marked[0]["verdict"]
                self.expect(
                    (ours == "wrong") == (theirs == "wrong"), name, quantity, answer, "is", ours, "for the page,",
                    theirs, "for check")
                named = {mistake["id"] for mistake in marked[0].get("mistakes", [])}
                found = {title[0] for title in verdict.get("mistakes", [])}
                self.expect(not named or found & named, name, quantity, answer, "named", found, "by the page,", named)

    def follow(self, what, record, model, options):
        first, last = record["steps"][0]["quantities"], record["steps"][-1]["quantities"]
        given = [[q["name"], q["value"]] for q in first if "formula" not in q]
        self.live.evaluate("(all) => { for (const [name, x] of all) backprop.set(name, x); }", given)
        values = dict(self.live.evaluate("() => backprop.names().map((name) => [name, backprop.value(name)])"))
        wanted = {q["name"]: q["value"] for q in first}
        if len(record["steps"]) > 1:
            for q in last:
                old = q["name"]
                new = old + "@1" if "formula" in q else old + "+"
                if new in values:
                    wanted[new] = q["value"]
        scale = max(abs(value) for value in wanted.values())
        for name, value in wanted.items():
            self.expect(name in values, what, "has no", name)
            self.expect(
                close(values.get(name, math.nan), value, scale), what, name, values.get(name), "not", value)
        page = self.write(model.stem + "-changed.html", str(model), *options)
        told, seen = self.still_texts(page), self.live.evaluate(TEXTS)
        # Where rounding spoils the usual formulas, the program tells others, with sentences of their own.
        (self.compare if told["numbers"] else self.compare_results)(what, seen, told)


def main():
    program, folder, *rest = sys.argv[1:]
    count, names = int(rest[0]) if rest else 1, rest[1:]
    names = names or re.findall(r"(?m)^(\S+)", run(program, "list"))
    ways = ((), ("--detail", "full"), ("--carry", "4"), ("--steps", "12"))
    alive = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        tester = Tester(program, Path(folder), browser)
        for name in names:
            alive += tester.example(name, count, ways[names.index(name) % len(ways)])
        for options in (*ways[1:], ("--detail", "summary")):
            alive += tester.example(names[0], count, options)
        for name in names[:1]:
            tester.walk(name)
            tester.states(name)
        tester.large()
        tester.verdicts("2-2-2", 3)
        rates = {"gradient-descent": 0.9, "momentum": 0.1, "nesterov": 0.1, "adagrad": 1.5, "rmsprop": 0.3, "adam": 0.3}
        tester.descents("valley", (-7, 2), rates, count)
        tester.expect(tester.plots > len(names), "plots compared:", tester.plots)
        browser.close()
    faults = tester.faults + [f"says or asks for {text}" for text in tester.noise]
    print("\n".join(faults[:60]) or f"{alive} live pages as the program has them")
    if len(faults) > 60:
        print(f"and {len(faults) - 60} more")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
