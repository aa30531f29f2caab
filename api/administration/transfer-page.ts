import type { Entry } from '../../db/administration.ts';
import type { Language } from '../../templates/views.ts';
import { requireAgent } from '../auth/tokens.ts';
import { colon } from '../citizen/form-view.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { exportTown, importTown, TransferFaults } from './transfer.ts';
import { readSmallUpload } from './upload.ts';
import { changeKinds, subjectTitle } from './words.ts';

/** A town with all its people is some hundred kilobytes, and its logo as many. */
const largestBytes = 2_000_000;
const address = '/administration/echange';

interface Result {
  faults?: readonly string[];
  entries?: readonly Entry[];
  dryRun?: boolean;
}

export function showTransfer(ctx: Context, services: Services, { faults = [], entries, dryRun = true }: Result = {}) {
  const { lang } = ctx.state;
  const outcome = dryRun ? would : was;
  const count = entries?.length ?? 0;
  const view = {
    result: entries && {
      title: count === 0 ? nothing[lang] : outcome[lang],
      lines: entries.map((entry) => entryText(entry, lang)),
    },
    errors: faults.map((text) => ({ href: '#file', text })),
  };
  show(ctx, services, 'administration-transfer', view, address);
}

export async function sendTown(ctx: Context, services: Services): Promise<void> {
  const town = await exportTown(services.db, { people: ctx.query.agents === 'avec' });
  ctx.type = 'json';
  ctx.attachment('commune.json');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `${JSON.stringify(town, undefined, 2)}\n`;
}

export async function postTownFile(ctx: Context, services: Services): Promise<void> {
  const { fields, file } = await readSmallUpload(ctx, largestBytes);
  const { lang } = ctx.state;
  const dryRun = fields.action !== 'import';
  try {
    const importing = { dryRun, by: requireAgent(ctx), routing: services.routing, lang };
    const entries = await importTown(services.db, readJson(file, lang), importing);
    showTransfer(ctx, services, { entries, dryRun });
  } catch (error) {
    if (!(error instanceof TransferFaults)) throw error;
    showTransfer(ctx, services, { faults: error.lines });
    ctx.status = 422;
  }
}

function readJson(file: Buffer, lang: Language): unknown {
  try {
    return JSON.parse(file.toString('utf8'));
  } catch {
    throw new TransferFaults([file.length === 0 ? noFile[lang] : noJson[lang]]);
  }
}

function entryText({ subject, key, kind, changes }: Entry, lang: Language): string {
  const fields = changes.map(({ field }) => field).join(', ');
  return `${subjectTitle(subject, lang)}, ${key} (${changeKinds[kind][lang]})${colon[lang]}${fields}`;
}

const would = {
  fr: 'Voici ce qui changerait. Rien n’a été enregistré.',
  en: 'This would change. Nothing was recorded.',
};
const was = { fr: 'Voici ce qui a changé.', en: 'This has changed.' };
const nothing = {
  fr: 'Rien ne change : la commune a déjà tout ce que dit ce fichier.',
  en: 'Nothing changes: the town has all that this file says already.',
};
const noFile = { fr: 'Choisissez un fichier.', en: 'Choose a file.' };
const noJson = { fr: 'Ce fichier n’est pas du JSON.', en: 'This file is not JSON.' };
