import { choice, deceased, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** Copy of a death certificate, which anyone may have (art. 33): nobody is asked for a document or a reason. */
export const deathCertificate = requestType({
  id: 'death-certificate',
  title: { fr: 'Copie d’acte de décès', en: 'Death certificate' },
  summary: {
    fr: 'Demandez l’acte d’une personne décédée ou domiciliée dans la commune. Toute personne peut l’avoir, gratuitement.',
    en: 'Ask for the certificate of a person who died or lived in the town. Anyone may have it, free of charge.',
  },
  theme: 'papers',
  lifeEvents: ['losing-someone'],
  keywords: { fr: 'mort obsèques succession notaire héritage', en: 'dead funeral estate inheritance' },
  service: 'civil-status',
  law: 'Décret n° 2017-890 du 6 mai 2017, articles 29 et 33',
  form: {
    kind: choice({
      title: { fr: 'Document souhaité', en: 'Document wanted' },
      options: {
        'full copy': { fr: 'Copie intégrale', en: 'Full copy' },
        'multilingual extract': { fr: 'Extrait plurilingue, pour l’étranger', en: 'Multilingual extract, for abroad' },
      },
    }),
    deceased: deceased({ fr: 'Personne décédée', en: 'Person who died' }),
    need: text({
      title: { fr: 'Précisions utiles au service', en: 'Anything the service should know' },
      hint: {
        fr: 'Si vous n’êtes pas sûr de la date, donnez la plus probable et dites-le ici.',
        en: 'If you are not sure of the date, give the likeliest one and say so here.',
      },
      long: true,
      optional: true,
    }),
  },
  pieces: {},
  answerWithin: '5 working days',
  // A copy is a service, and no decision that silence could take; a refusal goes before the public prosecutor.
  silence: { mode: 'none' },
  words: {
    'preparing the certificate': {
      fr: 'Recherche et préparation de l’acte',
      en: 'Finding and preparing the certificate',
    },
    'details needed': { fr: 'Précisions à demander', en: 'Details needed' },
    'waiting for details': { fr: 'En attente de vos précisions', en: 'Waiting for your details' },
    'details given': { fr: 'Précisions données', en: 'Details given' },
  },
  purpose: { fr: 'établir l’acte demandé et vous l’envoyer', en: 'make out the certificate and send it to you' },
  basis: 'legal obligation',
  retention: { active: '1 year', fate: 'destroy', law: 'Décret n° 2017-890 du 6 mai 2017, article 29' },

  async process(desk) {
    await desk.acknowledge();

    const answers = ['issued', 'not found', 'details needed'] as const;
    for (let round = 0; round < 3; round += 1) {
      const search = await desk.askAgent('preparing the certificate', answers, {
        within: '5 working days',
        escalateBefore: '1 working day',
      });
      if (search === 'issued') return desk.close('issued', { email: 'certificate-sent' });
      if (search === 'not found') return desk.close('not found', { email: 'certificate-not-found' });

      await desk.email('answer-awaited');
      const details = await desk.askCitizen('waiting for details', {
        answers: ['details given'],
        within: '30 days',
        remindAfter: '10 days',
      });
      if (details === 'no reply') return desk.close('not found', { email: 'certificate-not-found' });
    }
    return desk.close('not found', { email: 'certificate-not-found' });
  },
});
