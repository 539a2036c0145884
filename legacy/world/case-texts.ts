/** What people complain about and how it ended, by category. `{...}` is filled in from the trip the case is about. */
import type { Case } from './types.ts';

export interface Matter {
  readonly category: Case['category'];
  readonly subjects: readonly string[];
  readonly told: readonly string[];
  readonly answers: readonly string[];
  readonly notes: readonly string[];
  readonly resolutions: readonly string[];
  /** What it is usually made good with; none when it is only explained. */
  readonly compensation: readonly (readonly ['CASH' | 'VOUCHER' | 'MILES', number])[];
  /** Needs a flight the requester was on. */
  readonly flown: boolean;
}

export const matters: readonly Matter[] = [
  {
    category: 'BAGGAGE',
    subjects: [
      'Suitcase did not arrive on {flight}',
      'Bag delayed after {flight} to {city}',
      'Damaged suitcase, wheel broken, {flight}',
      'Stroller missing at {city}',
    ],
    told: [
      'My suitcase was not on the belt in {city}. I reported it at the desk and was given a reference, but nobody has called since.',
      'The handle and one wheel of my suitcase are broken. It was fine when I checked it in.',
      'We had to buy clothes for two days because the bag came late.',
    ],
    answers: [
      'We are sorry about your bag. It was traced and is on its way to your address.',
      'Please send us the receipts for what you had to buy, and a photograph of the tag.',
    ],
    notes: [
      'Tracer file opened, bag last scanned at FRA transfer belt.',
      'Receipts look plausible, stay within the interim limit.',
    ],
    resolutions: [
      'Bag delivered by courier; interim expenses refunded against receipts.',
      'Damage confirmed from photographs; repair voucher issued.',
      'Bag found at the transfer belt and forwarded on the next flight.',
    ],
    compensation: [
      ['CASH', 120],
      ['CASH', 85],
      ['VOUCHER', 100],
    ],
    flown: true,
  },
  {
    category: 'DELAY_OR_CANCELLATION',
    subjects: [
      'Compensation for the delay of {flight}',
      '{flight} cancelled, stranded overnight',
      'Missed connection at FRA after {flight}',
    ],
    told: [
      'The flight left more than three hours late and I missed an appointment. I ask for the compensation I am due.',
      'Our flight was cancelled at the gate. We paid for a hotel ourselves because the desk was closed.',
      'I missed my connection and was rebooked only for the next morning.',
    ],
    answers: [
      'We have checked the operation of this flight and come back to you.',
      'We are sorry for the long night. Please send the hotel invoice.',
    ],
    notes: [
      'Delay code 41, technical: no extraordinary circumstances.',
      'Weather at FRA that evening, check with operations before paying.',
    ],
    resolutions: [
      'Statutory compensation paid by bank transfer.',
      'Hotel and meals refunded; compensation declined because of weather.',
      'Miles credited as goodwill; connection was rebooked within policy.',
    ],
    compensation: [
      ['CASH', 250],
      ['CASH', 400],
      ['MILES', 7500],
      ['VOUCHER', 150],
    ],
    flown: true,
  },
  {
    category: 'REFUND',
    subjects: ['Refund for unused ticket', 'Refund of seat fee not received', 'Charged twice for booking {locator}'],
    told: [
      'I cancelled my booking and was promised a refund, but nothing has reached my account.',
      'My card shows the same amount twice.',
    ],
    answers: ['The refund was released today; banks take up to ten days.'],
    notes: ['Second authorisation never captured, drops off by itself.', 'Tax refund only, fare is not refundable.'],
    resolutions: [
      'Refund released to the original form of payment.',
      'Second charge was an authorisation only; explained.',
    ],
    compensation: [],
    flown: false,
  },
  {
    category: 'SEATING',
    subjects: ['Paid seat was changed on {flight}', 'Family seated apart on {flight}', 'Broken seat on {flight}'],
    told: [
      'I paid for a window seat and was moved to a middle seat without explanation.',
      'My seat did not recline during the whole flight.',
    ],
    answers: ['We refund the seat fee and have told the cabin team.'],
    notes: ['Aircraft change, 321 to 320, seat row does not exist.'],
    resolutions: ['Seat fee refunded.', 'Seat fee refunded and voucher issued for the broken seat.'],
    compensation: [
      ['VOUCHER', 50],
      ['CASH', 25],
    ],
    flown: true,
  },
  {
    category: 'SPECIAL_ASSISTANCE',
    subjects: ['Wheelchair not there at {city}', 'Assistance came late for {flight}'],
    told: [
      'I had asked for a wheelchair and waited forty minutes at the aircraft door.',
      'Nobody knew of the assistance we had booked.',
    ],
    answers: ['This must not happen. We are looking into it with the airport.'],
    notes: ['Request was in the booking, message to the station not sent.'],
    resolutions: [
      'Apology; station reminded of the transfer procedure; miles credited.',
      'Apology and voucher; handling agent informed.',
    ],
    compensation: [
      ['MILES', 10_000],
      ['VOUCHER', 200],
    ],
    flown: true,
  },
  {
    category: 'LOYALTY',
    subjects: ['Miles missing for {flight}', 'Status not shown in the app', 'Upgrade voucher expired too early'],
    told: ['The miles for this flight have not been credited.', 'My card still shows the old level.'],
    answers: ['Please send us the boarding pass, we credit the miles afterwards.'],
    notes: ['Number not in the booking, name and date match.'],
    resolutions: ['Miles credited afterwards.', 'Status refreshed; card number was entered with a wrong digit.'],
    compensation: [['MILES', 1500]],
    flown: true,
  },
  {
    category: 'STAFF',
    subjects: ['Rude behaviour at the gate, {flight}', 'Unfriendly cabin crew on {flight}'],
    told: ['The agent at the gate shouted at my mother.', 'I asked three times for water.'],
    answers: ['Thank you for telling us. We are sorry, and have spoken with the team.'],
    notes: ['Second report about this gate within a month.'],
    resolutions: ['Apology given; feedback passed on to the station manager.'],
    compensation: [['VOUCHER', 75]],
    flown: true,
  },
  {
    category: 'BOOKING',
    subjects: [
      'Name wrong in booking {locator}',
      'Cannot change date online',
      'Booking {locator} not found on the website',
    ],
    told: [
      'My name is spelled wrongly in the booking and the website does not let me correct it.',
      'The page ends with an error when I change the date.',
    ],
    answers: ['The name has been corrected in your booking.'],
    notes: ['Swapped first and last name, no reissue needed.'],
    resolutions: ['Name corrected free of charge.', 'Date changed by telephone without fee.'],
    compensation: [],
    flown: false,
  },
  {
    category: 'FEEDBACK',
    subjects: ['Thank you to the crew of {flight}', 'Praise for the lounge', 'Suggestion about the breakfast'],
    told: ['The crew was wonderful with our children.', 'Please offer a vegan breakfast on morning flights.'],
    answers: ['Thank you very much, we have passed it on.'],
    notes: ['Forward to crew management.'],
    resolutions: ['Passed on to the team.'],
    compensation: [],
    flown: true,
  },
];
