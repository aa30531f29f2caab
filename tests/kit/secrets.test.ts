/** No key, token or password of anybody is in the repository. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const checkout = path.resolve(import.meta.dirname, '../..');

const patterns: Record<string, RegExp> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}/,
  'a key of AWS': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Slack': /\bxox[abprs]-[A-Za-z0-9-]{20,}/,
  'a JSON web token': /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/,
  'a password in an address':
    /\b(?:postgres(?:ql)?|smtps?|https?):\/\/[\w.-]+:(?!(?:password|secret|wrong)@)[^\s@/${}'"`<>:]{6,}@/,
  'a key in a setting': /\b(?:GUICHET_KEY(?:_OLD)?|[A-Z_]*(?:PASSWORD|SECRET|TOKEN))=['"]?[A-Za-z0-9+/]{20,}/,
};
/** Of stored histories, which hold nothing but made-up people: it opens these alone. */
const known = ['tests/replay/key'];

test('no file of the repository holds a secret', () => {
  const found: string[] = [];
  for (const file of tracked()) {
    const text = readFileSync(path.join(checkout, file), 'latin1');
    for (const [what, pattern] of Object.entries(patterns)) if (pattern.test(text)) found.push(`${file}: ${what}`);
  }
  expect(found).toEqual([]);
});

test('no file that holds what an instance keeps for itself is in the repository', () => {
  const kept = /(^|\/)(\.env|key|password|addresses\.json|demo-accounts\.json|.*\.(pem|p12|pfx|key))$/;

  expect(tracked().filter((file) => kept.test(file))).toEqual(known);
});

test.each([
  ['a private key', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(40)}`],
  ['a token of GitHub', `ghp_${'a1'.repeat(18)}`],
  ['a password in an address', ['postgresql://guichet', 'cJkfIJZxg9y9@127.0.0.1:5432/guichet'].join(':')],
  ['a key in a setting', `GUICHET_KEY=${'k'.repeat(43)}=`],
])('%s would be found', (what, text) => {
  expect(text).toMatch(patterns[what]!);
});

function tracked(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: checkout, encoding: 'utf8' }).split('\0');
  return listed.filter((file) => file && statSync(path.join(checkout, file), { throwIfNoEntry: false })?.isFile());
}
