import { expect, test } from '@jest/globals';
import { emailNames } from '../../templates/emails.ts';
import { explore, type Path } from '../../workflows/kit/explorer.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

test.each(requestTypes.map((type) => [type.id, type] as const))(
  '%s names each step, answer and outcome in both languages, and sends emails that exist',
  async (_, type) => {
    const paths = await explore(type);
    const unnamed = new Set(paths.flatMap(namesIn).filter((name) => wordsOf(type, name).fr === name));
    expect([...unnamed]).toEqual([]);
    expect([...new Set(paths.flatMap(({ emails }) => emails))].filter((name) => !isEmail(name))).toEqual([]);
  },
);

test('a birth certificate takes each of its paths, and the last email fits the end', async () => {
  const paths = await explore(requestTypes.find(({ id }) => id === 'birth-certificate')!);
  const ends = new Set(paths.map(({ ending }) => `${ending.outcome}: ${ending.email}`));
  expect([...ends].sort()).toEqual([
    'abandoned: closed-without-documents',
    'issued: certificate-sent',
    'not found: certificate-not-found',
    'refused: request-refused',
  ]);
  const extract = paths.filter(({ facts }) => facts.kind === 'extract');
  expect(extract.map(({ ending }) => ending.outcome).sort()).toEqual(['issued', 'not found', 'refused']);
  expect(extract.flatMap(({ steps }) => steps.filter(({ verb }) => verb === 'askCitizen'))).toEqual([]);
});

/** What the reader sees of a path: the waits, the answers they offer, the end. */
const namesIn = ({ steps, ending }: Path) => [
  ...steps
    .filter(({ verb }) => !['email', 'acknowledge', 'redirect', 'first', 'since', 'close'].includes(verb))
    .flatMap(({ name, answers, parts = [] }) => [name, ...answers, ...parts]),
  ending.outcome,
];
const isEmail = (name: string) => (emailNames as readonly string[]).includes(name);
