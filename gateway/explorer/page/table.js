/** A row of a table; `name` of its cells is `td` or `th`. */
export function row(name, texts) {
  const made = document.createElement('tr');
  made.append(...texts.map((text) => cell(name, text)));
  return made;
}

function cell(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

export const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** A panel's table anew: its summary, its columns and its rows. */
export function fill(panel, summary, columns, rows) {
  panel.querySelector('summary').textContent = summary;
  panel.querySelector('thead').replaceChildren(row('th', columns));
  panel.querySelector('tbody').replaceChildren(...rows);
}
