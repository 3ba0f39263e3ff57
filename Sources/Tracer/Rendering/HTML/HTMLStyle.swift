/// The style sheet of a page.
enum HTMLStyle {
  /// For the screen, narrow screens, the dark, and A4.
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #5a5a5a;
      --line: #c8c8c8; --mark: #9a3b00; --light: #f4f2ee; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e3; --paper: #17181a; --soft: #b0adA8;
      --line: #4a4a4a; --mark: #ffb07a; --light: #232528; } }
    :root { font: 17px/1.55 "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia,
      "Noto Serif CJK KR", "AppleMyungjo", serif; color: var(--ink); background: var(--paper); }
    body { margin: 0; }
    main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
    h1, h2, h3, h4, h5 { line-height: 1.25; font-weight: 600; text-wrap: balance; break-after: avoid; }
    h1 { font-size: 1.75rem; margin: 1rem 0 1.5rem; }
    h2 { font-size: 1.3rem; margin: 2.4rem 0 .8rem; padding-top: .5rem;
      border-top: 1px solid var(--line); }
    h3 { font-size: 1.1rem; margin: 1.8rem 0 .6rem; }
    h4, h5 { font-size: 1rem; margin: 1.5rem 0 .5rem; color: var(--mark); }
    :lang(ko) { word-break: keep-all; }
    p, ul { margin: .7rem 0; hyphens: auto; orphans: 3; widows: 3; }
    p:has(+ .equations), p:has(+ .table), p:has(+ figure), p:has(+ h3), p:has(+ p + .equations) {
      break-after: avoid; }
    math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "Libertinus Math",
      "Noto Sans Math", math; font-size: 1.05em; }
    .equations { margin: 1rem 0; }
    .equation { display: grid; column-gap: .45em; row-gap: .35em; align-items: baseline;
      grid-template-columns: minmax(calc(var(--column) * .56em + .6em), max-content) auto 1fr;
      margin: .75rem 0; break-inside: avoid; }
    .equation .name { text-align: right; }
    .equation .side { min-width: 0; }
    .equation math, p math:has(mfrac) { math-style: normal; }
    math > mo[form="infix"]:first-child { padding-right: .22em; }
    .imprint { color: var(--soft); margin: -.8rem 0 1.2rem; }
    .numbered { position: relative; padding-right: 2.6em; }
    .numbered .number { position: absolute; right: 0; bottom: 0; }
    .large { font-size: 26px; } .large main { max-width: 62rem; }
    nav ul { list-style: none; padding: 0; } nav a { color: inherit; } a { overflow-wrap: anywhere; }
    .dense .equation { margin: .45rem 0;
      grid-template-columns: minmax(calc(var(--column) * .56em + .6em), max-content) 1fr; }
    .dense .part { display: inline-flex; align-items: baseline; max-width: 100%;
      margin-right: .45em; padding: .1em 0; }
    .dense .sign { margin-right: .45em; }
    .anew { padding-left: 1.5em; }
    .term { display: inline-block; max-width: 100%; } .long { display: inline-table; }
    .side:has(mfrac) { margin: -.14em 0; }
    .side:has(mfrac) :is(.term, .long > math) { padding: .14em 0; }
    .matrices { overflow-x: auto; overflow-y: hidden; padding: .25rem 0; --column: 4; }
    .matrices mtd { padding: .25em .45em; }
    .table { overflow-x: auto; margin: 1rem 0; }
    .held { white-space: nowrap; }
    caption { text-align: left; color: var(--soft); font-size: .95em; padding-bottom: .2rem; }
    table { border-collapse: collapse; font-size: .95em; font-variant-numeric: tabular-nums; }
    th { text-align: left; font-weight: 600; border-bottom: 2px solid var(--line); }
    th, td { padding: .25rem .9rem .25rem 0; vertical-align: middle; }
    td { border-bottom: 1px solid var(--line); }
    td math { math-style: normal; }
    .number { text-align: right; }
    tr { break-inside: avoid; }
    figure { margin: 1.2rem 0; break-inside: avoid; }
    figure { overflow: auto hidden; }
    figure svg { max-width: 100%; height: auto; display: block; }
    .large figure svg { zoom: 1.4; }
    .beside { float: right; width: 42%; margin: 0 0 .6rem 1.2rem; }
    h2, h3, h4, h5 { clear: right; }
    figcaption { color: var(--soft); font-size: .9em; margin-top: .4rem; }
    pre { background: var(--light); padding: .8rem 1rem; overflow-x: auto; font-size: .85em;
      line-height: 1.45; }
    code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
      font-size: .92em; }
    svg .edge { stroke: var(--soft); fill: none; }
    svg .shape { stroke: var(--ink); fill: var(--paper); }
    svg .lit { stroke: var(--ink); stroke-width: 3; }
    svg .plain { fill: var(--ink); }
    svg .back { fill: var(--mark); font-style: italic; }
    svg .ground { fill: var(--paper); }
    svg.paper { background: #fff; --ink: #1a1a1a; --paper: #fff; --mark: #9a3b00; }
    @media (max-width: 800px) { .large .stacked .equation { display: block; } }
    @media (max-width: 600px) {
      :root { font-size: 16px; } .large { font-size: 17px; }
      main { padding: 1rem .5rem 3rem; }
      .wide { font-size: calc(1em * 24 / var(--signs)); }
      .equation { grid-template-columns: max-content auto 1fr; font-size: .95em; }
      .dense .equation { grid-template-columns: max-content 1fr; } .stacked .equation { display: block; }
      th, td { padding-right: .45rem; }
      figure:not(.beside) svg { max-width: max(100%, 520px); }
      .beside { float: none; width: auto; margin: 1.2rem 0; }
    }
    @media print {
      @page { size: A4; margin: 10mm 15mm;
        @bottom-center { content: counter(page); font-size: 8pt; } }
    \(paper)
    }

    """

  static let paper = """
    :root { --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --mark: #000;
      font-size: 9.5pt; line-height: 1.3; }
    .large { font-size: 17pt; }
    h1 { font-size: 1.5rem; margin: 0 0 .8rem; }
    h3 { margin: .9rem 0 .35rem; } p, ul { margin: .35rem 0; }
    figure svg { zoom: .72; } figure svg.paper { zoom: .56; } svg.paper text { font-size: 15px; }
    p math:has(mfrac) { math-style: compact; }
    caption { padding: 0; width: max-content; max-width: 180mm; }
    caption, thead { break-after: avoid; } .table:not(:has(tr:nth-child(12))) { break-inside: avoid; }
    figure:not(.beside), .table { margin: .5rem 0; } th, td { padding-top: .1rem; padding-bottom: .1rem; }
    main { max-width: none; padding: 0; }
    h2 { margin: .9rem 0 .35rem; padding-top: .3rem; } h4, h5 { margin: .7rem 0 .25rem; }
    .equations { margin: .4rem 0; }
    .equation, .dense .equation { margin: .2rem 0; }
    .equation:has(mfrac), .dense .equation:has(mfrac) { margin: .25rem 0; } .dense .part { padding: 0; }
    .table, .matrices { overflow: visible; }
    pre { white-space: pre-wrap; }
    """
}
