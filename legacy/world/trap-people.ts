/** People whose names are hard in themselves: they live in every world, and each travels. */

interface Trap {
  readonly culture: string;
  readonly gender: 'F' | 'M';
  readonly givenNames: readonly string[];
  readonly surname: string;
  readonly title?: string;
  readonly suffix?: string;
  readonly age: number;
  readonly birthDate?: string;
}

const trap = (culture: string, gender: 'F' | 'M', given: string, surname: string, more: Partial<Trap> = {}): Trap => ({
  culture,
  gender,
  givenNames: given === '' ? [] : given.split('|'),
  surname,
  age: 40,
  ...more,
});

/** One household each. */
export const trapHouseholds: readonly (readonly Trap[])[] = [
  [trap('EG', 'M', 'Amr', 'Hassan', { title: 'Mr' })],
  [trap('EG', 'F', 'Samar', 'El-Sayed', { title: 'Dr' })],
  [trap('GB', 'F', 'Jacki', 'Wright', { title: 'Mrs' })],
  [trap('IE', 'M', 'Conor', "O'Connor", { title: 'Mr' })],
  [trap('IT', 'F', 'Chiara', "D'Angelo", { title: 'Ms' })],
  [trap('US', 'M', 'Tyler', 'St. James', { title: 'Mr' })],
  [trap('FR', 'M', 'Jean-Luc', 'Saint-Martin', { title: 'Mr' })],
  [trap('FR', 'F', 'Anne-Sophie', 'Lefèvre', { title: 'Mrs' })],
  [trap('DE', 'M', 'Jürgen', 'Müller', { title: 'Mr' })],
  [trap('DE', 'F', 'Sabine', 'Mueller', { title: 'Mrs' })],
  [trap('DE', 'M', 'Peter', 'Muller', { title: 'Mr' })],
  [trap('DE', 'F', 'Käthe', 'Groß', { title: 'Mrs' })],
  [trap('SE', 'M', 'Søren', 'Ødegård', { title: 'Mr' })],
  [trap('RU', 'M', 'Aleksei', 'Morozov', { title: 'Mr' })],
  [trap('RU', 'F', 'Yulia', 'Zaitsev', { title: 'Mrs' })],
  [trap('EG', 'M', 'Mohamed', 'Al-Masri', { title: 'Mr' })],
  [trap('KR', 'F', 'Min Ji', 'Park', { title: 'Ms' })],
  [trap('CN', 'M', 'Xiao Long', 'Ouyang', { title: 'Mr' })],
  [trap('ID', 'F', '', 'Ratna')],
  [trap('ID', 'M', '', 'Sukarno')],
  [trap('ES', 'M', 'José María', 'García López', { title: 'Mr' })],
  [trap('NL', 'F', 'Femke', 'van den Heuvel', { title: 'Mrs' })],
  [
    trap('US', 'M', 'Walter', 'Fitzgerald', { title: 'Mr', suffix: 'Sr', age: 68 }),
    trap('US', 'M', 'Walter', 'Fitzgerald', { title: 'Mr', suffix: 'Jr', age: 38 }),
  ],
  [trap('US', 'M', 'Henry', 'Washington', { title: 'Mr', suffix: 'III', age: 51 })],
  [
    trap('DE', 'F', 'Emma', 'Köhler', { birthDate: '1994-08-08', age: 32 }),
    trap('DE', 'F', 'Emilia', 'Köhler', { birthDate: '1994-08-08', age: 32 }),
  ],
  [
    trap('IN', 'F', 'Lakshmi Priyadarshini', 'Venkataraghavan', { title: 'Mrs', age: 31 }),
    trap('IN', 'M', 'Krishnamurthy', 'Venkataraghavan', { age: 1 }),
  ],
  [
    trap('GB', 'F', 'Philippa', 'Featherstonehaugh', { title: 'Mrs', age: 36 }),
    trap('GB', 'M', 'Bartholomew', 'Featherstonehaugh', { age: 1 }),
    trap('GB', 'F', 'Clementine', 'Featherstonehaugh', { age: 7 }),
  ],
];
