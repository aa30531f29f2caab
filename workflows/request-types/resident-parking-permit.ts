import { district } from '../kit/districts.ts';
import { choice, postalAddress, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** The right to park at the residents' price for a year. Reminded before its end, since it does not renew itself. */
export const residentParkingPermit = requestType({
  id: 'resident-parking-permit',
  title: { fr: 'Stationnement résidentiel', en: 'Resident parking permit' },
  summary: {
    fr: 'Stationnez au tarif résident dans votre quartier. L’autorisation vaut un an, pour un véhicule.',
    en: 'Park at the residents’ price in your district. The permit is for one year and one vehicle.',
  },
  theme: 'parking',
  lifeEvents: ['moving-in'],
  keywords: { fr: 'voiture garer macaron vignette tarif résident', en: 'car sticker street price' },
  service: 'parking',
  law: 'Code général des collectivités territoriales, article L. 2333-87',
  form: {
    district: district({ title: { fr: 'Quartier de résidence', en: 'District where you live' } }),
    vehicle: choice({
      title: { fr: 'Le véhicule est', en: 'The vehicle is' },
      options: {
        mine: { fr: 'À mon nom', en: 'In my name' },
        employer: { fr: 'Un véhicule de mon employeur ou en location', en: 'My employer’s, or hired' },
      },
    }),
    registration: text({
      title: { fr: 'Immatriculation', en: 'Registration number' },
      hint: { fr: 'Comme sur la plaque, par exemple AA-000-AA.', en: 'As on the plate, for example AA-000-AA.' },
      maxLength: 15,
    }),
    address: postalAddress({ fr: 'Adresse du domicile', en: 'Home address' }),
  },
  pieces: {
    'registration-document': {
      title: { fr: 'Certificat d’immatriculation (carte grise)', en: 'Vehicle registration document' },
      required: true,
    },
    'proof-of-address': {
      title: { fr: 'Justificatif de domicile de moins de trois mois', en: 'Proof of address, under three months old' },
      required: true,
      validFor: '3 months',
      refusals: [
        {
          fr: 'L’adresse n’est pas celle pour laquelle vous demandez le stationnement.',
          en: 'The address is not the one that you ask to park at.',
        },
      ],
    },
    'right-of-use': {
      title: { fr: 'Attestation de l’employeur ou contrat de location', en: 'Employer’s letter or hire contract' },
      required: false,
    },
  },
  answerWithin: '15 working days',
  // It gives a price, and so has a financial character; the lists of the decrees of 10 November 2015 were not seen whole.
  silence: { mode: 'reject', within: '2 months', law: 'CRPA, article L. 231-4, 3°' },
  reopenWithin: '2 months',
  words: {
    'vehicle of an employer or hired?': {
      fr: 'Véhicule d’employeur ou loué ?',
      en: 'Vehicle of an employer or hired?',
    },
    'permit valid': { fr: 'Autorisation en cours de validité', en: 'Permit valid' },
  },
  purpose: { fr: 'délivrer et contrôler l’autorisation', en: 'issue and check the permit' },
  basis: 'public task',
  retention: { active: '1 year', intermediate: '2 years', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();

    const lent = desk.check('vehicle of an employer or hired?', (request) => request.vehicle === 'employer');
    const answers = ['issued', 'documents to send again', 'refused'] as const;
    let file: (typeof answers)[number] = 'documents to send again';
    for (let round = 0; round < 3 && file === 'documents to send again'; round++) {
      if (round > 0) await desk.email('documents-refused');
      const documents = await desk.askCitizen('waiting for documents', {
        pieces: ['registration-document', 'proof-of-address', ...(lent ? (['right-of-use'] as const) : [])],
        within: '30 days',
        remindAfter: '10 days',
      });
      if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
      file = await desk.askAgent('checking the documents', answers, {
        within: '10 working days',
        escalateBefore: '2 working days',
      });
    }
    if (file === 'refused') return desk.close('refused', { email: 'request-refused' });
    if (file !== 'issued') return desk.close('abandoned', { email: 'closed-without-documents' });

    const ending = await desk.close('issued', { email: 'permit-issued' });
    // A month is left to renew: as long as the answer takes.
    await desk.wait('permit valid', { for: '11 months' });
    await desk.email('renewal-reminder');
    return ending;
  },
});
