import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aRequest, until } from './api-client.ts';
import { openTown, shared, type Town } from './town.ts';

let town: Town;
let tokens: string[];

beforeAll(async () => {
  town = await openTown();
  const agents = shared.accounts.filter(({ role }) => role === 'agent');
  tokens = await Promise.all(agents.map(({ email, password }) => town.api.signIn(email, password)));
});
afterAll(() => town.stop());

const rounds = 200;

test('two agents answer at once, two hundred times: one wins each time, the other learns who, and one email leaves', async () => {
  const filed = await inBatches(rounds, () => town.api.file(aRequest({ fields: { kind: 'extract' } })));
  const references: string[] = filed.map(({ body }) => body.reference);
  const tasks = await inBatches(rounds, (index) =>
    until(async () => (await town.api.tasks(tokens[0]!, `?q=${references[index]}`)).body.items[0], 'the task', 60_000),
  );

  const outcomes = await inBatches(rounds, async (index) => {
    const answers = ['issued', 'refused'].map((answer, agent) =>
      town.api.answer(tasks[index].id, { answer }, { token: tokens[agent]! }),
    );
    return Promise.all(answers);
  });

  for (const pair of outcomes) {
    expect(pair.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = pair.find(({ status }) => status === 409)!;
    expect(lost.body.code).toBe('TASK_ALREADY_ANSWERED');
    expect(lost.body.answeredBy).toMatch(/gent de démonstration/);
    expect(Date.parse(lost.body.answeredAt)).not.toBeNaN();
  }
  await until(
    async () => {
      const [{ open }] = await town.db.query(
        `select count(*)::int as open from email where template <> 'acknowledgement' and state = 'sent'`,
      );
      return open === rounds ? true : undefined;
    },
    'every reply',
    60_000,
  );
  // One acknowledgement and one reply a request, and no third email.
  expect(town.mail.received()).toHaveLength(2 * rounds);
}, 180_000);

/** Sixteen at a time: as many as a town hall's busiest minute, and no more sockets than a laptop has. */
async function inBatches<Result>(count: number, act: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await act(index);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return results;
}
