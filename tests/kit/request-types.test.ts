import { expect, test } from '@jest/globals';
import { emailNames } from '../../templates/emails.ts';
import type { Desk, Ending } from '../../workflows/kit/desk.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

interface Path {
  outcome: string;
  emails: string[];
  names: string[];
}

/** Runs a process with the given answers, in the order of its waits, without engine or clock. */
async function play(id: string, facts: Record<string, string>, answers: string[]): Promise<Path> {
  const path: Path = { outcome: '', emails: [], names: [] };
  const answer = async (name: string) => {
    path.names.push(name);
    return answers.shift()!;
  };
  const desk = {
    acknowledge: async () => void path.emails.push('acknowledgement'),
    email: async (template: string) => void path.emails.push(template),
    check: (_name: string, holds: (facts: Record<string, string>) => boolean) => holds(facts),
    since: () => true,
    askCitizen: answer,
    askAgent: (name: string, possible: string[]) => {
      path.names.push(...possible);
      return answer(name);
    },
    close: async (outcome: string, { email }: { email: string }) => {
      path.emails.push(email);
      path.names.push(outcome);
      return { outcome } as Ending;
    },
  } as unknown as Desk<Record<string, string>, string>;
  const ending = await requestTypes.find((type) => type.id === id)!.process(desk);
  return { ...path, outcome: ending.outcome };
}

test('a birth certificate takes each of its paths, and the last email fits the end', async () => {
  const ends = [
    [{ kind: 'full copy' }, ['no reply'], 'abandoned', 'closed-without-documents'],
    [{ kind: 'full copy' }, ['received', 'issued'], 'issued', 'certificate-sent'],
    [{ kind: 'extract with parents' }, ['received', 'not found'], 'not found', 'certificate-not-found'],
    [{ kind: 'extract with parents' }, ['received', 'refused'], 'refused', 'request-refused'],
    [{ kind: 'extract' }, ['issued'], 'issued', 'certificate-sent'],
  ] as const;
  for (const [facts, answers, outcome, email] of ends) {
    const path = await play('birth-certificate', facts, [...answers]);
    expect(path).toMatchObject({ outcome, emails: ['acknowledgement', email] });
  }
});

test('every step, answer and outcome has its words in both languages, and every email its template', async () => {
  const type = requestTypes[0]!;
  for (const answers of [['no reply'], ['received', 'issued'], ['received', 'not found'], ['received', 'refused']]) {
    const path = await play(type.id, { kind: 'full copy' }, answers);
    for (const name of path.names) expect(wordsOf(type, name).fr).not.toBe(name);
    for (const email of path.emails) expect(emailNames).toContain(email);
  }
});
