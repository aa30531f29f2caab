import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, aRequest } from '../api-client.ts';
import { openTown, shared, type Town } from '../town.ts';

let town: Town;
let token: string;
/** Four requests in the order of their arrival; the second has ended. */
let filed: { id: string; reference: string; dueOn: string }[];

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  const agent = shared.accounts.find(({ role }) => role === 'agent')!;
  token = await town.api.signIn(agent.email, agent.password);
  const forms = [
    [aRequest({ citizen: { givenName: 'Zoé', familyName: 'Lenoir' } })],
    [aRequest({ citizen: { givenName: '100%', familyName: 'Le_noir' }, channel: 'mobile' })],
    [aRequest({ citizen: { familyName: 'Petit' }, channel: 'phone' }), { token }],
    [aRequest({ citizen: { familyName: 'Petit' }, channel: 'post' }), { token }],
  ] as const;
  filed = [];
  for (const [form, options] of forms) filed.push((await town.api.file(form, options)).body);
  await town.db.query(`update request set status = 'ended', outcome = 'issued', ended_at = now() where id = $1`, [
    filed[1]!.id,
  ]);
});
afterAll(() => town.stop());

test.each<[query: string, found: number[]]>([
  ['', [3, 2, 1, 0]],
  ['status=open', [3, 2, 0]],
  ['status=ended', [1]],
  ['channel=mobile', [1]],
  ['channel=phone', [2]],
  ['channel=post&status=ended', []],
  ['type=birth-certificate', [3, 2, 1, 0]],
  ['type=street-problem', []],
  ['service=civil-status', [3, 2, 1, 0]],
  ['service=roads', []],
  ['q=petit', [3, 2]],
  ['q=petit&channel=phone', [2]],
  ['q=zoé%20LEN', [0]],
  ['q=%25', [1]],
  ['q=_', [1]],
  ['q=le_noir', [1]],
  ['q=nobody', []],
  ['q=%20', [3, 2, 1, 0]],
  ['cursor=nonsense', [3, 2, 1, 0]],
])('a search for “%s” finds what is meant, the latest first', async (query, found) => {
  const { body } = await town.api.call('GET', `/requests?${query}`, { token });

  const references = body.items.map(({ reference }: { reference: string }) => reference);
  expect({ references, next: body.next }).toEqual({
    references: found.map((index) => filed[index]!.reference),
    next: null,
  });
});

test('a search by reference finds the one request, told whole', async () => {
  const { id, reference, dueOn } = filed[1]!;

  const { body } = await town.api.call('GET', `/requests?q=${reference}`, { token });

  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(body.items).toEqual([
    {
      id,
      reference,
      type: 'birth-certificate',
      status: 'ended',
      service: 'civil-status',
      channel: 'mobile',
      dueOn,
      outcome: 'issued',
      receivedAt: moment,
      endedAt: moment,
      citizen: { givenName: '100%', familyName: 'Le_noir' },
    },
  ]);
});

test.each([1, 2, 3, 4])('page by page, %i at a time, each request comes exactly once', async (limit) => {
  const found: string[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 10; pages++) {
    const { body }: Answer<Page> = await town.api.call('GET', `/requests?limit=${limit}&cursor=${cursor}`, { token });
    found.push(...body.items.map(({ reference }) => reference));
    cursor = body.next;
  }

  expect(found).toEqual(filed.map(({ reference }) => reference).reverse());
});

interface Page {
  items: { reference: string }[];
  next: string | null;
}
