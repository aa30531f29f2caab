import { applicant, choice, spouses, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** Whoever asks for the parents' names must be among those who may have them (same decree, art. 30 and 32). */
const withParents = { kind: ['full copy', 'extract with parents'] };

/** Copy or extract of a marriage certificate: as of a birth, but that the couple is asked for, and the marriage's day. */
export const marriageCertificate = requestType({
  id: 'marriage-certificate',
  title: { fr: 'Copie ou extrait d’acte de mariage', en: 'Marriage certificate' },
  summary: {
    fr: 'Demandez une copie intégrale ou un extrait de l’acte d’un mariage célébré dans la commune. C’est gratuit.',
    en: 'Ask for a full copy or an extract of the certificate of a marriage held in the town. It is free of charge.',
  },
  theme: 'papers',
  lifeEvents: ['getting-married'],
  keywords: { fr: 'noces mariés époux livret de famille divorce', en: 'wedding married spouse divorce' },
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
    spouses: spouses({ fr: 'Époux', en: 'Spouses' }),
    parents: text({
      title: {
        fr: 'Noms et prénoms des parents de l’époux concerné',
        en: 'Names of the parents of the spouse concerned',
      },
      hint: {
        fr: 'Écrivez « inconnu » si c’est le cas.',
        en: 'Write “unknown” if that is the case.',
      },
      maxLength: 200,
      when: withParents,
    }),
  },
  pieces: {
    'identity-document': { title: { fr: 'Votre pièce d’identité', en: 'Your identity document' }, required: true },
    'proof-of-right': {
      title: {
        fr: 'Livret de famille, jugement ou mandat écrit',
        en: 'Family record book, judgment or written mandate',
      },
      required: false,
    },
  },
  answerWithin: '5 working days',
  // A copy is a service, and no decision that silence could take; a refusal goes before the public prosecutor.
  silence: { mode: 'none' },
  words: {
    'proof of entitlement needed?': { fr: 'Filiation demandée ?', en: 'Parents’ names asked for?' },
    'one of the spouses asks?': { fr: 'Demande de l’un des époux ?', en: 'Does one of the spouses ask?' },
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
        // The spouses prove who they are; everybody else, their tie to them as well (art. 30).
        const own = desk.check('one of the spouses asks?', ({ applicant }) => ['self', 'spouse'].includes(applicant));
        const documents = await desk.askCitizen('waiting for documents', {
          pieces: own ? ['identity-document'] : ['identity-document', 'proof-of-right'],
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
    switch (decision) {
      case 'issued':
        return desk.close('issued', { email: 'certificate-sent' });
      case 'not found':
        return desk.close('not found', { email: 'certificate-not-found' });
      case 'refused':
        return desk.close('refused', { email: 'request-refused' });
      case 'documents to send again':
        return desk.close('abandoned', { email: 'closed-without-documents' });
    }
  },
});
