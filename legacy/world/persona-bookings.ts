/** The personas' bookings: every word personas.ts says about them is made true here. */
import type { PersonDraft } from './draw.ts';
import type { Guest } from './party.ts';
import { type Leg, type Order, type PersonaDesk, placeOrder, plain } from './persona-desk.ts';
import { personas, strangersLocator } from './personas.ts';

export function bookPersonas(given: PersonaDesk): void {
  const p = personas;
  const who = (customerId: string): PersonDraft => {
    const found = given.population.people.find((person) => person.customerId === customerId);
    if (found === undefined) throw new Error(`no persona ${customerId}`);
    return found;
  };
  const named = (person: PersonDraft, name: string, more: Partial<Guest> = {}): Guest => {
    const account = given.guests.account(person.index);
    const tierCode =
      account === undefined ? null : ({ SILVER: 'SILV', GOLD: 'GOLD', PLATINUM: 'PLAT' }[String(account.tier)] ?? null);
    return {
      ...plain(name, person),
      person: person.index,
      frequentFlyer: account === undefined ? [] : [{ programme: 'AX', number: account.number, tierCode }],
      documents: person.documents.slice(0, 1),
      birthDate: person.documents.length > 0 ? person.birthDate : null,
      email: person.emails[0]?.address ?? null,
      phone: person.phones[0]?.e164 ?? null,
      ...more,
    };
  };
  const order = (wanted: Order): void => placeOrder(given, wanted);

  const ada = who(p.ada.customerId);
  const jonas = given.population.people[ada.index + 1];
  if (jonas === undefined) throw new Error('Jonas does not live with Ada');
  order({
    recordLocator: p.ada.recordLocator,
    party: [named(ada, 'LINDQVIST/ADA MARIEMRS', { meal: 'AVML' }), named(jonas, 'BERG/JONASMR')],
    legs: [
      ['101', 'BER', 1],
      ['251', 'FRA', 1],
      ['252', 'LIS', 8],
      ['106', 'FRA', 8],
    ],
    createdDaysAgo: 37,
    extra: (place) => ({
      checkedIn: [],
      seats: [1, 2, 3, 4].map((segment) => ({
        segment,
        number: place === 0 ? '14C' : '14B',
        characteristics: place === 0 ? 'NA' : 'NM',
      })),
    }),
  });
  past(ada, 'LINDQVIST/ADAMRS', [
    ['101', 'BER', -61],
    ['221', 'FRA', -61],
    ['222', 'CDG', -58],
    ['106', 'FRA', -58],
  ]);
  past(ada, 'LINDQVIST/ADA MARIE MRS', [
    ['301', 'BER', -33],
    ['302', 'LHR', -31],
  ]);
  order({
    party: [named(ada, 'LINDQUIST/ADA', { frequentFlyer: [] }), named(jonas, 'BERG/JONAS')],
    legs: [
      ['303', 'BER', -16],
      ['304', 'ARN', -14],
    ],
    createdDaysAgo: 50,
  });

  const siobhan = who(p.siobhan.customerId);
  order({
    recordLocator: p.siobhan.recordLocator,
    party: [named(siobhan, 'OBRIEN/SIOBHANMRS')],
    legs: [
      ['202', 'LHR', 1],
      ['401', 'FRA', 1],
      ['402', 'JFK', 5],
      ['203', 'FRA', 6],
    ],
    createdDaysAgo: 21,
    cabin: 'C',
    currency: 'GBP',
    extra: () => ({ seats: [{ segment: 2, number: '3A', characteristics: 'NW' }], checkedIn: [] }),
  });
  past(
    siobhan,
    'OBRIEN/SIOBHANMRS',
    [
      ['202', 'LHR', -75],
      ['457', 'FRA', -75],
      ['458', 'HND', -70],
      ['203', 'FRA', -69],
    ],
    'C',
  );
  past(
    siobhan,
    'OBRIEN/SIOBHANMRS',
    [
      ['202', 'LHR', -24],
      ['401', 'FRA', -24],
      ['402', 'JFK', -20],
      ['203', 'FRA', -19],
    ],
    'C',
  );
  past(
    siobhan,
    'OBRIEN/SIOBHANMRS',
    [
      ['202', 'LHR', -9],
      ['203', 'FRA', -8],
    ],
    'C',
  );

  for (const [twin, name] of [
    [p.mara, 'OKAFOR/MARAMS'],
    [p.mila, 'OKAFOR/MILAMS'],
  ] as const) {
    order({
      recordLocator: twin.recordLocator,
      party: [named(who(twin.customerId), name)],
      legs: [
        ['121', 'HAM', 5],
        ['243', 'FRA', 5],
        ['244', 'BCN', 9],
        ['124', 'FRA', 9],
      ],
      createdDaysAgo: 26,
    });
  }
  past(who(p.mara.customerId), 'OKAFOR/MARAMS', [
    ['121', 'HAM', -40],
    ['231', 'FRA', -40],
    ['232', 'AMS', -38],
    ['124', 'FRA', -38],
  ]);

  const [senior, junior] = [who(p.johnSenior.customerId), who(p.johnJunior.customerId)];
  order({
    recordLocator: p.johnSenior.recordLocator,
    party: [named(senior, 'SMITH/JOHNMR')],
    legs: [
      ['406', 'IAD', 12],
      ['405', 'FRA', 20],
    ],
    createdDaysAgo: 60,
    currency: 'USD',
  });
  past(senior, 'SMITH/JOHN MR', [
    ['406', 'IAD', -48],
    ['405', 'FRA', -41],
  ]);
  order({
    recordLocator: p.johnJunior.recordLocator,
    party: [named(junior, 'SMITHJR/JOHNMR')],
    legs: [
      ['406', 'IAD', 12],
      ['405', 'FRA', 17],
    ],
    createdDaysAgo: 14,
    currency: 'USD',
  });

  order({
    recordLocator: p.annemarie.recordLocator,
    party: [named(who(p.annemarie.customerId), 'MUELLER/ANNEMARIE')],
    legs: [
      ['253', 'FRA', 9],
      ['252', 'LIS', 16],
    ],
    createdDaysAgo: 30,
  });
  order({
    recordLocator: p.suryanto.recordLocator,
    party: [named(who(p.suryanto.customerId), 'SURYANTO/FNU')],
    legs: [
      ['406', 'IAD', 6],
      ['451', 'FRA', 7],
    ],
    createdDaysAgo: 33,
    currency: 'USD',
  });
  order({
    recordLocator: p.sejoon.recordLocator,
    party: [named(who(p.sejoon.customerId), 'KIM/SEJOONMR')],
    legs: [
      ['408', 'SFO', 4],
      ['459', 'FRA', 5],
    ],
    createdDaysAgo: 29,
    currency: 'USD',
  });
  past(who(p.sejoon.customerId), 'SE/JOONKIM', [
    ['408', 'SFO', -52],
    ['407', 'FRA', -45],
  ]);
  order({
    recordLocator: p.aleksei.recordLocator,
    party: [named(who(p.aleksei.customerId), 'VOLKOV/ALEKSEIMR')],
    legs: [
      ['271', 'FRA', 3],
      ['272', 'VIE', 4],
    ],
    createdDaysAgo: 11,
  });
  past(who(p.aleksei.customerId), 'VOLKOV/ALEXEI MR', [
    ['271', 'FRA', -22],
    ['272', 'VIE', -20],
  ]);

  const fatima = who(p.fatima.customerId);
  order({
    recordLocator: p.fatima.reusedRecordLocator,
    party: [named(fatima, 'HADDAD/FATIMAMRS')],
    legs: [
      ['202', 'LHR', -141],
      ['431', 'FRA', -141],
      ['432', 'CAI', -129],
      ['203', 'FRA', -128],
    ],
    createdDaysAgo: 160,
    purged: true,
  });
  order({
    recordLocator: p.fatima.reusedRecordLocator,
    party: [plain('BRANDT/OLIVERMR')],
    legs: [
      ['111', 'MUC', 7],
      ['261', 'FRA', 7],
    ],
    createdDaysAgo: 18,
  });
  given.notes.note('reusedLocator', `booking:${given.desk.bookings.length - 1}`);

  const grace = who(p.grace.customerId);
  const amani = given.population.people[grace.index + 1];
  if (amani === undefined) throw new Error('Amani does not live with Grace');
  order({
    recordLocator: p.grace.recordLocator,
    party: [
      named(grace, 'MWANGI/GRACEMRS', { mobility: 'WCHR' }),
      { ...named(amani, 'MWANGI/AMANI'), type: 'INF', lapOf: 0, birthDate: amani.birthDate, email: null, phone: null },
    ],
    legs: [
      ['204', 'LHR', 10],
      ['433', 'FRA', 10],
    ],
    createdDaysAgo: 19,
    currency: 'GBP',
  });
  order({
    recordLocator: p.lena.recordLocator,
    party: [named(who(p.lena.customerId), 'NOVAK/LENAMS')],
    legs: [
      ['103', 'BER', 15],
      ['104', 'FRA', 18],
    ],
    createdDaysAgo: 8,
  });
  order({
    recordLocator: strangersLocator,
    party: [plain('PETERSEN/HANNE'), plain('PETERSEN/KAIMR')],
    legs: [
      ['105', 'BER', 4],
      ['231', 'FRA', 5],
    ],
    createdDaysAgo: 12,
  });

  function past(person: PersonDraft, name: string, legs: readonly Leg[], cabin: 'C' | 'Y' = 'Y'): void {
    order({ party: [named(person, name)], legs, cabin, createdDaysAgo: -(legs[0]?.[2] ?? 0) + 25 });
  }
}
