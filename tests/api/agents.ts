/** Agents at a browser: signed in, with a second factor, with tokens for programs. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { passwordHash } from '../../db/passwords.ts';
import { aBrowser } from '../identity.ts';
import type { Town } from '../town.ts';

export const password = 'mot-de-passe-de-test';

type Browser = ReturnType<typeof aBrowser>;

export async function signedIn(town: Town, role: string): Promise<{ email: string; browser: Browser }> {
  const email = await anAccount(town, role);
  const browser = aBrowser(town.url);
  await browser.post('/agent/connexion', { email, password });
  return { email, browser };
}

/** Reads the key from the page and types a code of it. @returns the key, and the recovery codes */
export async function setUp(browser: Browser): Promise<{ key: string; codes: string[] }> {
  const page = await (await browser.open('/agent/compte/second-facteur')).text();
  const key = /class="code">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(' ', '');
  const picture = await browser.open('/agent/compte/second-facteur/image');
  expect(picture.headers.get('content-type')).toMatch(/image\/svg/);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page)![1]!;
  const done = await browser.post('/agent/compte/second-facteur', { code: codeOf(key, 0), _csrf: csrf });
  const codes = [...(await done.text()).matchAll(/class="code">([A-Z0-9-]+)</g)].map(([, code]) => code!);
  return { key, codes };
}

/** The code of a half minute from now. */
export const codeOf = (key: string, halfMinutes: number) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + halfMinutes * 30_000 });

export async function aToken(
  town: Town,
  browser: Browser,
  scopes: string[],
): Promise<{ token: string; remove: string }> {
  const name = `Export ${randomUUID()}`;
  const page = await browser.post('/agent/compte/jetons', {
    name,
    days: '30',
    ...Object.fromEntries(scopes.map((scope) => [`scope-${scope}`, 'on'])),
    _csrf: await browser.csrf('/agent/compte'),
  });
  const html = await page.text();
  const [{ id }] = await town.db.query('select id from api_token where name = $1', [name]);
  return { token: /api_[\w-]+/.exec(html)![0], remove: `/agent/compte/jetons/${id}/retrait` };
}

export async function anAccount(town: Town, role: string): Promise<string> {
  const email = `${randomUUID()}@ville.example`;
  await town.db.query(
    `with agent as (
       insert into agent (id, email, display_name, password_hash, role)
       values (gen_random_uuid(), $1, 'Agent', $2, $3) returning id
     )
     insert into membership (agent_id, service_id) select id, 'civil-status' from agent`,
    [email, await passwordHash(password), role],
  );
  return email;
}
