// What govuk-frontend has for pages that are not here. A test looks that no page uses any of it.
export const UNUSED = [
  /^govuk-(heading|caption|body|section-break|link|list--|!-)/,
  /^govuk-(checkboxes|radios)--(small|inline)/,
  /^govuk-(checkboxes|radios)__(conditional|divider|hint)/,
  /^govuk-button--(warning|inverse|start|link)/,
  /^govuk-button(-group|__start-icon)/,
  /^govuk-input--(extra-letter-spacing|width-(3|5|20|30))/,
  /^govuk-input__prefix/,
  /^govuk-(label|fieldset__legend)--(xl|l|m)/,
  /^govuk-(label-wrapper|fieldset__heading|select|back-link|details|summary-list|tag|clearfix)/,
  /^govuk-visually-hidden-focusable/,
];

/** Return the stylesheet without the selectors that name an unused class. */
export function purged(css) {
  const used = (selector) =>
    ![...selector.matchAll(/\.([\w!\\-]+)/g)].some(([, name]) =>
      UNUSED.some((unused) => unused.test(name.replaceAll("\\", ""))),
    );
  const rules = css.replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors, body) => {
    if (selectors.startsWith("@")) return rule;
    const left = selectors.split(",").filter(used);
    return left.length ? `${left.join(",")}{${body}}` : "";
  });
  return rules.replace(/@media[^{}]*\{\}/g, "");
}
