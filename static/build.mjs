// Builds static/dist from static/src: the stylesheet (with govuk-frontend's Sass) and the images.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
if (existsSync(join(source, "images"))) {
  cpSync(join(source, "images"), join(target, "images"), { recursive: true });
}
