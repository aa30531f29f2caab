import { expect, test } from '@jest/globals';
import { describe, differences } from '../../api/designer/description.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import { graphOf } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { services } from '../../workflows/services.ts';

const question = requestTypes.find(({ id }) => id === 'question')!;

test('two revisions differ by what a reader would notice: delay, documents, questions, steps and ends', async () => {
  const next: RequestType = {
    ...question,
    revision: 2,
    answerWithin: '10 working days',
    pieces: { letter: { title: { fr: 'Lettre', en: 'Letter' }, required: true, validFor: '3 months' } },
    async process(desk) {
      await desk.acknowledge();
      await desk.redirect('by the routing table');
      const answer = await desk.askAgent('answering the question', ['answered', 'refused'], {
        within: '8 working days',
      });
      if (answer === 'refused') return desk.close('refused', { email: 'request-refused' });
      return desk.close('answered', { email: 'answer-sent' });
    },
  };
  expect(differences(await described(question), await described(next))).toEqual([
    { what: 'Réponse sous', before: '5 jours ouvrés', after: '10 jours ouvrés' },
    { what: 'Pièce letter', before: '', after: 'Lettre ; obligatoire ; valable 3 mois' },
    {
      what: 'askAgent answering the question',
      before: 'Réponse à la question ; Service ; délai : 5 jours ouvrés ; alerte 1 jour ouvré avant',
      after:
        'Réponse à la question ; Service ; délai : 8 jours ouvrés ; Réponse donnée → Réponse donnée ; Refusé → Refusé',
    },
    { what: 'close refused', before: '', after: 'Refusé ; Demande refusée' },
  ]);
});

test('a type does not differ from itself', async () => {
  for (const type of requestTypes) expect(differences(await described(type), await described(type))).toEqual([]);
});

const described = async (type: RequestType) => describe(graphOf(await explore(type)), { type, lang: 'fr', services });
