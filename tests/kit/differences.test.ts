import { expect, test } from '@jest/globals';
import { countedAt } from '../../api/designer/counted.ts';
import { describe, differences } from '../../api/designer/description.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import { type GraphNode, graphOf } from '../../workflows/kit/graph.ts';
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

test('a document that a revision no longer waits for is among the differences', async () => {
  const permit = requestTypes.find(({ id }) => id === 'resident-parking-permit')!;
  const next: RequestType = {
    ...permit,
    async process(desk) {
      await desk.askCitizen('waiting for documents', { pieces: ['proof-of-address'], within: '30 days' });
      return desk.close('issued', { email: 'permit-issued' });
    },
  };

  const found = differences(await described(permit), await described(next));

  expect(found.find(({ what }) => what === 'askCitizen waiting for documents')).toMatchObject({
    before: expect.stringContaining('Certificat d’immatriculation (carte grise)'),
    after: expect.not.stringContaining('Certificat d’immatriculation'),
  });
});

test('a type does not differ from itself', async () => {
  for (const type of requestTypes) expect(differences(await described(type), await described(type))).toEqual([]);
});

test('a request with several visits under way is counted once in their box', () => {
  const visits: GraphNode = {
    id: 'v',
    verb: 'intervene',
    name: 'works',
    parts: ['securing', 'repairing'],
    answers: [],
  };
  const counts = [
    { waits: ['repairing', 'securing'], late: ['securing'], requests: 3 },
    { waits: ['repairing'], late: [], requests: 2 },
    { waits: ['works'], late: ['works'], requests: 7 },
  ];
  expect(countedAt(visits, counts)).toEqual({ open: 5, late: 3 });
});

const described = async (type: RequestType) => describe(graphOf(await explore(type)), { type, lang: 'fr', services });
