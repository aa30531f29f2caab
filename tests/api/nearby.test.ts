/** Several reports of one problem: found before they are joined, by agents and by who is about to report. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openTown, type Town } from '../town.ts';
import { anAgent, aStreetProblem, aTask } from './people.ts';

let town: Town;
let agent: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  agent = await anAgent(town, 'agent', 'roads');
});
beforeEach(async () => {
  // What another test has left is another problem.
  await town.db.query(`update request set facts = facts || '{"district": "sud"}'`);
});
afterAll(() => town.stop());

test('reports are found by distance where both give coordinates, and by the place in words where one does not', async () => {
  const here = await report({ place: 'Devant la mairie', coordinates: '48.85660, 2.35220' });
  const near = await report({ place: 'Rue du Bout', coordinates: '48.8570;2.3528' });
  const far = await report({ place: 'Devant la mairie', coordinates: '48.8600, 2.3522' });
  const alike = await report({ place: 'DEVANT LA MAIRÎE (côté jardin)' });
  const elsewhere = await report({ place: 'Quai des Essais', coordinates: 'derrière le kiosque' });
  const otherKind = await report({ category: 'lighting', place: 'Devant la mairie', coordinates: '48.85660, 2.35220' });
  await aTask(town, here.id, { ordinal: 3, answers: ['to repair', 'duplicate'] });

  const html = await page(here.reference);

  const found = [...html.matchAll(/name="fields.found" type="radio" value="([^"]+)"/g)].map(
    ([, reference]) => reference,
  );
  expect(found).toEqual([near.reference, alike.reference]);
  for (const { reference } of [far, elsewhere, otherKind]) expect(found).not.toContain(reference);
  expect(html).toMatch(/à 6\d m/);
});

test('who is about to report learns that it is known, and nothing that another person typed', async () => {
  await report({ place: 'Impasse Confidentielle', coordinates: '48.8566, 2.3522' });

  const near = await nearby('place=&coordinates=48.8569,2.3522');
  const alike = await nearby('place=impasse%20confidentielle');

  const links = { follow: expect.stringMatching(/\/signalements\/[\w-]+\/suivre$/) };
  const known = { receivedOn: expect.any(String), state: 'Demande reçue', links };
  expect(near.body.items).toEqual([{ ...known, distanceMetres: 40 }]);
  expect(alike.body.items).toEqual([{ ...known, distanceMetres: null }]);
  expect(JSON.stringify([near.body, alike.body])).not.toMatch(/Impasse|48\.8|2026-0|Camille/);
  expect((await nearby('')).body).toMatchObject({ code: 'INVALID', errors: [{ field: 'place' }] });
  expect((await town.api.call('GET', '/request-types/question/nearby')).body.code).toBe('UNKNOWN_REQUEST_TYPE');
});

const report = async (fields: object) => (await town.api.file(aStreetProblem(fields))).body;

const nearby = (query: string) =>
  town.api.call('GET', `/request-types/street-problem/nearby?category=pothole&district=centre&${query}`);

/** The agent's page, as a browser gets it. */
async function page(reference: string): Promise<string> {
  const headers = { cookie: `guichet_agent=${agent}` };
  return (await fetch(`${town.url}/agent/demandes/${reference}`, { headers })).text();
}
