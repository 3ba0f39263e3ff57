"""Looks at pages in a browser: requests, violations, widths, and the length of what is printed."""

import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


def faults_in(folder, lines):
    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        for line in lines:
            name, most = line.split()
            requests.clear()
            page.goto((folder / name).as_uri())
            others = [url for url in requests if not url.endswith("/" + name)]
            if others:
                faults.append(f"{name}: asks for {others[0]}")
            if "NaN" in page.evaluate("document.body.innerText"):
                faults.append(f"{name}: shows what is no number")
            for width in (360, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found = page.evaluate("document.documentElement.scrollWidth")
                if found > width:
                    faults.append(f"{name}: {found} pixels wide on a screen of {width}")
            # Every page has the same colours, and looking at them takes ten times all the rest.
            is_small = page.evaluate("document.querySelectorAll('main *').length") < 800
            options = {
                "rules": {"color-contrast": {"enabled": is_small}}, "resultTypes": ["violations"]}
            for violation in Axe().run(page, options=options).response["violations"]:
                target = violation["nodes"][0]["target"]
                faults.append(f"{name}: axe: {violation['id']} at {target}")
            if most != "0":
                pdf = folder / f"{name}.pdf"
                page.pdf(path=str(pdf), prefer_css_page_size=True)
                info = subprocess.run(
                    ["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
                pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
                if pages > int(most):
                    faults.append(f"{name}: {pages} pages, {most} allowed")
        browser.close()
    return faults


if __name__ == "__main__":
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    lines = (folder / "list").read_text().splitlines()
    # Large pages cost the most; the turns are dealt out so that each browser has its share.
    lines.sort(key=lambda line: -(folder / line.split()[0]).stat().st_size)
    with ProcessPoolExecutor(count) as pool:
        found = pool.map(
            faults_in, [folder] * count, [lines[first::count] for first in range(count)])
        faults = [fault for part in found for fault in part]
    print("\n".join(faults) or f"{len(lines)} pages without fault")
    sys.exit(1 if faults else 0)
