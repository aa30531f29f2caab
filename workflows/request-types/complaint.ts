import { date, text, theme, transferFields } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';
import { rejectedBySilence } from '../kit/silence.ts';

/** A complaint about a service. No reply leaves without the manager's approval, since it may be held against the town. */
export const complaint = requestType({
  id: 'complaint',
  title: { fr: 'Faire une réclamation', en: 'Make a complaint' },
  summary: {
    fr: 'Un service de la mairie ne vous a pas donné satisfaction : dites-nous ce qui s’est passé, nous vous répondons.',
    en: 'A service of the town hall has let you down: tell us what happened, and we will answer.',
  },
  theme: 'dialogue',
  keywords: { fr: 'plainte mécontent problème service litige', en: 'unhappy problem dispute' },
  service: 'reception',
  law: 'Code des relations entre le public et l’administration, articles L. 112-3, L. 114-2 et L. 231-4',
  form: {
    theme: theme(),
    happenedOn: date({ title: { fr: 'Date des faits', en: 'Date of the events' }, past: true, optional: true }),
    facts: text({ title: { fr: 'Ce qui s’est passé', en: 'What happened' }, long: true }),
    wish: text({
      title: { fr: 'Ce que vous attendez de nous', en: 'What you expect from us' },
      long: true,
      optional: true,
    }),
  },
  pieces: {
    evidence: {
      title: { fr: 'Courrier, photo ou autre document', en: 'Letter, photo or other document' },
      required: false,
    },
  },
  // Silence for two months refuses the complaint (L. 231-4): the town promises to speak well before.
  answerWithin: '1 month',
  silence: rejectedBySilence,
  reopenWithin: '2 months',
  words: {
    'looking at the complaint': { fr: 'Examen de la réclamation', en: 'Looking at the complaint' },
    'ready to answer': { fr: 'Réponse à préparer', en: 'Ready to answer' },
    'details needed': { fr: 'Précisions à demander', en: 'Details needed' },
    'not ours': { fr: 'Transmise à l’administration compétente', en: 'Passed to the authority in charge' },
    'waiting for details': { fr: 'En attente de vos précisions', en: 'Waiting for your details' },
    'details given': { fr: 'Précisions données', en: 'Details given' },
    'preparing the reply': { fr: 'Préparation de la réponse', en: 'Preparing the reply' },
    'reply ready': { fr: 'Réponse prête pour le visa', en: 'Reply ready for approval' },
    'reply of the manager': { fr: 'Réponse du responsable', en: 'Reply of the manager' },
  },
  answerFields: { 'not ours': transferFields },
  purpose: { fr: 'examiner la réclamation et y répondre', en: 'examine the complaint and answer it' },
  basis: 'public task',
  retention: { active: '1 year', intermediate: '5 years', fate: 'sort' },

  async process(desk) {
    await desk.acknowledge();
    await desk.redirect('by the routing table');

    const views = ['ready to answer', 'details needed', 'not ours'] as const;
    const view = await desk.askAgent('looking at the complaint', views, {
      within: '3 working days',
      escalateBefore: '1 working day',
    });
    // Who was written to by mistake passes the complaint on and says so (L. 114-2).
    if (view === 'not ours') return desk.close('not ours', { email: 'request-transferred' });
    if (view === 'details needed') {
      await desk.email('answer-awaited');
      // Without them the reply is made of what is known.
      await desk.askCitizen('waiting for details', {
        answers: ['details given'],
        within: '10 days',
        remindAfter: '5 days',
      });
    }

    for (let round = 0; round < 3; round += 1) {
      await desk.askAgent('preparing the reply', ['reply ready'], {
        within: '5 working days',
        escalateBefore: '1 working day',
      });
      const visa = await desk.askAgent('visa', ['approved', 'sent back'], { by: 'manager', within: '2 working days' });
      if (visa === 'approved') return desk.close('answered', { email: 'answer-sent' });
    }
    // A reply sent back three times is the manager's own to write.
    await desk.askAgent('reply of the manager', ['answered'], { by: 'manager', within: '2 working days' });
    return desk.close('answered', { email: 'answer-sent' });
  },
});
