// Builds the charts of the pages of figures: one file, with only the parts of ECharts
// that are used. Its first line names what it was built of, so that a test can see
// whether it is up to date without Node (tests/browser/test_charts_bundle.py).
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const SOURCES = ["package.json", "package-lock.json", "build.mjs", "src/charts.js"];
const TARGET = "../src/jiesu/addon/browser/static/charts.js";

const hash = createHash("sha256");
SOURCES.forEach((name) => hash.update(readFileSync(new URL(name, import.meta.url))));

await build({
  entryPoints: ["src/charts.js"],
  outfile: TARGET,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2018"],
  charset: "utf8",
  legalComments: "none",
  banner: {
    js: `/* Built by make charts of ${hash.digest("hex")}; holds Apache ECharts (Apache-2.0) and tslib (0BSD). */`,
  },
});
