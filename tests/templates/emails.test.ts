import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { EmailView } from '../../templates/emails/view.ts';
import { createEmails, type EmailName, emailNames } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import { openEmails } from './kept-emails.ts';

const emails = await openEmails();
const folder = new URL('../../templates/emails/', import.meta.url);
const languages = ['fr', 'en'] as const;
const everyEmail = languages.flatMap((lang) => emailNames.map((name) => ({ lang, name })));
const exampleOf = (name: EmailName, lang: 'fr' | 'en' = 'fr') => examples(lang).emails[name];
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');
const textOf = (name: EmailName, changes: Partial<EmailView> = {}, lang: 'fr' | 'en' = 'fr') =>
  inOneLine(emails.render(name, { ...exampleOf(name, lang), ...changes }).text);

test.each(languages)('the list of emails is that of the files in the language %s', async (lang) => {
  expect((await readdir(new URL(lang, folder))).sort()).toEqual(emailNames.map((name) => `${name}.mjml`).sort());
});

test.each(everyEmail)('the email $name is whole in the language $lang', ({ name, lang }) => {
  const view = exampleOf(name, lang);
  const { subject, html, text } = emails.render(name, view);
  expect(subject).toContain(view.reference);
  expect(subject).not.toMatch(/&|\{\{|[\r\n]|\s{2}/);
  for (const part of [html, inOneLine(text)]) {
    for (const said of [view.recipientName, view.title, view.reference, view.service.name, view.town.phone])
      expect(part).toContain(said);
    expect(part).not.toMatch(/undefined|\[object|\{\{/);
  }
  expect(html).toContain(`<html lang="${lang}"`);
});

test.each(everyEmail)('the email $name ($lang) reads well when there is little to say', ({ name, lang }) => {
  const { subject, html, text } = emails.render(name, bare(exampleOf(name, lang)));
  expect(subject).not.toMatch(/&|\{\{/);
  for (const part of [html, text]) expect(part).not.toMatch(/undefined|\[object|\{\{/);
  // No blank to fill was left before a full stop, and no list has an empty line.
  expect(text).not.toMatch(
    /[ \u00a0][,.](\s|$)|^- *$|\.\.|: *\.|(pas accepter|not accept|manque encore|still need)\s*:/m,
  );
});

test.each(everyEmail)('the plain text of the email $name ($lang) says what the HTML says', ({ name, lang }) => {
  const { html, text } = emails.render(name, exampleOf(name, lang));
  const body = html.slice(html.indexOf('<body')).replace(/<!--[\s\S]*?-->/g, '');
  const words = inOneLine(body.replace(/<[^>]+>/g, ' ').replace(/&nbsp;/g, ' ')).split(' ');
  const told = inOneLine(text);
  for (const word of words) expect(told).toContain(word);
  for (const [, href] of html.matchAll(/href="(https?:[^"]+)"/g)) expect(told).toContain(href);
});

test.each(everyEmail)('the email $name ($lang) fetches nothing when it is opened', ({ name, lang }) => {
  const { html } = emails.render(name, exampleOf(name, lang));
  expect(html).not.toMatch(/<img|<link|@import|url\(/);
});

test.each(everyEmail)('the email $name ($lang) fits a narrow screen and a dark one', ({ name, lang }) => {
  const { html } = emails.render(name, exampleOf(name, lang));
  expect(html).toContain('name="viewport" content="width=device-width');
  expect(html).toContain('<meta name="color-scheme" content="light dark"');
  expect(html).toContain('prefers-color-scheme: dark');
  for (const [, width] of html.matchAll(/[^-]width:\s*(\d+)px/g)) expect(Number(width)).toBeLessThanOrEqual(600);
});

test('French emails have typographic apostrophes and unbreakable spaces', async () => {
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/(^|\/)fr\/.*\.(mjml|hbs)$/.test(file)) continue;
    const source = await readFile(new URL(file, folder), 'utf8');
    const words = source.replace(/<[^>]*>|\{\{[^}]*\}\}/g, '').replaceAll('&nbsp;', '\u00a0');
    expect({ file, found: words.match(/'|[^\u00a0][:;!?»]|«[^\u00a0]/g) }).toEqual({ file, found: null });
  }
});

const toManagers: string[] = ['deadline-near', 'manager-called', 'data-right-asked', 'data-right-recipient'];

test('a citizen is always told how to reach the service, and where to follow the request', () => {
  for (const name of emailNames.filter((candidate) => !toManagers.includes(candidate))) {
    const view = exampleOf(name);
    expect(textOf(name)).toContain(view.service.phone);
    expect(textOf(name)).toContain(name === 'closed-without-documents' ? view.formUrl : view.followUrl);
  }
});

test.each(languages)('the plain text of the acknowledgement says all that the law asks for (%s)', (lang) => {
  const view = exampleOf('acknowledgement', lang);
  const words = textOf('acknowledgement', {}, lang);
  const expected = [view.receivedOn, view.reference, view.trackingCode, view.followUrl, view.dueOn, view.law];
  const service = [view.service.name, view.service.email, view.service.phone, ...view.service.address];
  for (const part of [...expected, ...service, ...view.pieces, view.awaitedUntil!]) expect(words).toContain(part);
});

test('an acknowledgement speaks of documents, of the post and of the letter only where there are any', () => {
  const nothing = { pieces: [], awaitedUntil: undefined, letter: false };
  expect(textOf('acknowledgement', nothing)).not.toMatch(/manque|document|courrier|lettre/);
  expect(textOf('acknowledgement', { ...nothing, possiblePieces: ['Carte grise'] })).toMatch(
    /peut demander : - Carte grise/,
  );
  expect(textOf('acknowledgement', { letter: false })).not.toMatch(/courrier|lettre/);
});

test('markup in a name is shown and never obeyed', () => {
  const { html, text } = emails.render('acknowledgement', {
    ...exampleOf('acknowledgement'),
    citizenName: '<b>Zoé</b> & "Co"',
  });
  expect(html).toContain('&lt;b&gt;Zoé&lt;/b&gt; &amp; &quot;Co&quot;');
  expect(text).toContain('<b>Zoé</b> & "Co"');
});

test('a line break in a subject can not begin another header', () => {
  const view = { ...exampleOf('acknowledgement'), reference: '2026-1\r\nBcc: autre@example.org' };
  expect(emails.render('acknowledgement', view).subject).not.toMatch(/[\r\n]/);
});

test('an email that asks for what its view lacks is refused', () => {
  const { trackingCode: _, ...lacking } = exampleOf('acknowledgement');
  expect(() => emails.render('acknowledgement', lacking as EmailView)).toThrow('trackingCode');
});

test.each(['deadline-near', 'manager-called'] as const)(
  'what a manager is sent (%s) says what is to be done by when, and opens no citizen’s page',
  (name) => {
    const view = exampleOf(name);
    const { html, text } = emails.render(name, { ...view, trackingCode: 'SECRET', citizenName: 'Camille' });
    for (const part of [view.recipientName, view.task!.name, view.task!.dueOn, view.agentUrl]) {
      expect(inOneLine(text)).toContain(part);
    }
    expect(html).not.toMatch(/SECRET|Camille|\/suivi\//);
  },
);

test.each(languages)('each refused document is named with its reason, and asked for again by a date (%s)', (lang) => {
  const view = exampleOf('documents-refused', lang);
  const words = textOf('documents-refused', {}, lang);
  for (const { title, reason } of view.refusedPieces) expect(words).toContain(`- ${title} ${reason}`);
  for (const part of [view.awaitedUntil!, view.trackingCode, view.followUrl]) expect(words).toContain(part);
});

test.each(languages)('a booking is named with its day and its hours (%s)', (lang) => {
  for (const name of ['appointment-booked', 'request-accepted'] as const) {
    const { booking } = exampleOf(name, lang);
    expect(textOf(name, {}, lang)).toContain(inOneLine(`${booking!.name} ${booking!.when}`));
  }
});

test('what is booked can be given back by its owner while the request is open', () => {
  expect(textOf('appointment-booked')).toContain('retirez votre demande');
  expect(textOf('appointment-booked', { open: false })).not.toMatch(/retirez|HVKT/);
});

test('whoever may have the request looked at again is told until when, and with which code', () => {
  const view = exampleOf('answer-sent');
  expect(textOf('answer-sent')).toContain(`Jusqu’au ${view.reopenUntil}`);
  expect(textOf('answer-sent')).toContain(view.trackingCode);
  expect(textOf('answer-sent', { reopenUntil: undefined })).not.toMatch(/examinée à nouveau|HVKT/);
});

test('the refusal gives the reasons as typed', () => {
  const view = { ...exampleOf('request-refused'), reply: 'Premier motif.\n\nSecond motif,\nsur deux lignes.' };
  const { html } = emails.render('request-refused', view);
  expect(html).toContain('<p>Premier motif.</p><p>Second motif,<br />sur deux lignes.</p>');
});

test.each(languages)('the refusal gives both ways of appeal and their time limits (%s)', (lang) => {
  const words = textOf('request-refused', {}, lang);
  for (const part of ['recours gracieux', 'recours contentieux', 'tribunal administratif', 'Télérecours citoyens']) {
    expect(words).toContain(part);
  }
  expect(words).toContain('https://www.telerecours.fr');
  expect(words.match(lang === 'fr' ? /deux mois/gi : /two months/gi)!.length).toBeGreaterThanOrEqual(3);
});

test.each(languages)('whoever is refused a right over their data is told of the CNIL (%s)', (lang) => {
  expect(textOf('request-refused', { appeal: 'personal data' }, lang)).toMatch(/tribunal administratif.*CNIL/);
  expect(textOf('request-refused', {}, lang)).not.toContain('CNIL');
});

test.each(languages)(
  'whoever is refused a certificate is sent to the prosecutor, not to another court (%s)',
  (lang) => {
    const words = textOf('request-refused', { appeal: 'civil status' }, lang);
    expect(words).toMatch(/procureur de la République.*tribunal judiciaire|tribunal judiciaire.*procureur/);
    expect(words).not.toContain('tribunal administratif');
  },
);

test('no email claims to carry a civil-status certificate', () => {
  expect(textOf('certificate-sent')).toContain('il n’est donc pas joint à ce message');
});

test('a second start takes the emails from the cache, word for word', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'guichet-emails-'));
  try {
    await createEmails({ cacheDir });
    const again = await createEmails({ cacheDir });
    const view = exampleOf('acknowledgement');
    expect(await readdir(cacheDir)).toHaveLength(2 * emailNames.length);
    expect(again.render('acknowledgement', view)).toEqual(emails.render('acknowledgement', view));
  } finally {
    await rm(cacheDir, { recursive: true });
  }
});

/** The same request when nothing has been typed, booked or asked for. */
const bare = (view: EmailView): EmailView => ({
  ...view,
  pieces: [],
  awaitedUntil: undefined,
  refusedPieces: [],
  task: undefined,
  booking: undefined,
  reply: undefined,
  reopenUntil: undefined,
  surveyUrl: undefined,
  outcome: undefined,
  law: '',
  letter: false,
});
