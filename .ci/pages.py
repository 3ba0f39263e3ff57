"""Looks at pages in a browser: requests, violations, widths, and the length of what is printed."""

import re
import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

folder = Path(sys.argv[1])
faults = []
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for line in (folder / "list").read_text().splitlines():
        name, most = line.split()
        requests.clear()
        page.goto((folder / name).as_uri())
        others = [url for url in requests if not url.endswith("/" + name)]
        if others:
            faults.append(f"{name}: asks for {others[0]}")
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                faults.append(f"{name}: {found} pixels wide on a screen of {width}")
        if ".en." in name and not name.startswith("full-") or most != "0":
            for violation in Axe().run(page).response["violations"]:
                target = violation["nodes"][0]["target"]
                faults.append(f"{name}: axe: {violation['id']} at {target}")
        pdf = folder / f"{name}.pdf"
        page.pdf(path=str(pdf), prefer_css_page_size=True)
        info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
        if most != "0" and pages > int(most):
            faults.append(f"{name}: {pages} pages, {most} allowed")
    browser.close()
print("\n".join(faults))
sys.exit(1 if faults else 0)
