import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
});
afterAll(() => town.stop());

test.each(requestTypes.map(({ id }) => id))('%s is drawn for people, for wikis and for other tools', async (id) => {
  const picture = await diagram(id, 'svg');
  expect(picture.type).toBe('image/svg+xml');
  expect(picture.body).toMatch(/^<svg [^>]*role="img"[^>]* lang="fr">\n<title id="title">[^<]+<\/title>/);

  const flowchart = await diagram(id, 'mmd');
  expect(flowchart.body.split('\n')[0]).toBe('flowchart TD');

  const { rootElement, warnings } = await new BpmnModdle().fromXML((await diagram(id, 'bpmn')).body);
  expect({ type: rootElement.$type, warnings }).toEqual({ type: 'bpmn:Definitions', warnings: [] });
});

test('a diagram speaks the language of its reader', async () => {
  expect((await diagram('question', 'svg')).body).toContain('Réponse à la question');
  expect((await diagram('question', 'svg', 'en')).body).toContain('Answering the question');
});

test('a type that is not there has no diagram, and the answer says where the list is', async () => {
  const answer = await town.api.call('GET', '/request-types/unicorn/diagram.svg');
  expect(answer).toMatchObject({ status: 404, body: { code: 'UNKNOWN_REQUEST_TYPE' } });
});

async function diagram(id: string, form: string, lang = 'fr') {
  const answer = await fetch(`${town.url}/api/v1/request-types/${id}/diagram.${form}`, {
    headers: { 'accept-language': lang },
  });
  expect(answer.status).toBe(200);
  return { type: answer.headers.get('content-type'), body: await answer.text() };
}
