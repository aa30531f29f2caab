/** The rules of ARCHITECTURE.md that a machine can check. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const checkout = path.resolve(import.meta.dirname, '..');

/** Which folders' values a folder may import; types may come from anywhere. */
const mayImport: Record<string, readonly string[]> = {
  'workflows/request-types': ['workflows/kit', 'workflows/request-types'],
  'workflows/kit': ['workflows/kit', 'workflows/contract.ts', 'workflows/request-types/index.ts'],
  workflows: ['workflows'],
  activities: [
    'activities',
    'db',
    'templates',
    'workflows/contract.ts',
    'workflows/payload-codec.ts',
    'workflows/request-types',
    'workflows/kit/calendar.ts',
    'workflows/kit/dated-request.ts',
    'workflows/kit/districts.ts',
    'workflows/kit/legal-clocks.ts',
    'workflows/kit/silence.ts',
    // Which requests are due is asked of the types' data.
    'workflows/kit/retention.ts',
  ],
  // The kit's calendar, words and explorer are plain functions over the types' data.
  api: [
    'api',
    'db',
    'templates',
    'workflows/contract.ts',
    'workflows/request-types',
    'workflows/kit/asked.ts',
    'workflows/kit/calendar.ts',
    'workflows/kit/dated-request.ts',
    'workflows/kit/districts.ts',
    'workflows/kit/explorer.ts',
    'workflows/kit/graph.ts',
    'workflows/kit/legal-clocks.ts',
    'workflows/kit/portal.ts',
    'workflows/kit/silence.ts',
    'workflows/kit/retention.ts',
    'workflows/kit/words.ts',
    'workflows/services.ts',
  ],
  relay: ['relay', 'db', 'workflows/contract.ts', 'workflows/payload-codec.ts'],
  templates: ['templates', 'workflows/kit/calendar.ts', 'workflows/kit/words.ts'],
  db: ['db'],
};

/** The only places that may speak to a package. */
const homes: Record<string, readonly string[]> = {
  '@temporalio/workflow': ['workflows/kit', 'bench'],
  // The worker says at its start what is run each night: nobody else may run it.
  '@temporalio/client': [
    'relay',
    'api/operator/engine.ts',
    'activities/schedules.ts',
    'tests',
    'bench',
    'bin/simulation',
  ],
  '@temporalio/worker': ['activities', 'tests', 'bench'],
  '@temporalio/activity': ['activities'],
  // The last resort for finding the engine's program is the SDK's own download.
  '@temporalio/testing': ['tests', 'bin/embedded/temporal-program.ts'],
  typeorm: ['db', 'api', 'activities', 'relay', 'tests'],
  zod: ['api', 'bin/config.ts', 'bin/engine-tls.ts', 'bin/legal-vectors.ts'],
  feelin: ['activities'],
  'openid-client': ['api/auth', 'tests'],
  'oidc-provider': ['bin/embedded'],
  'dmn-moddle': ['db'],
};

const files = readdirSync(checkout, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(node_modules|dist|\.guichet|coverage)\//.test(file))
  .map((file) => ({ file, source: readFileSync(path.join(checkout, file), 'utf8') }));
const product = files.filter(({ file }) => !/^(tests|bench|bin)\//.test(file));

test('data flows one way: a folder imports values only from the folders before it', () => {
  const faults = product.flatMap(({ file, source }) => {
    const allowed = mayImport[ruleOf(file)];
    return importsOf(source)
      .filter(({ from, valuesImported }) => from.startsWith('.') && valuesImported)
      .map(({ from }) => path.posix.join(path.posix.dirname(file), from))
      .filter((target) => !allowed?.some((place) => target === place || target.startsWith(`${place}/`)))
      .map((target) => `${file} → ${target}`);
  });
  expect(faults).toEqual([]);
});

test('each engine package is used in its own folder alone', () => {
  const faults = files.flatMap(({ file, source }) =>
    importsOf(source)
      .filter(({ from, valuesImported }) => valuesImported && homes[from])
      .filter(({ from }) => !homes[from]!.some((home) => file === home || file.startsWith(`${home}/`)))
      .map(({ from }) => `${file} → ${from}`),
  );
  expect(faults).toEqual([]);
});

test('nothing that the engine replays reads a clock, a locale or a random source of its own', () => {
  const faults = product
    .filter(({ file }) => /^workflows\/(kit|request-types)\//.test(file))
    .filter(({ source }) =>
      /\bIntl\b|\bTemporal\.|toLocale|process\.|node:|Math\.random|new Date\(\)/.test(withoutComments(source)),
    )
    .map(({ file }) => file);
  expect(faults).toEqual([]);
});

test('other hosts are asked in few files, each at an address that the settings give: never one that somebody has typed', () => {
  const asks =
    /\bfetch\(|import[^;]*\b(connect|request|get|lookup|resolve\d?)\b[^;]* from 'node:(net|tls|https?|http2|dns)|from '(openid-client|nodemailer|undici)'/;
  const asking = product
    .filter(({ file }) => /^(api|activities|relay|db|templates|workflows)\/.*\.ts$/.test(file))
    .filter(({ source }) => asks.test(source.replace(/import type[^;]*;/g, '')))
    .map(({ file }) => file);
  expect(asking.sort()).toEqual([
    'activities/antivirus.ts',
    'activities/mailer.ts',
    'api/auth/identity.ts',
    'api/operator/certificate.ts',
    'api/public/health.ts',
  ]);
});

test('a file answers one question: at most 250 lines, and a request type at most 120', () => {
  const faults = files
    .map(({ file, source }) => ({ file, lines: source.trimEnd().split('\n').length }))
    .filter(({ file, lines }) => lines > (file.startsWith('workflows/request-types/') ? 120 : limitOf(file)))
    .map(({ file, lines }) => `${file}: ${lines}`);
  expect(faults).toEqual([]);
});

test('nothing is left unfinished or silenced', () => {
  // Written in two parts, so that this line is not found.
  const marks = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', 'ts-' + 'ignore', 'ts-expect-' + 'error', '\\.on' + 'ly\\(', '\\.sk' + 'ip\\('].join(
      '|',
    ),
  );
  const faults = files.filter(({ source }) => marks.test(source)).map(({ file }) => file);
  expect(faults).toEqual([]);
});

test('each folder of the picture has a README of one screen', () => {
  for (const folder of ['workflows', 'activities', 'api', 'relay', 'templates', 'db', 'tests', 'bin', 'bench']) {
    const readme = readFileSync(path.join(checkout, folder, 'README.md'), 'utf8');
    expect(readme.split('\n').length).toBeLessThanOrEqual(60);
  }
});

/** Texts in two languages and examples are lists, read by looking up. */
const limitOf = (file: string) => (/^templates\/(texts|examples)/.test(file) ? 320 : 250);

function ruleOf(file: string): string {
  const folders = Object.keys(mayImport).filter((folder) => file.startsWith(`${folder}/`));
  return folders.sort((one, other) => other.length - one.length)[0] ?? file;
}

function importsOf(source: string): { from: string; valuesImported: boolean }[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?from\s+)?'([^']+)'/gm);
  return [...statements].map(([, type, names = '', from]) => ({
    from: from!,
    valuesImported: !type && hasValues(names),
  }));
}

/** False for `{ type One, type Other }`. */
function hasValues(names: string): boolean {
  const inBraces = /^\s*\{([^}]*)\}/.exec(names)?.[1];
  return inBraces === undefined || inBraces.split(',').some((name) => name.trim() !== '' && !/^\s*type\s/.test(name));
}

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
