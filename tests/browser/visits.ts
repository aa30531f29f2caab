/** What a technician does on a telephone, and what the office sees of it. */
import { aTask } from '../api/people.ts';
import { until } from '../api-client.ts';
import { shared, type Town } from '../town.ts';
import { type Browser, fillIn, type Page, signIn, visitor } from './browser.ts';
import type { Line } from './line.ts';
import { placeTold } from './photos.ts';

export interface Filed {
  id: string;
  reference: string;
}

export const accountOf = (email: string) => shared.accounts.find((account) => account.email === email)!;
const technicianAccount = accountOf('technicien@ville.example');
export const colleagueAccount = accountOf('agent-voirie@ville.example');
const telephoneScreen = { width: 320, height: 640 };
const visit = { kind: 'intervention' as const, answers: ['done', 'not possible'], pieces: ['photo-of-the-works'] };

/** A technician signed in on a telephone, before the list of visits. */
export async function onFoot(browser: Browser, url: string, options = {}): Promise<Page> {
  const page = await visitor(browser, url, { javaScriptEnabled: true, viewport: telephoneScreen, ...options });
  await signIn(page, technicianAccount);
  await page.goto('/agent/interventions');
  return page;
}

/** From the list; what is due later is folded. */
export async function openVisit(page: Page, name: string, place: string): Promise<void> {
  await page.goto('/agent/interventions');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const link = page.getByRole('link', { name: `${name} ${place}`, includeHidden: true }).first();
  await page.goto((await link.getAttribute('href'))!);
}

/** Two visits at once, beside what the request itself waits for. */
export async function sideBySide(town: Town, requestId: string): Promise<[string, string]> {
  const steps = ['repairing', 'securing the spot'];
  const open = (name: string, ordinal: number) =>
    aTask(town, requestId, { ordinal, name: `intervene: ${name}`, service: 'roads', steps, ...visit });
  return [await open(steps[0]!, 101), await open(steps[1]!, 102)];
}

/** Answers the first task of the request, which the process has opened. */
export async function decide(town: Town, { id, reference }: Filed, answer: string): Promise<void> {
  const token = await town.api.signIn(colleagueAccount.email, colleagueAccount.password);
  const task = await until(
    async () => (await town.api.tasks(token, `?q=${reference}`)).body.items[0],
    'the first task',
  );
  await town.api.answer(task.id, { answer }, { token });
  await until(async () => {
    const found = await town.db.query(`select 1 from task where request_id = $1 and kind = 'intervention'`, [id]);
    return found[0];
  }, 'the first visit');
}

export const stateOf = async (town: Town, id: string) =>
  (await town.db.query('select state, answer, note from task where id = $1', [id]))[0];

export async function finish(page: Page, answers: Record<string, string>): Promise<void> {
  await fillIn(page, answers);
  await page.locator('button[value="finish"]').click();
}

export const stepOf = (office: Page, name: string) =>
  office.locator('li.document').filter({ has: office.locator('strong', { hasText: new RegExp(`^${name}$`) }) });

/** How a browser shows a stored photo, and whether its file still tells where it was taken. */
export const shownFrom = (page: Page, url: string) =>
  page.evaluate<{ width: number; height: number; bytes: number; tells: boolean }>(`(async () => {
    const blob = await (await fetch('${url}')).blob();
    const { width, height } = await createImageBitmap(blob);
    const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
    return { width, height, bytes: blob.size, tells: text.includes('${placeTold}') };
  })()`);

/** The line is there again, and the browser hears of it. */
export async function mend(line: Line, page: Page): Promise<void> {
  line.mend();
  await page.context().setOffline(true);
  await page.context().setOffline(false);
}
