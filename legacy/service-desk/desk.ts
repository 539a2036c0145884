/** The invented world's cases as Request Tracker keeps them: tickets, users, transactions and attachments. */
import type { Case, World } from '../world/types.ts';

export interface Desk {
  readonly queue: { readonly id: number; readonly name: string };
  readonly customFields: readonly { readonly id: number; readonly name: string }[];
  readonly tickets: ReadonlyMap<number, Ticket>;
  readonly transactions: ReadonlyMap<number, Transaction>;
  readonly attachments: ReadonlyMap<number, Attachment>;
}

export interface User {
  readonly name: string;
  readonly emailAddress: string;
  readonly realName: string;
  readonly mobilePhone: string;
}

export interface Ticket {
  readonly id: number;
  readonly subject: string;
  readonly status: string;
  readonly priority: number;
  readonly created: Date;
  readonly lastUpdated: Date;
  readonly resolved: Date | null;
  readonly requestors: readonly User[];
  readonly creator: User;
  /** By name; none for a field that is not filled in. */
  readonly customFields: Readonly<Record<string, string>>;
  readonly transactions: readonly Transaction[];
}

export interface Transaction {
  readonly id: number;
  readonly ticket: number;
  readonly type: 'Create' | 'Correspond' | 'Comment' | 'Status';
  readonly created: Date;
  readonly creator: User;
  readonly attachment: Attachment | null;
}

export interface Attachment {
  readonly id: number;
  readonly transaction: number;
  readonly contentType: string;
  readonly subject: string;
  readonly created: Date;
  readonly creator: User;
  readonly content: string;
}

const customFieldNames = [
  'MemberNumber',
  'CustomerId',
  'RecordLocator',
  'FlightNumber',
  'Category',
  'Channel',
  'Resolution',
  'CompensationKind',
  'CompensationAmount',
  'CompensationCurrency',
  'Rating',
  'RequesterName',
  'RequesterPhone',
] as const;

export const agent: User = {
  name: 'agent',
  emailAddress: 'agent@example.org',
  realName: 'Desk Agent',
  mobilePhone: '',
};

/** What the desk's agent, or its forms, filled in. */
export function customFieldsOf(found: Case): Record<string, string> {
  const { compensation } = found;
  const values: Record<(typeof customFieldNames)[number], string | null> = {
    MemberNumber: found.membershipNumber,
    CustomerId: found.customerId,
    RecordLocator: found.recordLocator,
    FlightNumber: found.flightNumber,
    Category: found.category,
    Channel: found.channel,
    Resolution: found.resolution,
    CompensationKind: compensation?.kind ?? null,
    CompensationAmount: compensation?.amount ?? null,
    CompensationCurrency: compensation?.currency ?? null,
    Rating: found.rating === null ? null : String(found.rating),
    RequesterName: found.requester.name,
    RequesterPhone: found.requester.phone,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])),
  );
}

/**
 * RT names a user who wrote by e-mail after the address; a caller without one gets a name of the desk's making.
 * Telephones are on the case, as a custom field: an RT user is one for all cases of an address.
 */
export function requesterOf({ id, requester: { name, email } }: Case): User {
  return {
    name: email ?? `caller-${id}`,
    emailAddress: email ?? '',
    realName: name,
    mobilePhone: '',
  };
}

export function openDesk(world: World): Desk {
  const tickets = new Map<number, Ticket>();
  const transactions = new Map<number, Transaction>();
  const attachments = new Map<number, Attachment>();
  let next = 1;
  for (const found of world.cases) {
    const requester = requesterOf(found);
    const own: Transaction[] = [];
    const add = (entry: Pick<Transaction, 'type' | 'created' | 'creator'>, text: string | null) => {
      const id = next++;
      const { created, creator } = entry;
      const attachment: Attachment | null =
        text === null
          ? null
          : { id, transaction: id, contentType: 'text/plain', subject: found.subject, created, creator, content: text };
      const transaction = { id, ticket: found.id, ...entry, attachment };
      own.push(transaction);
      transactions.set(id, transaction);
      if (attachment !== null) attachments.set(id, attachment);
    };
    const [opening, ...later] = found.messages;
    const creator = opening === undefined || opening.fromAirline ? agent : requester;
    add({ type: 'Create', created: opening?.at ?? found.openedAt, creator }, opening?.text ?? null);
    for (const { at, fromAirline, private: hidden, text } of later) {
      add({ type: hidden ? 'Comment' : 'Correspond', created: at, creator: fromAirline ? agent : requester }, text);
    }
    if (found.status !== 'new') add({ type: 'Status', created: found.updatedAt, creator: agent }, null);
    tickets.set(found.id, {
      id: found.id,
      subject: found.subject,
      status: found.status,
      priority: found.priority,
      created: found.openedAt,
      lastUpdated: found.updatedAt,
      resolved: found.resolvedAt,
      requestors: [requester],
      creator,
      customFields: customFieldsOf(found),
      transactions: own,
    });
  }
  const customFields = customFieldNames.map((name, index) => ({ id: index + 1, name }));
  return { queue: { id: 3, name: 'Customer relations' }, customFields, tickets, transactions, attachments };
}
