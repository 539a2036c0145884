/** Who one can be in a demo. What each may see is for the policy table to say, by his role, which is called as he is. */
import type { CallerKind } from '../../subgraphs/shared/privacy/access.ts';

export interface DemoPrincipal {
  /** Also his role. */
  readonly name: string;
  readonly title: string;
  /** In a sentence. */
  readonly does: string;
  readonly kind: CallerKind;
  readonly tenant: string;
  /** Of a customer, in the seeded world. */
  readonly customerId: string | null;
}

const staff = { kind: 'staff', tenant: 'airline', customerId: null } as const;

/** The first is who is taken to ask where nobody says who he is. */
export const demoPrincipals = [
  { ...staff, name: 'agent', title: 'Call-centre agent', does: 'Helps whoever calls or writes.' },
  { ...staff, name: 'supervisor', title: 'Supervisor', does: 'Decides what an agent may not, and settles complaints.' },
  { ...staff, name: 'check-in', title: 'Check-in agent', does: 'Checks travellers and their documents in.' },
  { ...staff, name: 'gate', title: 'Gate agent', does: 'Boards a flight.' },
  {
    name: 'guest',
    title: 'Self-service, not signed in',
    does: 'Looks at the flights of a booking by its locator and a surname.',
    kind: 'service',
    tenant: 'airline',
    customerId: null,
  },
  {
    name: 'customer',
    title: 'Ada Lindqvist, a customer',
    does: 'Looks at her own profile and trips, and at nobody else’s.',
    kind: 'customer',
    tenant: 'airline',
    customerId: 'C0000101',
  },
  { ...staff, name: 'marketing', title: 'Marketing', does: 'Chooses whom to write to, of those who said yes.' },
  {
    name: 'partner',
    title: 'A partner’s portal',
    does: 'Is a program of another company that serves the airline’s members.',
    kind: 'partner',
    tenant: 'Portal Ltd',
    customerId: null,
  },
  { ...staff, name: 'privacy-officer', title: 'Privacy officer', does: 'Answers people who ask what is held on them.' },
] as const satisfies readonly DemoPrincipal[];
