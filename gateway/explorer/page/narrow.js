// The explorer's own headers neither wrap nor shrink: where it is narrow, a button lies over the word beside it, and what stands last is cut.
const rules = `
  div:has(> [aria-label='Save operation']),
  div.flex:has(> span + div.ml-auto),
  [role='tablist'] {
    flex-wrap: wrap;
    row-gap: 6px;
  }

  [role='tablist'] {
    height: auto;
  }

  [role='tablist'] > [role='tab'] {
    height: 26px;
  }
`;

/** `place`: where it is mounted, below which it makes a root of its own, with styles of its own, a moment later. */
export function fitNarrow(place) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  const apply = () => {
    const root = [...place.querySelectorAll('*')].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
    if (root && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    return root !== undefined;
  };
  if (apply()) return;
  const watch = new MutationObserver(() => apply() && watch.disconnect());
  watch.observe(place, { childList: true, subtree: true });
}
