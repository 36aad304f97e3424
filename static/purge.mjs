// Makes the stylesheet as small as the pages need it: leaves out what govuk-frontend has for pages
// that are not here, and lets Lightning CSS join what is left. It knows nothing but the stylesheet.

import { Buffer } from "node:buffer";
import { Features, transform } from "lightningcss";

// What no page has. A test looks that no page uses any of it.
export const UNUSED = [
  /^govuk-(heading|caption|body|section-break|link|list--|!-)/,
  /^govuk-button--(warning|inverse|start|link)/,
  /^govuk-button(-group|__start-icon)/,
  /^govuk-clearfix/,
  /^govuk-visually-hidden-focusable/,
  /^govuk-skip-link-focused-element/,
];

// A button is never disabled.
const NEVER = /[:[]disabled/;

// Engines of 2016: what they read with a prefix keeps it, and nothing newer is written.
const TARGETS = { chrome: 49 << 16, safari: 10 << 16, firefox: 45 << 16 };

/** Leave out the selectors that match nothing on any page. */
function withoutSpareSelectors(css) {
  const used = (selector) =>
    !NEVER.test(selector) &&
    ![...selector.matchAll(/\.([\w!\\-]+)/g)].some(([, name]) =>
      UNUSED.some((unused) => unused.test(name.replaceAll("\\", ""))),
    );
  return css.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
    if (selectors.startsWith("@")) return rule;
    const left = selectors.split(",").filter(used);
    return left.length ? `${left.join(",")}{${body}}` : "";
  });
}

/** Leave out what the framework says of type that our pages say themselves: smoothing, sizes and
 * distances on wide screens (but for the width of buttons), and sizes on paper, where the pages have
 * a base of their own and everything is in rem. */
function withoutSpareType(css) {
  return css
    .replace(/-(webkit|moz-osx)-font-smoothing:\w+;?/g, "")
    .replace(/@media print\{(\.govuk-[^{}]*\{[^{}]*\})+\}/g, "")
    .replace(/@media ?\(min-width: ?40\.0625em\)\{(\.govuk-[^{}]*\{[^{}]*\})+\}/g, (block) =>
      block.includes("width:auto") ? block : "",
    );
}

/** Leave out custom properties that nothing asks for, and the plain values of those that are set. */
function withoutSpareProperties(css) {
  const set = new Set([...css.matchAll(/[{;](--[\w-]+):/g)].map(([, name]) => name));
  const plain = css.replace(/var\((--[\w-]+), ?(#\w+)\)/g, (whole, name) =>
    set.has(name) ? `var(${name})` : whole,
  );
  const used = new Set([...plain.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  return plain.replace(/(?<=[{;])(--[\w-]+):[^;{}]*;?/g, (whole, name) =>
    used.has(name) ? whole : "",
  );
}

/** Return the stylesheet, minified, without what no page uses. */
export function purged(css) {
  const needed = withoutSpareProperties(withoutSpareType(withoutSpareSelectors(css)));
  return transform({
    filename: "selfcheck.css",
    code: Buffer.from(needed),
    minify: true,
    targets: TARGETS,
    // The two schemes are written out here; nothing asks for `light-dark()`.
    exclude: Features.LightDark,
  }).code;
}
