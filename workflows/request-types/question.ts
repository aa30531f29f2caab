import { text, theme } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** A question to the town hall; agents give it to another service, with their reason, where the table was wrong. */
export const question = requestType({
  id: 'question',
  title: { fr: 'Poser une question', en: 'Ask a question' },
  summary: { fr: 'La mairie vous répond, ou le service compétent.', en: 'The town hall or its right service answers.' },
  theme: 'dialogue',
  keywords: { fr: 'contact renseignement horaires écrire message', en: 'contact hours write message information' },
  service: 'reception',
  law: 'Code des relations entre le public et l’administration, article L. 112-8',
  form: { theme: theme(), question: text({ title: { fr: 'Votre question', en: 'Your question' }, long: true }) },
  pieces: {},
  answerWithin: '5 working days',
  silence: { mode: 'none' },
  reopenWithin: '1 month',
  words: { 'answering the question': { fr: 'Réponse à la question', en: 'Answering the question' } },
  purpose: { fr: 'répondre à votre question', en: 'answer your question' },
  basis: 'public task',
  retention: { active: '1 year', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();
    await desk.redirect('by the routing table');
    const wait = { within: '5 working days', escalateBefore: '1 working day' } as const;
    await desk.askAgent('answering the question', ['answered'], wait);
    return desk.close('answered', { email: 'answer-sent' });
  },
});
