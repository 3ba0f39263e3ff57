// Reads Markdown files and lets KaTeX typeset every formula in them, in strict mode.
const fs = require("fs");
const katex = require("katex");
let count = 0;
for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, "utf8")
    .replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ""))
    .replace(/`[^`\n]*`/g, "");
  const formulas = /\$\$([\s\S]+?)\$\$|\$([^$\n]+)\$/g;
  for (let match; (match = formulas.exec(text)); count++) {
    const line = text.slice(0, match.index).split("\n").length;
    try {
      katex.renderToString(match[1] ?? match[2], {
        displayMode: match[1] !== undefined, strict: "error", throwOnError: true,
      });
    } catch (error) {
      console.error(`${file}:${line}: ${error.message}`);
      process.exit(1);
    }
  }
}
console.log(`KaTeX accepts all ${count} formulas`);
