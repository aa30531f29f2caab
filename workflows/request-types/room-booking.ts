import { choice, number, plannedDate, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** The hire of a municipal room. The room is held from the first minute, so that nobody gathers papers for nothing. */
export const roomBooking = requestType({
  id: 'room-booking',
  title: { fr: 'Réserver une salle municipale', en: 'Book a municipal room' },
  summary: {
    fr: 'La salle vous est gardée dès la demande ; vous avez quinze jours pour envoyer caution et assurance.',
    en: 'The room is kept for you at once; you have fifteen days to send the deposit and the insurance.',
  },
  theme: 'community',
  lifeEvents: ['getting-married', 'holding-an-event'],
  keywords: { fr: 'location louer fête mariage association réunion', en: 'hire rent party wedding meeting club' },
  service: 'rooms',
  law: 'Code général des collectivités territoriales, article L. 2144-3',
  form: {
    // The ids of rooms and periods are those of the town's list of resources.
    room: choice({
      title: { fr: 'Salle', en: 'Room' },
      options: {
        'salle-des-fetes': { fr: 'Salle des fêtes (démonstration)', en: 'Town ballroom (demonstration)' },
        'salle-du-parc': { fr: 'Salle du parc (démonstration)', en: 'Park room (demonstration)' },
        'salle-des-associations': { fr: 'Salle des associations (démonstration)', en: 'Clubs’ room (demonstration)' },
      },
    }),
    day: plannedDate({
      title: { fr: 'Jour', en: 'Day' },
      hint: { fr: 'Un mois à l’avance, si possible.', en: 'A month ahead, if possible.' },
    }),
    period: choice({
      title: { fr: 'Créneau', en: 'Period' },
      options: {
        morning: { fr: 'Matin, de 8 h à 13 h', en: 'Morning, 8 am to 1 pm' },
        afternoon: { fr: 'Après-midi, de 13 h à 18 h', en: 'Afternoon, 1 pm to 6 pm' },
        evening: { fr: 'Soirée, de 18 h à minuit', en: 'Evening, 6 pm to midnight' },
        day: { fr: 'Journée entière, de 8 h à minuit', en: 'Whole day, 8 am to midnight' },
      },
    }),
    purpose: text({ title: { fr: 'Objet de la réservation', en: 'What the room is for' }, maxLength: 200 }),
    attendance: number({
      title: { fr: 'Nombre de personnes attendues', en: 'How many people will come' },
      min: 1,
      max: 5000,
    }),
  },
  pieces: {
    deposit: { title: { fr: 'Chèque de caution', en: 'Deposit cheque' }, required: true },
    'insurance-certificate': {
      title: { fr: 'Attestation d’assurance responsabilité civile', en: 'Liability insurance certificate' },
      required: true,
      validFor: '1 year',
    },
  },
  answerWithin: '1 month',
  silence: { mode: 'reject', within: '2 months', law: 'décret n° 2015-1459 du 10 novembre 2015, annexe' },
  words: {
    'holding the room': { fr: 'Réservation provisoire de la salle', en: 'Holding the room' },
    taken: { fr: 'Créneau déjà pris', en: 'Period already taken' },
    approved: { fr: 'Réservation accordée', en: 'Booking approved' },
    'until the day': { fr: 'Salle réservée', en: 'Room booked' },
    'inventory of fixtures': { fr: 'État des lieux', en: 'Inventory of fixtures' },
    'returned in order': { fr: 'Salle rendue en ordre, caution rendue', en: 'Returned in order, deposit given back' },
    'deposit kept': { fr: 'Caution retenue', en: 'Deposit kept' },
  },
  calendar: {
    address: 'salles',
    title: { fr: 'Disponibilité des salles', en: 'Rooms: what is free' },
    lead: {
      fr: 'Voyez les créneaux libres de chaque salle, et réservez d’ici.',
      en: 'See when each room is free, and book from here.',
    },
    resource: 'room',
    on: 'day',
    period: 'period',
    weeks: 1,
  },
  purpose: { fr: 'louer la salle, suivre caution et assurance', en: 'let the room, and follow deposit and insurance' },
  basis: 'public task',
  retention: { active: '2 years', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();
    const hold = await desk.book('holding the room', { resource: 'room', on: 'day', period: 'period' });
    if (hold === 'taken') return desk.close('taken', { email: 'slot-taken' });

    const answers = ['approved', 'documents to send again', 'refused'] as const;
    let file: (typeof answers)[number] = 'documents to send again';
    for (let round = 0; round < 3 && file === 'documents to send again'; round++) {
      if (round > 0) await desk.email('documents-refused');
      const documents = await desk.askCitizen('waiting for documents', {
        pieces: ['deposit', 'insurance-certificate'],
        within: '15 days',
        remindAfter: '7 days',
      });
      // The end frees the room.
      if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
      file = await desk.askAgent('checking the documents', answers, { within: '5 working days' });
    }
    if (file === 'refused') return desk.close('refused', { email: 'request-refused' });
    if (file !== 'approved') return desk.close('abandoned', { email: 'closed-without-documents' });

    await desk.email('appointment-booked');
    await desk.wait('until the day', { until: 'day' });
    const states = ['returned in order', 'deposit kept'] as const;
    const state = await desk.askAgent('inventory of fixtures', states, { within: '3 working days' });
    return desk.close(state, { email: 'request-finished', bookings: 'kept' });
  },
});
