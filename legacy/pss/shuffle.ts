/** The muddle behind the fault `shuffle`: right records in the wrong order, some twice, some of other keys. */
import type { Hit, Ledger } from './ledger.ts';
import type { PnrReply } from './render/pnr.ts';

export interface Shuffle {
  /** What was asked for, or, every third time, something else that exists. */
  instead<T>(asked: T | undefined, all: readonly T[]): T | undefined;
  /** Turned round, the first one twice, and somebody else's booking at the end. */
  list(hits: readonly Hit[]): readonly Hit[];
  pnr(reply: PnrReply): PnrReply;
}

export function shuffle(ledger: Ledger): Shuffle {
  let calls = 0;
  return {
    instead(asked, all) {
      calls += 1;
      return calls % 3 === 0 ? all.find((other) => other !== asked) : asked;
    },
    list: (hits) => [...muddled(hits), ...foreign(ledger, hits)],
    pnr: (reply) => ({
      ...reply,
      travellerInfo: muddled(reply.travellerInfo),
      originDestinationDetails: {
        ...reply.originDestinationDetails,
        itineraryInfo: muddled(reply.originDestinationDetails.itineraryInfo),
      },
      dataElementsMaster: {
        ...reply.dataElementsMaster,
        dataElementsIndiv: muddled(reply.dataElementsMaster.dataElementsIndiv),
      },
    }),
  };
}

const muddled = <T>(list: readonly T[]): T[] => [...list.toReversed(), ...list.slice(0, 1)];

function foreign(ledger: Ledger, hits: readonly Hit[]): Hit[] {
  const booking = ledger.world.bookings.find((one) => !one.purged && hits.every((hit) => hit.booking !== one));
  const traveller = booking?.travellers[0];
  return booking === undefined || traveller === undefined ? [] : [{ booking, traveller }];
}
