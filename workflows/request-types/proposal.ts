import { amount, choice, text } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';
import { rejectedBySilence } from '../kit/silence.ts';

// The threshold is the town's own, far below the tenth of the voters who may put a matter on the council's agenda
// (article L. 1112-16), and it binds the town to an answer alone.
export const proposal = requestType({
  id: 'proposal',
  title: { fr: 'Faire une proposition', en: 'Make a proposal' },
  summary: {
    fr: 'Proposez une idée pour la commune. À partir de cinquante soutiens, les services l’étudient et la mairie répond.',
    en: 'Propose an idea for the town. From fifty supports on, the services study it and the town hall answers.',
  },
  theme: 'dialogue',
  keywords: { fr: 'idée budget participatif pétition projet', en: 'idea petition project vote' },
  service: 'participation',
  law: 'Constitution, article 72-1 ; code général des collectivités territoriales, article L. 1112-16',
  form: {
    theme: choice({
      title: { fr: 'Thème', en: 'Theme' },
      options: {
        streets: { fr: 'Rues et déplacements', en: 'Streets and getting about' },
        nature: { fr: 'Parcs et nature', en: 'Parks and nature' },
        children: { fr: 'Écoles et jeunesse', en: 'Schools and young people' },
        culture: { fr: 'Culture, sport et fêtes', en: 'Culture, sport and festivities' },
        other: { fr: 'Autre', en: 'Other' },
      },
    }),
    subject: text({ title: { fr: 'Titre de la proposition', en: 'Title of the proposal' } }),
    proposal: text({
      title: { fr: 'Votre proposition', en: 'Your proposal' },
      hint: {
        fr: 'Elle sera publiée : n’y donnez ni nom, ni adresse, ni numéro.',
        en: 'It will be published: give no name, address or number in it.',
      },
      long: true,
    }),
    place: text({
      title: { fr: 'Lieu, s’il y en a un', en: 'Place, if there is one' },
      maxLength: 200,
      optional: true,
    }),
  },
  pieces: { sketch: { title: { fr: 'Plan, dessin ou photo', en: 'Map, drawing or photo' }, required: false } },
  // Three months of supports, then the time of the services and of the answer.
  answerWithin: '7 months',
  silence: rejectedBySilence,
  words: {
    moderation: { fr: 'Modération', en: 'Moderation' },
    published: { fr: 'Publiée', en: 'Published' },
    'gathering supports': { fr: 'Recueil des soutiens', en: 'Gathering supports' },
    'not supported': { fr: 'Pas assez de soutiens', en: 'Not enough supports' },
    'opinion of the roads': { fr: 'Avis de la voirie', en: 'Opinion of the roads' },
    'opinion of the parks': { fr: 'Avis des espaces verts', en: 'Opinion of the parks' },
    'estimating the cost': { fr: 'Estimation du coût', en: 'Estimating the cost' },
    estimated: { fr: 'Coût estimé', en: 'Cost estimated' },
    'preparing the answer': { fr: 'Préparation de la réponse', en: 'Preparing the answer' },
    'to accept': { fr: 'À accepter', en: 'To accept' },
    'to refuse': { fr: 'À refuser', en: 'To refuse' },
    'decision of the manager': { fr: 'Décision du responsable', en: 'Decision of the manager' },
    accepted: { fr: 'Acceptée', en: 'Accepted' },
    'progress of the work': { fr: 'Avancement de la réalisation', en: 'Progress of the work' },
    'progress told': { fr: 'Des nouvelles à donner', en: 'Progress to tell' },
    'carried out': { fr: 'Réalisée', en: 'Carried out' },
    'given up': { fr: 'Abandonnée', en: 'Given up' },
    'followed for a year': { fr: 'Acceptée, suivie pendant un an', en: 'Accepted, followed for a year' },
  },
  publication: {
    answer: 'published',
    fields: { theme: 'theme', title: 'subject', text: 'proposal', place: 'place' },
    official: ['preparing the answer', 'decision of the manager'],
    progress: ['progress of the work'],
  },
  answerFields: { estimated: { cost: amount({ title: { fr: 'Coût en euros', en: 'Cost in euros' } }) } },
  purpose: { fr: 'publier la proposition et y répondre', en: 'publish the proposal and answer it' },
  basis: 'public task',
  retention: { active: '5 years', fate: 'keep' },

  async process(desk) {
    await desk.acknowledge();
    const publication = await desk.askAgent('moderation', ['published', 'refused'], { within: '5 working days' });
    if (publication === 'refused') return desk.close('refused', { email: 'request-refused' });

    await desk.email('proposal-published');
    const support = await desk.askCitizen('gathering supports', { supports: 50, within: '3 months' });
    if (support === 'no reply') return desk.close('not supported', { email: 'proposal-not-supported' });

    const month = { within: '1 month' } as const;
    await desk.all({
      roads: desk.askOpinion('opinion of the roads', { of: 'roads', ...month }),
      parks: desk.askOpinion('opinion of the parks', { of: 'green-spaces', ...month }),
      cost: desk.askAgent('estimating the cost', ['estimated'], { ...month, escalateBefore: '5 working days' }),
    });

    let decision: 'accepted' | 'refused' | 'sent back' = 'sent back';
    for (let round = 0; round < 2 && decision === 'sent back'; round++) {
      const drafts = ['to accept', 'to refuse'] as const;
      const draft = await desk.askAgent('preparing the answer', drafts, { within: '15 working days' });
      const visas = ['approved', 'sent back'] as const;
      const visa = await desk.askAgent('visa', visas, { by: 'manager', within: '5 working days' });
      if (visa === 'approved') decision = draft === 'to accept' ? 'accepted' : 'refused';
    }
    // A draft sent back twice is the manager's own to write.
    if (decision === 'sent back') {
      const words = ['accepted', 'refused'] as const;
      decision = await desk.askAgent('decision of the manager', words, { by: 'manager', within: '5 working days' });
    }
    if (decision === 'refused') return desk.close('refused', { email: 'request-refused' });

    await desk.email('request-accepted');
    for (let update = 0; update < 4; update++) {
      const steps = ['progress told', 'carried out', 'given up'] as const;
      const step = await desk.askAgent('progress of the work', steps, { within: '3 months' });
      if (step === 'carried out') return desk.close('carried out', { email: 'request-finished' });
      if (step === 'given up') return desk.close('given up', { email: 'request-refused' });
      await desk.email('progress-update');
    }
    return desk.close('followed for a year', { email: 'request-finished' });
  },
});
