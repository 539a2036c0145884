/** Fragments within an interface object: its subgraph knows none of the types they are on. */
import { describeGraph, type Tables } from './graph.ts';

const ada = { __typename: 'Person', id: '1', name: 'Ada', born: 1985, label: 'P1' };
const auster = { __typename: 'Company', id: '2', name: 'Auster', seat: 'FRA', label: 'C2' };
const club = { __typename: 'Club', id: '3', name: 'Wings', label: 'L3' };
const crash = () => {
  throw new Error('broken');
};
const parties: Tables = {
  registry: {
    schema: `
      type Query { parties: [Party!]! airport: Airport found: [Found] }
      interface Labelled { label: String }
      interface Place { code: String }
      union Found = Person | Company | Airport
      interface Party @key(fields: "id") { id: ID! name: String }
      type Person implements Party & Labelled @key(fields: "id") { id: ID! name: String born: Int label: String }
      type Company implements Party & Labelled @key(fields: "id") { id: ID! name: String seat: String label: String }
      type Club implements Party @key(fields: "id") { id: ID! name: String }
      type Airport implements Place & Labelled { code: String label: String }
    `,
    query: {
      parties: [ada, auster, club],
      airport: { code: 'VIE', label: 'Vienna' },
      found: [auster, { __typename: 'Airport', code: 'VIE' }],
    },
    rows: { Party: [ada, auster, club], Person: [ada], Company: [auster], Club: [club] },
  },
  consents: {
    schema: `
      type Query { consenting: [Party!]! anyParty: Party }
      type Party @key(fields: "id") @interfaceObject { id: ID! consent: Boolean! reason: String notes: [Note!] due(in: Int = 1): Int }
      type Note { text: String stamp: Int! }
    `,
    query: {
      consenting: [
        { id: '3', consent: true, reason: 'asked' },
        { id: '1', consent: true, reason: 'form' },
      ],
      anyParty: { id: '2', consent: true },
    },
    rows: {
      Party: [
        { id: '1', reason: 'form' },
        { id: '2', reason: 'phone' },
        { id: '3', reason: 'asked' },
      ],
    },
    fields: {
      Party: {
        consent: ({ id }) => (id === '1' ? true : crash()),
        notes: () => [{ text: 'seen' }],
        due: (_, { in: days }) => days,
      },
      Note: { stamp: crash },
    },
  },
};

describeGraph('an interface object', parties, {
  'may be narrowed by a union': {
    query: '{ consenting { ... on Found { __typename ... on Person { born } ... on Company { seat } } reason } }',
    data: { consenting: [{ reason: 'asked' }, { __typename: 'Person', born: 1985, reason: 'form' }] },
    vanilla: 'its planner fails',
  },
  'may be narrowed by a union in a named fragment, with fields of its own in it': {
    query:
      '{ consenting { ...F } found { ...F } } fragment F on Found { ... on Party { id reason } ... on Place { code } }',
    data: { consenting: [{}, { id: '1', reason: 'form' }], found: [{ id: '2', reason: 'phone' }, { code: 'VIE' }] },
    vanilla: 'its planner fails',
  },
  'may be narrowed by an interface that only some of its types have': {
    query:
      '{ consenting { ... on Labelled { label ... on Party { reason } } } anyParty { ... on Labelled { label } } }',
    data: { consenting: [{}, { label: 'P1', reason: 'form' }], anyParty: { label: 'C2' } },
    vanilla: 'its planner fails',
  },
  'of which only the impossible is asked is an empty object': {
    query:
      '{ anyParty { ... on Labelled { ... on Airport { code } } ... on Person { ... on Party { ... on Club { id } } } } }',
    data: { anyParty: {} },
    vanilla: 'its planner fails',
  },
  'of which only the impossible is asked under a condition is an empty object': {
    query: `query ($yes: Boolean = true) { anyParty @include(if: $yes) { ... on Person { ... on Party { ... on Club { id } } } }
      airport @skip(if: $yes) { code } }`,
    data: { anyParty: {} },
  },
  'needs no type for what is not shown this time': {
    query: `query ($no: Boolean = false) {
      anyParty { id ... on Company { seat @include(if: $no) } ... on Person { born @skip(if: true) } }
    }`,
    data: { anyParty: { id: '2' } },
    asks: ['consents'],
  },
  'keeps its fields when one fails that was asked of other types only': {
    query: '{ parties { name reason ... on Person { consent } } }',
    data: {
      parties: [
        { name: 'Ada', reason: 'form', consent: true },
        { name: 'Auster', reason: 'phone' },
        { name: 'Wings', reason: 'asked' },
      ],
    },
    vanilla: 'the failed field takes the others along',
  },
  'keeps a part in which a field failed that is asked of other types only': {
    query: '{ parties { ... on Person { notes { stamp } } notes { text } } }',
    data: { parties: [{ notes: null }, { notes: [{ text: 'seen' }] }, { notes: [{ text: 'seen' }] }] },
    errors: [['parties', 0, 'notes', 0, 'stamp']],
    calls: { registry: 1, consents: 2 },
    vanilla: 'the failed field takes the part along',
  },
  'has what two types call alike asked once for each meaning': {
    query:
      '{ parties { ... on Person { about: reason } ... on Company { about: name } ... on Club { about: reason } } __type(name: "Party") { about: kind } }',
    data: {
      parties: [{ about: 'form' }, { about: 'Auster' }, { about: 'asked' }],
      __type: { about: 'INTERFACE' },
    },
  },
  'has a field that two types ask with other arguments asked for each': {
    query: '{ parties { ... on Person { due } ... on Company { due(in: 2) } ... on Club { due(in: 2) } } }',
    data: { parties: [{ due: 1 }, { due: 2 }, { due: 2 }] },
    vanilla: 'it asks with the arguments of the first',
  },
  'loses to a failed field what was asked with it': {
    query: '{ found { ... on Company { reason consent } } }',
    data: { found: [null, {}] },
    errors: [['found', 0, 'consent']],
  },
});

describeGraph('an object', parties, {
  'of which only the impossible is asked is an empty object': {
    query: `query ($no: Boolean = false) { airport @skip(if: $no) { ... on Labelled { ... on Person { born } } } }`,
    data: { airport: {} },
    vanilla: 'it asks nothing of it, and gives null',
  },
});

describeGraph(
  'a field of an interface object that requires another subgraph’s',
  {
    ...parties,
    marks: {
      schema: `
        type Query { marked: [Party!]! }
        type Party @key(fields: "id") @interfaceObject { id: ID! mark: Int }
      `,
      query: {
        marked: [
          { id: '1', mark: 5 },
          { id: '2', mark: 6 },
        ],
      },
    },
    letters: {
      schema: `
        type Party @key(fields: "id") @interfaceObject {
          id: ID!
          name: String @external
          greeting: String @requires(fields: "name")
        }
      `,
      rows: { Party: [{ id: '1' }, { id: '2' }] },
      fields: { Party: { greeting: ({ name }) => `Dear ${name}` } },
    },
  },
  {
    // Without the condition vanilla's planner works on it until it has no memory left.
    'may be asked of one type, where a third subgraph tells of the objects': {
      query: 'query ($no: Boolean = false) { marked { mark ... on Person @skip(if: $no) { greeting } } }',
      data: { marked: [{ mark: 5, greeting: 'Dear Ada' }, { mark: 6 }] },
      vanilla: 'its planner fails',
    },
    'may be asked of one type under a name that another has too': {
      query:
        'query ($no: Boolean = false) { marked { mark ... on Person @skip(if: $no) { text: greeting } ... on Company { text: name } } }',
      data: {
        marked: [
          { mark: 5, text: 'Dear Ada' },
          { mark: 6, text: 'Auster' },
        ],
      },
      vanilla: 'its planner fails',
    },
    'may be asked under a condition': {
      query: 'query ($no: Boolean = false) { marked { ... @skip(if: $no) { greeting } } }',
      data: { marked: [{ greeting: 'Dear Ada' }, { greeting: 'Dear Auster' }] },
      vanilla: 'its planner fails',
    },
    'may be asked of one type under a condition that fails': {
      query: 'query ($no: Boolean = false) { marked { mark ... on Company @include(if: $no) { greeting } } }',
      data: { marked: [{ mark: 5 }, { mark: 6 }] },
      vanilla: 'its planner fails',
    },
  },
);

describeGraph(
  'a field that requires others, behind two interface objects',
  {
    registry: {
      schema: `
        type Query { parties: [Party!]! }
        interface Party @key(fields: "id") { id: ID! name: String }
        type Person implements Party @key(fields: "id") { id: ID! name: String }
        type Company implements Party @key(fields: "id") { id: ID! name: String }
      `,
      query: { parties: [ada, auster] },
      rows: { Party: [ada, auster], Person: [ada], Company: [auster] },
    },
    relations: {
      schema: `
        type Query { related: [Party!]! }
        type Party @key(fields: "id") @interfaceObject { id: ID! employer: Party }
      `,
      query: { related: [{ id: '1' }, { id: '2' }] },
      rows: { Party: [{ id: '1', employer: { id: '2' } }, { id: '2' }] },
    },
    letters: {
      schema: `
        type Party @key(fields: "id") @interfaceObject {
          id: ID!
          name: String @external
          greeting: String @requires(fields: "name")
        }
      `,
      rows: { Party: [{ id: '1' }, { id: '2' }] },
      fields: { Party: { greeting: ({ name }) => `Dear ${name}` } },
    },
  },
  {
    'may be asked of one type under a condition around it': {
      query: 'query ($yes: Boolean = true) { related @include(if: $yes) { ... on Person { employer { greeting } } } }',
      data: { related: [{ employer: { greeting: 'Dear Auster' } }, {}] },
      vanilla: 'its planner fails',
    },
    'may be asked of one type under a condition around it that fails': {
      query: 'query ($no: Boolean = false) { related @include(if: $no) { ... on Person { employer { greeting } } } }',
      data: {},
      calls: {},
      vanilla: 'its planner fails',
    },
  },
);

describeGraph(
  'an interface object that its subgraph knows no more of',
  { ...parties, consents: { ...parties.consents!, rows: { Party: [] } } },
  {
    'has its key under any name': {
      query: '{ consenting { ... on Person { number: id } ... on Club { number: id title: name } } }',
      data: { consenting: [{ number: '3', title: 'Wings' }, { number: '1' }] },
      calls: { consents: 1, registry: 1 },
      vanilla: 'it asks for the key anew',
    },
  },
);
