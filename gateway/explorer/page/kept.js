/** What this tab keeps under a name, as JSON: it is gone when the tab is closed. */
export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(`customer-graph:${name}`) ?? 'null');
  } catch {
    return null;
  }
}

export function keep(name, value) {
  if (value === null) sessionStorage.removeItem(`customer-graph:${name}`);
  else sessionStorage.setItem(`customer-graph:${name}`, JSON.stringify(value));
}
