import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { en } from '../../templates/texts/en.ts';
import { fr } from '../../templates/texts/fr.ts';
import { checkTextKeys, translator } from '../../templates/texts.ts';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test('French and English have the same sentences, with the same blanks to fill', () => {
  expect(Object.keys(en)).toEqual(Object.keys(fr));
  for (const [key, text] of Object.entries(fr)) {
    expect([key, placeholders(en[key as keyof typeof fr])]).toEqual([key, placeholders(text)]);
  }
});

test('every sentence is used by a page, by the letter, the receipt or the calendar', () => {
  const pages = new URL('../../templates/pages/', import.meta.url);
  const files = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));
  const sources = files.map((file) => readFileSync(new URL(file, pages), 'utf8'));
  for (const file of [
    'documents/letter.ts',
    'documents/posted.ts',
    'documents/receipt.ts',
    'documents/attestation.ts',
    'documents/personal-data.ts',
    'calendar.ts',
  ])
    sources.push(readFileSync(new URL(`../../templates/${file}`, import.meta.url), 'utf8'));
  const everything = sources.join('\n');
  expect(Object.keys(fr).filter((key) => !everything.includes(`'${key}'`))).toEqual([]);
});

test('French has typographic apostrophes, and unbreakable spaces before double punctuation', () => {
  for (const text of Object.values(fr)) expect(text).not.toContain("'");
  expect(translator('fr')('layout.accessibility')).toBe('Accessibilité\u00a0: non conforme');
  expect(translator('fr')('accessibility.remedy')).toContain('à «\u00a0Défenseur des droits');
});

test('a page that asks for an unknown text is refused when it is compiled', () => {
  expect(() => checkTextKeys("<p>{{t 'home.titel'}}</p>", 'home.hbs')).toThrow('home.titel');
});

test('a sentence whose blank is not filled is refused', () => {
  expect(() => translator('fr')('error.contact', { email: 'a@example.org' })).toThrow('phone');
});
