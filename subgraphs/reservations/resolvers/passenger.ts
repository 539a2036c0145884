/** Passengers, and what is booked for them. */
import { country } from '../../shared/countries.ts';
import { readable } from '../../shared/errors.ts';
import { bookingContact } from '../contacts.ts';
import { serviceText } from '../free-text.ts';
import type { Resolvers } from '../generated.ts';
import { partId } from '../ids.ts';
import { passengerById } from '../look-ups.ts';
import { personName } from '../passenger-name.ts';
import * as passengers from '../passengers.ts';
import { seatPosition } from '../seats.ts';
import { serviceStatus, specialService } from '../special-services.ts';

export const passengerResolvers = {
  Passenger: {
    __resolveReference: ({ id }, context) => passengerById(id, context),
    id: ({ booking, passenger }) => partId(booking, passenger.tattoo),
    nameAsBooked: ({ passenger }) => [passenger.surname, passenger.firstName].filter(Boolean).join('/'),
    name: ({ passenger }) => personName(passenger.surname, passenger.firstName),
    type: ({ passenger }) => passengers.passengerType(passenger),
    rawType: ({ passenger }) => passenger.typeCode,
    dateOfBirth: ({ passenger }) => passengers.birthDate(passenger) ?? readable(passenger.birthDate),
    infant: (booked) => passengers.infantOf(booked),
    accompaniedBy: ({ booking, passenger }) => passengers.findPassenger(booking, passenger.accompaniedBy),
    frequentFlyerNumbers: ({ passenger }) => [...passenger.frequentFlyerNumbers],
    documents: ({ passenger }) => [...passenger.documents],
    contacts: (booked) => passengers.contactsOf(booked).map((contact) => bookingContact(booked.booking, contact)),
    specialServiceRequests: ({ booking, passenger }) =>
      passenger.specialServiceRequests.map((service) => ({ booking, service })),
    seats: ({ booking, passenger }) => passenger.seats.map((seat) => ({ booking, seat })),
    tickets: ({ booking, passenger }) => passenger.ticketNumbers.map((number) => ({ number, within: booking })),
    checkedIn: (booked, _, { now }) => passengers.checkedIn(booked, now()),
    booking: ({ booking }) => booking,
    documentKeys: ({ passenger }) => passenger.documents.map(passengers.documentKey),
    bookingReference: ({ booking }) => passengers.bookingReference(booking),
    hasNamesake: (booked) => passengers.hasNamesake(booked),
  },
  PassengerDocument: {
    numberLast3: ({ number }) => number.slice(-3),
    issuingCountry: ({ issuingCountry }) => country(issuingCountry),
    nationality: ({ nationality }) => country(nationality),
    dateOfBirth: ({ birthDate }) => readable(birthDate),
    gender: ({ gender }) => passengers.gender(gender),
    expiresOn: ({ expiresOn }) => readable(expiresOn),
  },
  SpecialServiceRequest: {
    code: ({ service }) => service.code,
    kind: ({ service }) => specialService(service.code).kind,
    name: ({ service }) => specialService(service.code).name,
    known: ({ service }) => specialService(service.code).known,
    status: ({ service }) => serviceStatus(service.status),
    rawStatus: ({ service }) => service.status,
    text: ({ service }) => serviceText(service.code, service.text),
    segmentIds: ({ booking, service }) => service.segments.map((tattoo) => partId(booking, tattoo)),
  },
  SeatAssignment: {
    number: ({ seat }) => seat.number,
    segmentId: ({ booking, seat }) => partId(booking, seat.segment),
    status: ({ seat }) => serviceStatus(seat.status),
    position: ({ booking, seat }) =>
      seatPosition(seat.number, seat.characteristics, passengers.seatEquipment(booking, seat.segment)),
  },
} satisfies Resolvers;
