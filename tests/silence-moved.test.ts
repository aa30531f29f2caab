/** What moves the day on which silence decides, begins its time anew, or follows it; on the real engine, with time moved on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { longDate } from '../templates/format.ts';
import { addDays, addMonths, civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { appealDeadline } from '../workflows/kit/legal-clocks.ts';
import { agentPost } from './api/agent-browser.ts';
import { until } from './api-client.ts';
import { legalReads } from './legal-reads.ts';
import { fileIn, type Journey } from './request-types/journey.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
const { addressOf, agentsPage, citizensPage, cookieOf, dateOf, decided, decision, managersToken, rowsOf } = legalReads(
  () => town,
);
const today = civilDate(Date.now(), 'metropole');

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.stop());

test('a request that its citizen has looked at again is an appeal: silence rejects it, on the day that was told', async () => {
  const complaint = await fileIn(town, 'complaint');
  await complaint.agent('looking at the complaint', 'not ours', 'Voici.', {
    administration: 'Communauté de communes de l’Exemple',
    contact: '01 99 00 12 49',
  });
  await complaint.outcome();
  await complaint.owner('reopen', { reason: 'Je ne suis pas d’accord.' });
  const told = addMonths(today, 2);
  await complaint.emails(3);
  const [email] = town.mail.received(await addressOf(complaint)).filter(({ subject }) => /rouverte/i.test(subject));
  const { body } = await town.api.request(complaint.reference, complaint.trackingCode);

  expect(email!.text.replace(/\s+/g, ' ')).toContain(
    `Elle sera réputée rejetée si vous n’avez pas de réponse le ${longDate(told, 'fr')}`,
  );
  expect(body.legalDates).toContainEqual({
    kind: 'silence',
    date: told,
    rule: 'SILENCE',
    explanation: expect.stringContaining('Demande de réexamen reçue le'),
  });
  await complaint.waitsAt('looking at the complaint');
  await complaint.letsPassUntil(instantAt(told, 'metropole', 23, 59));
  expect(await decided(complaint)).toEqual([]);
  await complaint.letsPassUntil(instantAt(addDays(told, 1), 'metropole', 0, 1));
  expect((await decision(complaint)).data).toEqual({ mode: 'reject', on: told });
  expect(await citizensPage(complaint)).toContain('réputée rejetée depuis');
});

test('silence decides nothing of what takes no decision, nor of what the town looks at again by itself, and that is said', async () => {
  const question = await fileIn(town, 'question');
  await question.agent('answering the question', 'answered', 'Voici.');
  await question.outcome();
  await question.owner('reopen', { reason: 'Ce n’est pas clair.' });
  const complaint = await fileIn(town, 'complaint');
  const fields = { administration: 'Communauté de communes de l’Exemple', contact: '01 99 00 12 49' };
  await complaint.agent('looking at the complaint', 'not ours', 'Voici.', fields);
  await complaint.outcome();
  const token = await managersToken();
  const reopened = await agentPost(town, token, `/agent/demandes/${complaint.reference}/reouverture`, {
    reason: 'Erreur.',
  });
  expect(reopened.status).toBe(303);

  expect(await citizensPage(question)).toContain('n’appelle pas de décision');
  expect(await citizensPage(complaint)).toContain('par la mairie elle-même');
  expect(await agentsPage(complaint)).toContain('Ne décide rien de cette demande rouverte');
  await question.emails(3);
  const last = town.mail
    .received(await addressOf(question))
    .at(-1)!
    .text.replace(/\s+/g, ' ');
  expect(last).toContain('le silence de la mairie n’en fait naître aucune (code des relations');
});

test('documents that the law requires suspend silence by hand, and nothing else does; the citizen is told each day', async () => {
  const permit = await fileIn(town, 'resident-parking-permit');
  await permit.sends('registration-document', 'proof-of-address');
  await permit.waitsAt('checking the documents');
  const printed = addMonths(today, 2);
  const dueOn = (await town.api.request(permit.reference, permit.trackingCode)).body.dueOn as string;

  await puts(permit, 'report', { cause: 'longer study', date: addDays(dueOn, 5), reason: 'Le plan change.' });
  expect((await rowsOf(permit, 'silence')).at(-1)!.on).toBe(printed);
  await puts(permit, 'report', { cause: 'missing pieces', date: addDays(dueOn, 25), reason: 'La carte grise.' });
  const suspended = addDays(printed, 20);
  expect((await rowsOf(permit, 'silence')).at(-1)!.on).toBe(suspended);
  const letters = await lettersOf(permit, 'Le plan change.', 'La carte grise.');
  expect(letters[0]).toContain(`Ce report ne change pas le délai légal : sans réponse le ${longDate(printed, 'fr')}`);
  expect(letters[1]).toContain(`ce qui manque au plus tard le ${longDate(addDays(today, 20), 'fr')}`);
  expect(letters[1]).toContain(`Sans réponse le ${longDate(suspended, 'fr')}, votre demande sera réputée rejetée`);
  expect(await citizensPage(permit)).toContain('suspendu 20');
  await permit.letsPassUntil(instantAt(addDays(printed, 1), 'metropole', 0, 1));
  expect(await decided(permit)).toEqual([]);

  // What was missing has come on the day on which it was asked for: the day is the first again, and the timer follows.
  await puts(permit, 'reprise', { date: addDays(dueOn, 10), reason: 'Tout est là.' });
  expect((await rowsOf(permit, 'silence')).at(-1)!.on).toBe(printed);
  const [resumed] = await lettersOf(permit, 'Tout est là.');
  expect(resumed).toContain(`Sans réponse le ${longDate(printed, 'fr')}, votre demande sera réputée rejetée`);
  expect((await decision(permit)).data).toEqual({ mode: 'reject', on: printed });
});

test('whoever silence has rejected is given the reasons within a month, and the appeal waits for them', async () => {
  const complaint = await fileIn(town, 'complaint');
  await complaint.waitsAt('looking at the complaint');
  await complaint.emails(1);
  const printed = (await dateOf(complaint, 'silence'))!;
  await complaint.letsPassUntil(instantAt(addDays(printed, 1), 'metropole', 0, 1));
  await decision(complaint);
  await complaint.emails(2);

  // Whoever silence has rejected may ask why, once; the appeal waits for the reasons.
  const page = await citizensPage(complaint);
  expect(page).toContain('Demander les motifs');
  const form = /action="([^"]+\/motifs)"/.exec(page)![1]!;
  const cookie = await cookieOf(complaint);
  const asked = await fetch(town.url + form, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({}),
    redirect: 'manual',
  });
  expect(asked.status).toBe(303);
  const owed = addMonths(today, 1);
  expect(await citizensPage(complaint)).toContain(`que le service vous doit au plus tard le ${longDate(owed, 'fr')}`);
  expect(await citizensPage(complaint)).not.toContain('Demander les motifs');
  expect(await dateOf(complaint, 'appeal')).toBeNull();
  const again = await town.api.call('POST', `/requests/${complaint.reference}/reasons`, {
    token: complaint.trackingCode,
  });
  expect({ status: again.status, code: again.body.code }).toEqual({ status: 409, code: 'REASONS_NOT_OWED' });
  const task = await complaint.waitsAt('giving the reasons');
  expect(civilDate(task.dueAt, 'metropole')).toBe(owed);
  await expect(complaint.agent('giving the reasons', 'reasons given')).rejects.toThrow('reply');
  await complaint.agent('giving the reasons', 'reasons given', 'Les faits ne sont pas établis.');
  // After the rejection, in the time of the run.
  await until(async () => (await dateOf(complaint, 'appeal')) ?? undefined, 'the new appeal');
  expect(await dateOf(complaint, 'appeal')).toBe(appealDeadline(addDays(printed, 1), '2 months', 'metropole'));
  expect((await complaint.emails(4)).sort()).toEqual(
    ['acknowledgement', 'reasons-asked', 'reasons-given', 'silence-rejected'].sort(),
  );
  const given = town.mail
    .received(await addressOf(complaint))
    .find(({ text }) => /faits ne sont pas établis/.test(text))!;
  expect(given.text.replace(/\s+/g, ' ')).toContain(longDate((await dateOf(complaint, 'appeal'))!, 'fr'));

  await complaint.agent('looking at the complaint', 'ready to answer');
  await complaint.agent('preparing the reply', 'reply ready', 'Voici.');
  await complaint.manager('visa', 'approved');
  expect(await complaint.outcome()).toBe('answered');
  await complaint.emails(5);
  const answer = town.mail.received(await addressOf(complaint)).at(-1)!;
  expect(answer.text).toContain('Voici.');
  expect(answer.text).not.toContain('faits ne sont pas établis');
});

/** An agent puts the answer off, or takes it up again. */
async function puts(request: Journey, how: 'report' | 'reprise', typed: Record<string, string>): Promise<void> {
  const prefix = how === 'report' ? 'postpone' : 'resume';
  const form = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${prefix}-${name}`, value]));
  const path = `/agent/demandes/${request.reference}/${how}`;
  expect((await agentPost(town, await managersToken(), path, form)).status).toBe(303);
}

/** Those emails that hold these words, in one line each. */
async function lettersOf(request: Journey, ...words: string[]): Promise<string[]> {
  const address = await addressOf(request);
  const found = () =>
    words.map((one) =>
      town.mail
        .received(address)
        .find(({ text }) => text.includes(one))
        ?.text.replace(/\s+/g, ' '),
    );
  return until(async () => {
    const texts = found().filter((text) => text !== undefined);
    return texts.length === words.length ? texts : undefined;
  }, 'the letters');
}
