// Builds static/dist from static/src: the stylesheet (with govuk-frontend's Sass), the script, the
// images. `pack.py` then packs each text file, for a server that sends it as it is.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { compile } from "sass";
import { purged } from "./purge.mjs";

const source = join(import.meta.dirname, "src");
const target = join(import.meta.dirname, "dist");

const { css } = compile(join(source, "selfcheck.scss"), {
  style: "compressed",
  loadPaths: ["node_modules"],
});

rmSync(target, { recursive: true, force: true });
mkdirSync(target);
writeFileSync(join(target, "selfcheck.css"), purged(css));
// ES5 is what browsers of 2016 read for certain: newer syntax in the source stops the build.
buildSync({
  entryPoints: [join(source, "selfcheck.js")],
  outfile: join(target, "selfcheck.js"),
  minify: true,
  target: "es5",
  charset: "utf8",
});
if (existsSync(join(source, "images"))) {
  cpSync(join(source, "images"), join(target, "images"), { recursive: true });
}
