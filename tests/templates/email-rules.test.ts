/** What can be checked of every email by rule: subject, text part, colours, and the question at the end. */
import { expect, test } from '@jest/globals';
import { contrast, paletteOf } from '../../templates/colours.ts';
import type { EmailView } from '../../templates/emails/view.ts';
import { type EmailName, emailNames } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import { explore } from '../../workflows/kit/explorer.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { openEmails } from './kept-emails.ts';

const emails = await openEmails();
const everyEmail = (['fr', 'en'] as const).flatMap((lang) => emailNames.map((name) => ({ lang, name })));
const exampleOf = (name: EmailName, lang: 'fr' | 'en' = 'fr') => examples(lang).emails[name];
const inOneLine = (text: string) => text.replace(/\s+/g, ' ');
const textOf = (name: EmailName, changes: Partial<EmailView> = {}) =>
  inOneLine(emails.render(name, { ...exampleOf(name), ...changes }).text);

test.each(everyEmail)(
  'the subject of $name ($lang) says what happened, to what, and fits a list of emails',
  (email) => {
    const titles = [...requestTypes.map(({ title }) => title[email.lang]), exampleOf(email.name, email.lang).title];
    for (const title of titles) {
      const view = { ...exampleOf(email.name, email.lang), title };
      const { subject } = emails.render(email.name, view);
      const [, event, subjectTitle, reference] = /^(.{4,26}?) ?: (.+) \((\S+)\)$/.exec(subject)!;
      expect(event).toMatch(/^\p{Lu}/u);
      expect(title.startsWith(subjectTitle!.replace(/…$/, ''))).toBe(true);
      expect(reference).toBe(view.reference);
      expect(subject.length).toBeLessThanOrEqual(78);
    }
  },
);

test.each(everyEmail)(
  'the plain text of $name ($lang) has all dates, codes and links in the order of the HTML',
  (email) => {
    const view = exampleOf(email.name, email.lang);
    const { html, text } = emails.render(email.name, view);
    const told = inOneLine(text);
    const dates = [
      view.receivedOn,
      view.dueOn,
      view.awaitedUntil,
      view.reopenUntil,
      view.task?.dueOn,
      view.booking?.when,
    ];
    const facts = [...dates, view.reference, view.trackingCode, view.followUrl, view.surveyUrl].filter((fact) => fact);
    const body = inOneLine(html.slice(html.indexOf('<body'))).replaceAll('&nbsp;', ' ');
    for (const fact of facts)
      expect([fact, told.includes(inOneLine(fact!))]).toEqual([fact, body.includes(inOneLine(fact!))]);
    const paragraphs = [...body.matchAll(/<(?:p|li|h1)>(.*?)<\/(?:p|li|h1)>/g)].map(([, words]) => firstWords(words!));
    let at = 0;
    for (const words of paragraphs) {
      const found = told.indexOf(words, at);
      expect([words, found >= at]).toEqual([words, true]);
      at = found;
    }
  },
);

test.each(everyEmail)(
  'no line of the plain text of $name ($lang) is longer than 78 signs, addresses aside',
  (email) => {
    const { text } = emails.render(email.name, exampleOf(email.name, email.lang));
    const long = text.split('\n').filter((line) => line.replace(/<?https:\S+/, '').length > 78);
    expect(long).toEqual([]);
  },
);

test.each(['#12505b', '#7a1508', '#1d1d8f', '#5b5b00', '#000000'])(
  'an email in the colour %s can be read by day and by night',
  (colour) => {
    const view = exampleOf('request-refused');
    const { html } = emails.render('request-refused', { ...view, town: { ...view.town, colours: paletteOf(colour) } });
    const [day, night] = html.split('@media (prefers-color-scheme: dark)') as [string, string];
    const [page, sheet] = [...night.matchAll(/background-color: (#\w{6})/g)].map(([, ground]) => ground!);
    const coloursOf = (part: string, selector: string) =>
      new RegExp(`${selector} \\{[^}]*?[^-]color: (#\\w{6})`).exec(part)![1]!;
    const button = /\.action td \{ background: (#\w{6})/.exec(night)![1]!;
    const pairs = [
      [coloursOf(day, '\\.words a'), '#ffffff'],
      [coloursOf(day, '\\.words a'), paletteOf(colour).surface],
      ['#ffffff', colour],
      ...[page!, sheet!].flatMap((ground) => [
        [coloursOf(night, '\\.words div, \\.words p'), ground],
        [coloursOf(night, '\\.words a'), ground],
      ]),
      [coloursOf(night, '\\.action a'), button],
    ] as [string, string][];
    for (const [words, ground] of pairs) {
      expect({ words, ground, contrast: contrast(words, ground) >= 4.5 }).toEqual({ words, ground, contrast: true });
    }
    if (colour !== '#12505b') expect(html).not.toContain('#12505b');
  },
);

test('the email that ends a request asks what the citizen thought of it, unless there was nothing to think of', async () => {
  const endings = new Set<string>();
  for (const type of requestTypes) for (const { ending } of await explore(type)) endings.add(ending.email);
  endings.delete('request-withdrawn');
  for (const name of emailNames) {
    const asked = { surveyUrl: 'https://exempleville.example.org/suivi/2026-004217/avis' };
    expect([name, textOf(name, asked).includes(asked.surveyUrl)]).toEqual([name, endings.has(name)]);
    expect(textOf(name, { surveyUrl: undefined })).not.toMatch(/avis|donner mon/);
  }
});

const firstWords = (html: string) =>
  inOneLine(
    html
      .split(/<(?!\/?strong)/)[0]!
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&'),
  )
    .trim()
    .slice(0, 40);
