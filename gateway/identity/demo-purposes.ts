/** What one may ask for in a role, and what one sees then, in words, as the policy table has it. */
import type { Grant, PolicyTable, Subjects } from '../../subgraphs/shared/privacy/access.ts';
import type { DemoPurpose } from './demo.ts';

const whose: Readonly<Record<Subjects, string>> = {
  everyone: 'of everybody',
  consented: 'of those who allow it',
  own: 'of oneself alone',
};

/** In the table's order. None for a role that is not in it. */
export function demoPurposes(table: PolicyTable, role: string): readonly DemoPurpose[] {
  return [...(table.roles.get(role) ?? [])].map(([name, grant]) => ({ name, may: sentence(grant) }));
}

function sentence({ subjects, sights }: Grant): string {
  const seen = (sight: string) =>
    [...sights].flatMap(([name, its]) => (its === sight && name !== 'look-up' ? name.replaceAll('-', ' ') : []));
  const [shown, masked] = [seen('shown'), seen('masked')];
  const what = shown.length > 0 ? `${listed(shown)} data` : 'what is public';
  return [
    `Sees ${what} ${whose[subjects]}`,
    ...(masked.length > 0 ? [`, ${listed(masked)} data masked`] : []),
    ...(sights.has('look-up') ? [', and may look people up'] : []),
    '.',
  ].join('');
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
