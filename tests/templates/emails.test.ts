import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createEmails, emailNames } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';

const emails = await createEmails();
const folder = new URL('../../templates/emails/', import.meta.url);
const everyEmail = (['fr', 'en'] as const).flatMap((lang) => emailNames.map((name) => ({ lang, name })));

test.each(['fr', 'en'])('the list of emails is that of the files in the language %s', async (lang) => {
  expect((await readdir(new URL(lang, folder))).sort()).toEqual(emailNames.map((name) => `${name}.mjml`).sort());
});

test.each(everyEmail)('the email $name is whole in the language $lang', ({ name, lang }) => {
  const view = examples(lang).email;
  const { subject, html, text } = emails.render(name, view);
  expect(subject).toContain(view.reference);
  for (const part of [html, text.replace(/\s+/g, ' ')]) {
    expect(part).toContain(view.citizenName);
    expect(part).toContain(view.title);
    expect(part).toContain(view.service.phone);
    expect(part).not.toMatch(/undefined|\[object|\{\{/);
  }
  expect(html).toContain(`<html lang="${lang}"`);
});

test.each(everyEmail)('the email $name ($lang) fetches nothing when it is opened', ({ name, lang }) => {
  const { html } = emails.render(name, examples(lang).email);
  expect(html).not.toMatch(/<img|<link|@import|url\(/);
});

test.each(['fr', 'en'] as const)(
  'the plain text of the acknowledgement says all that the law asks for (%s)',
  (lang) => {
    const view = examples(lang).email;
    const { text } = emails.render('acknowledgement', view);
    const words = text.replace(/\s+/g, ' ');
    const expected = [
      view.receivedOn,
      view.reference,
      view.trackingCode,
      view.followUrl,
      view.dueOn,
      view.law,
      view.piecesBy!,
    ];
    const service = [view.service.name, view.service.email, view.service.phone, ...view.service.address];
    for (const part of [...expected, ...service, ...view.pieces]) expect(words).toContain(part);
  },
);

test('an acknowledgement without awaited pieces asks for none', () => {
  const { text } = emails.render('acknowledgement', {
    ...examples('fr').email,
    pieces: [],
    piecesBy: undefined,
    letter: false,
  });
  expect(text).not.toMatch(/manque|lettre/);
});

test('markup in a name is shown and never obeyed', () => {
  const { html, text } = emails.render('acknowledgement', {
    ...examples('fr').email,
    citizenName: '<b>Zoé</b> & "Co"',
  });
  expect(html).toContain('&lt;b&gt;Zoé&lt;/b&gt; &amp; &quot;Co&quot;');
  expect(text).toContain('<b>Zoé</b> & "Co"');
});

test('a line break in a subject can not begin another header', () => {
  const view = { ...examples('fr').email, reference: '2026-1\r\nBcc: autre@example.org' };
  expect(emails.render('acknowledgement', view).subject).not.toMatch(/[\r\n]/);
});

test('the refusal gives the reasons as typed, and the ways of appeal', () => {
  const view = { ...examples('fr').email, reply: 'Premier motif.\n\nSecond motif,\nsur deux lignes.' };
  const { html, text } = emails.render('request-refused', view);
  expect(html).toContain('<p>Premier motif.</p><p>Second motif,<br />sur deux lignes.</p>');
  expect(text).toMatch(/deux mois[\s\S]*tribunal administratif/);
});

test('no email claims to carry a civil-status certificate', () => {
  const { text } = emails.render('certificate-sent', examples('fr').email);
  expect(text.replace(/\s+/g, ' ')).toContain('il n’est donc pas joint à ce message');
});

test('a second start takes the emails from the cache, word for word', async () => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'guichet-emails-'));
  try {
    await createEmails({ cacheDir });
    const again = await createEmails({ cacheDir });
    const view = examples('fr').email;
    expect(await readdir(cacheDir)).toHaveLength(2 * emailNames.length);
    expect(again.render('acknowledgement', view)).toEqual(emails.render('acknowledgement', view));
  } finally {
    await rm(cacheDir, { recursive: true });
  }
});
