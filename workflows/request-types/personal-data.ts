import { choice, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** The rights over one's data. The time limits are the regulation's, and run from the receipt of the request. */
export const personalData = requestType({
  id: 'personal-data',
  title: { fr: 'Exercer mes droits sur mes données personnelles', en: 'Use my rights over my personal data' },
  summary: {
    fr: 'Accédez aux données que la mairie détient sur vous, faites-les corriger ou effacer, ou opposez-vous à leur usage.',
    en: 'See the data that the town hall holds about you, have them corrected or erased, or object to their use.',
  },
  theme: 'dialogue',
  keywords: { fr: 'RGPD vie privée CNIL effacer informations', en: 'GDPR privacy delete' },
  service: 'data-protection',
  law: 'Règlement (UE) 2016/679 (RGPD), articles 12, 15, 16, 17 et 21',
  form: {
    right: choice({
      title: { fr: 'Vous souhaitez', en: 'You wish to' },
      options: {
        access: { fr: 'Obtenir une copie de vos données', en: 'Have a copy of your data' },
        rectification: { fr: 'Faire corriger des données', en: 'Have data corrected' },
        objection: { fr: 'Vous opposer à un usage', en: 'Object to a use' },
        erasure: { fr: 'Faire effacer des données', en: 'Have data erased' },
      },
    }),
    data: text({
      title: { fr: 'Données et services concernés', en: 'Data and services concerned' },
      hint: {
        fr: 'Par exemple : mon inscription à la cantine en 2024.',
        en: 'For example: my enrolment in the canteen in 2024.',
      },
      long: true,
    }),
    reasons: text({
      title: { fr: 'Vos raisons', en: 'Your reasons' },
      hint: {
        fr: 'Pour une opposition, dites ce qui tient à votre situation. La loi oblige à conserver certaines données.',
        en: 'For an objection, say what is particular to your situation. The law has some data kept.',
      },
      long: true,
      when: { right: ['rectification', 'objection', 'erasure'] },
      optional: true,
    }),
  },
  pieces: {
    'identity-document': {
      title: { fr: 'Pièce d’identité, demandée en cas de doute', en: 'Identity document, asked for in case of doubt' },
      required: false,
    },
  },
  answerWithin: '1 month',
  // No decision comes of silence: whoever has no answer by then turns to the CNIL (art. 12(3), 12(4) and 77).
  silence: { mode: 'none', owed: { within: '1 month', law: 'RGPD, article 12(3)' } },
  words: {
    'checking the identity': { fr: 'Vérification de l’identité', en: 'Checking the identity' },
    'identity certain': { fr: 'Identité certaine', en: 'Identity certain' },
    'identity in doubt': { fr: 'Doute raisonnable sur l’identité', en: 'Reasonable doubt about the identity' },
    'waiting for proof of identity': { fr: 'En attente d’une pièce d’identité', en: 'Waiting for proof of identity' },
    'preparing the answer': { fr: 'Préparation de la réponse', en: 'Preparing the answer' },
    'needs more time': { fr: 'Prolonger le délai, avec les motifs', en: 'Needs more time, with the reasons' },
    'preparing the answer, extended': { fr: 'Réponse en délai prolongé', en: 'Preparing the answer, extended' },
    granted: { fr: 'Demande satisfaite', en: 'Granted' },
    refused: { fr: 'Refusée, avec les motifs', en: 'Refused, with the reasons' },
  },
  purpose: { fr: 'exécuter vos droits et en garder la preuve', en: 'grant your rights and keep evidence' },
  basis: 'legal obligation',
  retention: { active: '1 year', intermediate: '4 years', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();

    const identity = await desk.askAgent('checking the identity', ['identity certain', 'identity in doubt'], {
      within: '3 working days',
      escalateBefore: '1 working day',
    });
    // A document is asked for only where the doubt is reasonable (art. 12(6)); the time limit waits for it.
    if (identity === 'identity in doubt') {
      await desk.email('answer-awaited');
      const proof = await desk.askCitizen('waiting for proof of identity', {
        pieces: ['identity-document'],
        within: '1 month',
        remindAfter: '10 days',
      });
      if (proof === 'no reply') return desk.close('abandoned', { email: 'closed-without-documents' });
    }

    // Three working days and three weeks are within the month of article 12(3), February with its holidays included.
    const answers = ['granted', 'refused'] as const;
    let answer: (typeof answers)[number] | 'needs more time';
    answer = await desk.askAgent('preparing the answer', [...answers, 'needs more time'], {
      within: '3 weeks',
      escalateBefore: '5 working days',
    });
    if (answer === 'needs more time') {
      // Once, with its reasons, before the month is over.
      await desk.email('deadline-extended');
      answer = await desk.askAgent('preparing the answer, extended', answers, {
        within: '2 months',
        escalateBefore: '10 working days',
      });
    }
    return desk.close(answer, { email: answer === 'granted' ? 'answer-sent' : 'request-refused' });
  },
});
