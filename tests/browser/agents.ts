/** Agents at browsers of their own. */
import { randomUUID } from 'node:crypto';
import { passwordHash } from '../../db/passwords.ts';
import type { Town } from '../town.ts';
import { type Browser, type BrowserContextOptions, type Page, signIn, visitor } from './browser.ts';

const password = 'mot-de-passe-de-test';

/** A browser, with scripts, in which somebody of the civil-status service is at work. */
export async function atWork(
  town: Town,
  browser: Browser,
  name: string,
  { role = 'agent', url = town.url, ...options }: BrowserContextOptions & { role?: string; url?: string } = {},
): Promise<Page> {
  const email = `${randomUUID()}@ville.example`;
  await town.db.query(
    `with agent as (
       insert into agent (id, email, display_name, password_hash, role)
       values (gen_random_uuid(), $1, $2, $3, $4) returning id
     )
     insert into membership (agent_id, service_id) select id, 'civil-status' from agent`,
    [email, name, await passwordHash(password), role],
  );
  const page = await visitor(browser, url, { javaScriptEnabled: true, ...options });
  await signIn(page, { email, password });
  return page;
}

/** The page of a request whose task the agent may answer. */
export async function openRequest(page: Page, reference: string): Promise<void> {
  await page.goto(`/agent/demandes/${reference}`);
  await page.locator('#reply').waitFor();
}

export const decide = (page: Page) => page.getByRole('button', { name: 'Valider la décision' }).click();
