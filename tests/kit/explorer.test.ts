import { expect, test } from '@jest/globals';
import { latestEnd } from '../../templates/diagrams/latest.ts';
import { pathsTable } from '../../templates/diagrams/paths.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import { graphOf } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

import { services } from '../../workflows/services.ts';

const question = requestTypes.find(({ id }) => id === 'question')!;
const typeOf = (process: RequestType['process']): RequestType => ({ ...question, process });
const tableOf = async (type: RequestType) => {
  const paths = await explore(type);
  return pathsTable(paths, { type, lang: 'fr', services });
};

/** The same wait opened in two ways: on the way of most requests, and on that of those in a hurry. */
const twoWays = typeOf(async (desk) => {
  const urgent = (await desk.askAgent('sorting', ['usual', 'urgent'], { within: '1 day' })) === 'urgent';
  await desk.askCitizen('papers', { pieces: urgent ? ['proof', 'reason'] : ['proof'], within: '30 days' });
  await desk.intervene('works', {
    steps: urgent ? ['securing', 'repairing'] : ['repairing'],
    order: 'one after the other',
    within: urgent ? '2 days' : '10 days',
    proof: 'photo',
  });
  return desk.close('done', { email: 'request-finished' });
});

test('a wait that is opened in several ways is one box with all that it may ask for and do', async () => {
  const { nodes } = graphOf(await explore(twoWays));

  expect(nodes.find(({ name }) => name === 'papers')).toMatchObject({ pieces: ['proof', 'reason'] });
  expect(nodes.find(({ name }) => name === 'works')).toMatchObject({
    parts: ['securing', 'repairing'],
    pieces: ['photo'],
  });
});

test('the table has a line for each way in which a wait is opened, so that a review sees each change', async () => {
  const lines = (await tableOf(twoWays)).split('\n').filter((line) => /^\| (askCitizen|intervene)/.test(line));

  expect(lines).toEqual([
    '| askCitizen | papers | Demandeur | 30 days |  | proof |',
    '| intervene | works, repairing | Techniciens | 10 days |  | photo |',
    '| askCitizen | papers | Demandeur | 30 days |  | proof, reason |',
    '| intervene | works, securing, repairing | Techniciens | 2 days chacune, l’une après l’autre |  | photo |',
  ]);
});

test('interventions one after the other take the time of each, and those at once the time of one', async () => {
  const visits = (order: 'at once' | 'one after the other') =>
    typeOf(async (desk) => {
      await desk.intervene('works', { steps: ['a', 'b', 'c'], order, within: '10 days' });
      return desk.close('done', { email: 'request-finished' });
    });
  const latest = async (type: RequestType) => latestEnd((await explore(type))[0]!, '2027-01-04');

  expect(await latest(visits('one after the other'))).toBe('2027-02-03');
  expect(await latest(visits('at once'))).toBe('2027-01-14');
});

test.each<[what: string, process: RequestType['process'], says: RegExp]>([
  [
    'asks again for ever',
    async (desk) => {
      for (;;) await desk.askAgent('asking again', ['again'], { within: '1 day' });
    },
    /^question: a path has more than 200 steps; it repeats "asking again"\. Bound its loops, as in "for \(let round = 0;/,
  ],
  [
    'has more ways than anybody can look at',
    async (desk) => {
      for (let round = 0; round < 15; round += 1) await desk.askAgent('coin', ['heads', 'tails'], { within: '1 day' });
      return desk.close('done', { email: 'request-finished' });
    },
    /^question: it has more than 20000 paths\. Bound its loops/,
  ],
])('a process that %s is refused in one sentence that says what to do', async (_, process, says) => {
  await expect(explore(typeOf(process))).rejects.toThrow(says);
});
