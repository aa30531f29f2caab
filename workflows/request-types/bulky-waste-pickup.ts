import { district } from '../kit/districts.ts';
import { choice, list, number, plannedDate, postalAddress, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** A place in a round of the lorry, which has so many a day: the database arbitrates between those who ask for the last. */
export const bulkyWastePickup = requestType({
  id: 'bulky-waste-pickup',
  title: { fr: 'Enlèvement d’encombrants', en: 'Bulky waste pick-up' },
  summary: {
    fr: 'Meubles, matelas, gros appareils : prenez rendez-vous, nous les enlevons devant chez vous.',
    en: 'Furniture, mattresses, large appliances: make an appointment and we pick them up at your door.',
  },
  theme: 'surroundings',
  lifeEvents: ['moving-in'],
  keywords: { fr: 'déchets meuble canapé déchèterie déménagement ramassage', en: 'rubbish sofa moving collection' },
  service: 'waste',
  law: 'Code général des collectivités territoriales, articles L. 2224-13 et L. 2224-16',
  form: {
    district: district({ title: { fr: 'Quartier', en: 'District' }, served: true }),
    address: postalAddress({ fr: 'Adresse de l’enlèvement', en: 'Address of the pick-up' }),
    day: plannedDate({ title: { fr: 'Jour souhaité', en: 'Day wanted' } }),
    period: choice({
      title: { fr: 'Créneau', en: 'Period' },
      options: {
        morning: { fr: 'Matin, de 8 h à 13 h', en: 'Morning, 8 am to 1 pm' },
        afternoon: { fr: 'Après-midi, de 13 h à 18 h', en: 'Afternoon, 1 pm to 6 pm' },
      },
    }),
    items: list({
      title: { fr: 'Objets à enlever', en: 'Objects to pick up' },
      hint: {
        fr: 'Deux mètres cubes au plus. Ni gravats, ni peinture, ni bouteilles de gaz : ils vont en déchèterie.',
        en: 'At most two cubic metres. No rubble, paint or gas bottles: they go to the recycling centre.',
      },
      one: { fr: 'Objet', en: 'Object' },
      fields: {
        what: text({ title: { fr: 'Quel objet', en: 'Which object' } }),
        count: number({ title: { fr: 'Combien', en: 'How many' }, min: 1, max: 20 }),
      },
      max: 10,
    }),
  },
  pieces: {
    'photo-on-site': {
      title: { fr: 'Photo prise sur place par l’équipe', en: 'Photo taken on the spot by the crew' },
      required: false,
      from: 'agent',
    },
  },
  answerWithin: '5 working days',
  // The round has a place or has none: that is answered at once.
  silence: { mode: 'none' },
  words: {
    'booking a place in the round': {
      fr: 'Réservation d’une place dans la tournée',
      en: 'Booking a place in the round',
    },
    taken: { fr: 'Tournée complète ce jour-là', en: 'No place left that day' },
    'until the day': { fr: 'Rendez-vous pris', en: 'Appointment made' },
    'pick-up': { fr: 'Enlèvement', en: 'Pick-up' },
    collecting: { fr: 'Passage de l’équipe', en: 'Crew’s visit' },
    collected: { fr: 'Encombrants enlevés', en: 'Waste picked up' },
    'not collected': { fr: 'Encombrants non enlevés', en: 'Waste not picked up' },
  },
  calendar: {
    address: 'encombrants',
    title: { fr: 'Tournées d’encombrants', en: 'Bulky waste rounds' },
    lead: {
      fr: 'Voyez les places libres des huit prochaines semaines, et prenez rendez-vous d’ici.',
      en: 'See the places left in the coming eight weeks, and make an appointment from here.',
    },
    resource: 'district',
    on: 'day',
    period: 'period',
    weeks: 8,
  },
  purpose: { fr: 'organiser l’enlèvement à l’adresse donnée', en: 'organise the pick-up at the address given' },
  basis: 'public task',
  retention: { active: '1 year', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();
    const place = await desk.book('booking a place in the round', {
      resource: 'district',
      on: 'day',
      period: 'period',
    });
    // The day was chosen in the form: another day is another request, and the email leads to it.
    if (place === 'taken') return desk.close('taken', { email: 'slot-taken' });

    await desk.email('appointment-booked');
    await desk.wait('until the day', { until: 'day' });
    const visit = await desk.intervene('pick-up', {
      steps: ['collecting'],
      order: 'at once',
      within: '1 working day',
    });
    // The lorry has come, and its place in the round with it.
    const outcome = visit === 'done' ? 'collected' : 'not collected';
    return desk.close(outcome, { email: 'request-finished', bookings: 'kept' });
  },
});
