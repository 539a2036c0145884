/** IATA special meals in plain words. */
const meals: ReadonlyMap<string, string> = new Map([
  ['AVML', 'Vegetarian Hindu meal'],
  ['BBML', 'Baby meal'],
  ['BLML', 'Bland meal'],
  ['CHML', 'Child meal'],
  ['DBML', 'Diabetic meal'],
  ['FPML', 'Fruit platter'],
  ['FSML', 'Fish meal'],
  ['GFML', 'Gluten-intolerant meal'],
  ['HNML', 'Hindu non-vegetarian meal'],
  ['JPML', 'Japanese meal'],
  ['KSML', 'Kosher meal'],
  ['LCML', 'Low-calorie meal'],
  ['LFML', 'Low-fat meal'],
  ['LPML', 'Low-protein meal'],
  ['LSML', 'Low-salt meal'],
  ['MOML', 'Muslim meal'],
  ['NLML', 'Low-lactose meal'],
  ['NSML', 'No-salt meal'],
  ['PFML', 'Peanut-free meal'],
  ['RVML', 'Raw vegetarian meal'],
  ['SFML', 'Seafood meal'],
  ['SPML', 'Special meal, as described'],
  ['VGML', 'Vegan meal'],
  ['VJML', 'Vegetarian Jain meal'],
  ['VLML', 'Vegetarian meal with milk and eggs'],
  ['VOML', 'Vegetarian oriental meal'],
]);

export interface Meal {
  readonly code: string;
  readonly name: string | null;
  readonly known: boolean;
}

export function meal(raw: string | null): Meal | null {
  if (raw === null) return null;
  const code = raw.trim().toUpperCase();
  return { code, name: meals.get(code) ?? null, known: meals.has(code) };
}
