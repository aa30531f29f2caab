import { applicant, choice, person, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** Whoever asks for the parents' names must be among those who may have them (same decree, art. 30 and 32). */
const withParents = { kind: ['full copy', 'extract with parents'] };

/**
 * Copy or extract of a birth certificate. Free of charge; the certificate itself leaves on paper only, by post or at the
 * counter (arrêté du 10 janvier 2020), so the email announces it and never carries it.
 */
export const birthCertificate = requestType({
  id: 'birth-certificate',
  title: { fr: 'Copie ou extrait d’acte de naissance', en: 'Birth certificate' },
  summary: {
    fr: 'Demandez une copie intégrale ou un extrait de l’acte d’une personne née dans la commune. C’est gratuit.',
    en: 'Ask for a full copy or an extract of the certificate of a person born in the town. It is free of charge.',
  },
  theme: 'papers',
  lifeEvents: ['having-a-child', 'getting-married'],
  keywords: { fr: 'filiation livret passeport carte identité mairie naître', en: 'passport identity card proof born' },
  service: 'civil-status',
  law: 'Décret n° 2017-890 du 6 mai 2017, articles 29 à 33',
  form: {
    kind: choice({
      title: { fr: 'Document souhaité', en: 'Document wanted' },
      options: {
        'full copy': { fr: 'Copie intégrale', en: 'Full copy' },
        'extract with parents': { fr: 'Extrait avec filiation', en: 'Extract with the parents’ names' },
        extract: { fr: 'Extrait sans filiation', en: 'Extract without the parents’ names' },
      },
    }),
    applicant: applicant(withParents),
    person: person({ fr: 'Personne concernée par l’acte', en: 'Person whom the certificate is about' }),
    parents: text({
      title: { fr: 'Noms et prénoms des parents', en: 'Names of the parents' },
      hint: {
        fr: 'Écrivez « inconnu » si c’est le cas.',
        en: 'Write “unknown” if that is the case.',
      },
      maxLength: 200,
      when: withParents,
    }),
    need: text({
      title: { fr: 'Précisions utiles au service', en: 'Anything the service should know' },
      long: true,
      optional: true,
    }),
  },
  pieces: {
    'family-record': {
      title: { fr: 'Livret de famille ou pièce d’identité', en: 'Family record book or identity document' },
      required: true,
    },
  },
  answerWithin: '5 working days',
  // A copy is a service, and no decision that silence could take; a refusal goes before the public prosecutor.
  silence: { mode: 'none' },
  words: {
    'proof of entitlement needed?': { fr: 'Filiation demandée ?', en: 'Parents’ names asked for?' },
    'preparing the certificate': { fr: 'Préparation de l’acte', en: 'Preparing the certificate' },
  },
  purpose: { fr: 'établir l’acte demandé et vous l’envoyer', en: 'make out the certificate and send it to you' },
  basis: 'legal obligation',
  retention: { active: '1 year', fate: 'destroy', law: 'Décret n° 2017-890 du 6 mai 2017, article 29' },

  async process(desk) {
    // Anyone may have an extract without the parents' names: no proof is asked (art. 33).
    const proofNeeded = desk.check('proof of entitlement needed?', (request) => request.kind !== 'extract');
    await desk.acknowledge({ letter: proofNeeded });

    const answers = ['issued', 'not found', 'refused'] as const;
    let decision: (typeof answers)[number] | 'documents to send again' = 'documents to send again';
    for (let round = 0; round < 3 && decision === 'documents to send again'; round += 1) {
      if (proofNeeded) {
        if (round > 0) await desk.email('documents-refused');
        const documents = await desk.askCitizen('waiting for documents', {
          pieces: ['family-record'],
          within: '30 days',
          remindAfter: '10 days',
        });
        if (documents === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
      }
      const possible = proofNeeded ? ([...answers, 'documents to send again'] as const) : answers;
      decision = await desk.askAgent('preparing the certificate', possible, {
        within: '5 working days',
        escalateBefore: '1 working day',
      });
    }
    if (decision === 'documents to send again') return desk.close('abandoned', { email: 'closed-without-documents' });
    switch (decision) {
      case 'issued':
        return desk.close('issued', { email: 'certificate-sent' });
      case 'not found':
        return desk.close('not found', { email: 'certificate-not-found' });
      case 'refused':
        return desk.close('refused', { email: 'request-refused' });
    }
  },
});
