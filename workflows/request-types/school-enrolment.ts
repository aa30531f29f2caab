import { choice, person, plannedDate, postalAddress, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';
import { acceptedBySilence } from '../kit/silence.ts';

/** The mayor may ask for identity and address alone, proved by any means (article D. 131-3-1). Vaccinations come after. */
export const schoolEnrolment = requestType({
  id: 'school-enrolment',
  title: { fr: 'Inscription à l’école', en: 'School enrolment' },
  summary: {
    fr: 'Inscrivez un enfant à l’école maternelle ou élémentaire, dans votre école de secteur ou dans une autre.',
    en: 'Enrol a child in nursery or primary school, in the school of your sector or in another.',
  },
  theme: 'family',
  lifeEvents: ['having-a-child', 'moving-in'],
  keywords: { fr: 'rentrée dérogation inscrire', en: 'register' },
  service: 'schools',
  law: 'Code de l’éducation, articles L. 131-5, L. 131-6, L. 212-7 et D. 131-3-1',
  form: {
    child: person({ fr: 'Enfant', en: 'Child' }),
    level: choice({
      title: { fr: 'Niveau', en: 'Level' },
      options: {
        nursery: { fr: 'École maternelle', en: 'Nursery school' },
        primary: { fr: 'École élémentaire', en: 'Primary school' },
      },
    }),
    school: choice({
      title: { fr: 'École souhaitée', en: 'School wanted' },
      options: {
        sector: { fr: 'L’école de mon secteur', en: 'The school of my sector' },
        other: { fr: 'Une autre école (dérogation)', en: 'Another school (by exception)' },
      },
    }),
    otherSchool: text({
      title: { fr: 'Quelle autre école, et pourquoi', en: 'Which other school, and why' },
      when: { school: ['other'] },
      long: true,
    }),
    address: postalAddress({ fr: 'Adresse de l’enfant', en: 'The child’s address' }),
  },
  pieces: {
    'family-record': { title: { fr: 'Livret de famille', en: 'Family record book' }, required: true },
    'proof-of-address': {
      title: { fr: 'Justificatif de domicile ou attestation sur l’honneur', en: 'Proof of address or sworn statement' },
      required: true,
    },
    'vaccination-certificate': { title: { fr: 'Carnet de santé', en: 'Health record' }, required: false },
  },
  answerWithin: '2 months',
  // Decree no. 2015-1460 as commentaries quote it (nursery, expert's opinion): to be checked on Légifrance before use.
  silence: acceptedBySilence({ school: { other: '4 months' }, level: { nursery: '3 months' } }),
  reopenWithin: '2 months',
  words: {
    'vaccinations to come': { fr: 'Complet, vaccinations à justifier', en: 'Complete, vaccinations to be proved' },
    'another school wanted?': { fr: 'Autre école souhaitée ?', en: 'Another school wanted?' },
    'opinion of the sector’s school': { fr: 'Avis de l’école de secteur', en: 'Opinion of the sector’s school' },
    'opinion of the school wanted': { fr: 'Avis de l’école souhaitée', en: 'Opinion of the school wanted' },
    'convening the commission': { fr: 'Convocation de la commission', en: 'Convening the commission' },
    'day set': { fr: 'Jour fixé', en: 'Day set' },
    'commission on exceptions': { fr: 'Commission des dérogations', en: 'Commission on exceptions' },
    'waiting list': { fr: 'Liste d’attente', en: 'Waiting list' },
    'exception refused': { fr: 'Dérogation refusée, école de secteur', en: 'Exception refused, school of the sector' },
    accepted: { fr: 'Inscription acceptée', en: 'Enrolment accepted' },
    'waiting for the vaccinations': { fr: 'En attente des vaccinations', en: 'Waiting for the vaccinations' },
    'stay without vaccinations': { fr: 'Maintien sans vaccinations', en: 'Stay without vaccinations' },
    'admission ended': { fr: 'Admission provisoire terminée', en: 'Provisional admission ended' },
  },
  answerFields: { 'day set': { meetsOn: plannedDate({ title: { fr: 'Jour de la commission', en: 'Day it meets' } }) } },
  purpose: { fr: 'affecter l’enfant à une école', en: 'give the child a place at a school' },
  basis: 'legal obligation',
  retention: { active: '8 years', fate: 'destroy' }, // Nursery and primary school together.

  async process(desk) {
    await desk.acknowledge();
    const pieces = ['family-record', 'proof-of-address'] as const;
    const papers = { pieces, within: '30 days', remindAfter: '10 days' } as const;
    const checks = ['complete', 'vaccinations to come', 'documents to send again', 'refused'] as const;
    let file: (typeof checks)[number] = 'documents to send again';
    for (let round = 0; round < 3 && file === 'documents to send again'; round++) {
      if (round > 0) await desk.email('documents-refused');
      const documents = await desk.askCitizen('waiting for documents', papers);
      if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
      file = await desk.askAgent('checking the documents', checks, { within: '5 working days' });
    }
    if (file === 'refused') return desk.close('refused', { email: 'request-refused' });
    if (file === 'documents to send again') return desk.close('abandoned', { email: 'closed-without-documents' });

    if (desk.check('another school wanted?', (request) => request.school === 'other')) {
      const head = { fr: 'Direction de l’école', en: 'Head of the school' };
      const wait = { of: { expert: head }, within: '10 working days' } as const;
      await desk.all({
        own: desk.askOpinion('opinion of the sector’s school', wait),
        wanted: desk.askOpinion('opinion of the school wanted', wait),
      });
      if (desk.since('the commission’s day is told')) {
        await desk.askAgent('convening the commission', ['day set'], { within: '10 working days' });
        await desk.email('commission-convened');
      }
      const meeting = { within: '20 working days', escalateBefore: '5 working days' } as const;
      const places = ['accepted', 'waiting list', 'exception refused'] as const;
      let place: (typeof places)[number] = await desk.askAgent('commission on exceptions', places, meeting);
      if (place === 'waiting list') {
        await desk.email('progress-update');
        place = await desk.askAgent('waiting list', ['accepted', 'exception refused'], { within: '2 months' });
      }
      // The child keeps the place in the school of the sector, which is a right.
      if (place === 'exception refused') return desk.close(place, { email: 'request-refused' });
    }
    if (file === 'complete') return desk.close('accepted', { email: 'request-accepted' });

    // Admitted all the same, for three months (Code de la santé publique, article R. 3111-8).
    await desk.email('request-accepted');
    const proof = { pieces: ['vaccination-certificate'], within: '3 months', remindAfter: '1 month' } as const;
    const vaccinations = await desk.askCitizen('waiting for the vaccinations', proof);
    if (vaccinations === 'received') return desk.close('accepted', { email: 'request-finished' });
    const stays = ['accepted', 'admission ended'] as const;
    const stay = await desk.askAgent('stay without vaccinations', stays, { within: '10 working days' });
    return desk.close(stay, { email: stay === 'accepted' ? 'request-finished' : 'request-refused' });
  },
});
