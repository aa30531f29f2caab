import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { claimTask } from '../../db/worklist.ts';
import { aRequest } from '../api-client.ts';
import { type PlayedProcess, playProcess, stepOf } from '../played-process.ts';
import { openTown, type Town } from '../town.ts';

let town: Town;
let played: PlayedProcess;
/** A request of the civil status. */
let id: string;

beforeAll(async () => {
  town = await openTown({ relay: false, worker: false });
  played = playProcess(town.db);
});
beforeEach(async () => {
  id = (await town.api.file(aRequest())).body.id;
});
afterAll(() => town.stop());

test('a redirected request takes the tasks of its service along, and leaves what was asked of others', async () => {
  await played.open(id, 1);
  await played.open(id, 2, { service: 'roads' });
  await played.open(id, 3, { kind: 'opinion', service: 'schools' });
  await played.open(id, 4, { kind: 'opinion', expert: 'Expert de démonstration' });
  const [agent] = await town.db.query(`select id from agent where email = 'agent@ville.example'`);
  await claimTask(town.db, await played.taskId(id, 1), agent.id);

  const given = await redirect(5, 'waste');

  expect(given).toEqual({ service: 'waste' });
  const tasks = await town.db.query('select service_id, assignee_id from task where request_id = $1 order by ordinal', [
    id,
  ]);
  expect(tasks).toEqual(
    ['waste', 'roads', 'schools', 'waste'].map((service_id) => ({ service_id, assignee_id: null })),
  );
  expect(await redirections()).toEqual([{ from_service: 'civil-status', to_service: 'waste', bounced: false }]);
});

test('a request that comes back to a service that sent it away is shown as bounced, each time', async () => {
  await redirect(1, 'roads');
  await redirect(2, 'waste');
  await redirect(3, 'roads');
  await redirect(4, 'civil-status');

  expect((await redirections()).map(({ to_service, bounced }) => [to_service, bounced])).toEqual([
    ['roads', false],
    ['waste', false],
    ['roads', true],
    ['civil-status', true],
  ]);
  const journal = await town.db.query(
    `select data from journal where request_id = $1 and kind = 'redirected' order by seq`,
    [id],
  );
  expect(journal[2].data).toEqual({ from: 'waste', to: 'roads', bounced: true });
});

test('the same step run again, also side by side, redirects once and gives the service of the first time', async () => {
  const both = await Promise.all([redirect(1, 'roads'), redirect(1, 'roads')]);
  await redirect(2, 'waste');
  const again = await redirect(1, 'roads');

  expect([...both, again]).toEqual(Array(3).fill({ service: 'roads' }));
  expect(await redirections()).toHaveLength(2);
  expect(await request()).toMatchObject({ service_id: 'waste' });
});

test('the routing table decides where the process names no service, and its reason is kept', async () => {
  const because = { fr: 'nature du problème : arbre', en: 'kind of problem: tree' };
  const route = async () => ({ service: 'green-spaces', because });
  const routed = await playProcess(town.db, route).record.redirect(stepOf(id, 1, 'redirect: by the routing table'));
  const kept = await request();
  await redirect(2, 'roads');

  expect(routed).toEqual({ service: 'green-spaces' });
  expect(kept).toEqual({ service_id: 'green-spaces', routed_because: because });
  expect(await request()).toEqual({ service_id: 'roads', routed_because: null });
});

test('where no rule fits, or the request is there already, it stays and nobody is told', async () => {
  const unrouted = await played.record.redirect(stepOf(id, 1, 'redirect: by the routing table'));
  const same = await redirect(2, 'civil-status');

  expect([unrouted, same]).toEqual(Array(2).fill({ service: 'civil-status' }));
  expect(await redirections()).toEqual([]);
});

const redirect = (ordinal: number, to: string) =>
  played.record.redirect({ ...stepOf(id, ordinal, `redirect: ${to}`), to });

async function request(): Promise<object> {
  const [row] = await town.db.query('select service_id, routed_because from request where id = $1', [id]);
  return row;
}

function redirections(): Promise<{ from_service: string; to_service: string; bounced: boolean }[]> {
  return town.db.query(
    'select from_service, to_service, bounced from redirection where request_id = $1 order by at, id',
    [id],
  );
}
