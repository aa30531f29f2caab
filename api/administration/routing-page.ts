import { lockAdministration } from '../../db/administration.ts';
import { listServices } from '../../db/agents.ts';
import { type RoutingRule, routingTables } from '../../db/routing.ts';
import { largestDmnBytes, readDmn } from '../../db/routing-dmn.ts';
import { type RoutingFault, RoutingFaults } from '../../db/routing-faults.ts';
import type { Language } from '../../templates/views.ts';
import type { ChoiceField, Field } from '../../workflows/kit/fields.ts';
import { seeOther } from '../agent/request-page.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem, problemText } from '../problems.ts';
import { offeredTypes } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { versionOf } from './changing.ts';
import { keepTables } from './routing.ts';
import { readSmallUpload } from './upload.ts';

const address = '/administration/aiguillage';

/** The rules by which a request finds its service, and a way to change them: a file for a DMN modeller. */
export async function showRouting(ctx: Context, services: Services, errors: readonly string[] = []): Promise<void> {
  const { lang } = ctx.state;
  const [tables, names] = await Promise.all([routingTables(services.db), listServices(services.db)]);
  const nameOf = (id: string) =>
    names.find((service) => service.id === id)?.[lang === 'fr' ? 'nameFr' : 'nameEn'] ?? id;
  show(
    ctx,
    services,
    'administration-routing',
    {
      tables: tables.map(({ type, rules }) => ({
        title: titleOf(type, lang),
        fileUrl: `${address}/${type}.dmn`,
        rules: rules.map((rule) => ({
          when: whenText(services, type, rule, lang),
          service: nameOf(rule.service),
          because: rule.note[lang],
        })),
      })),
      fileUrl: `${address}.dmn`,
      seen: versionOf(tables),
      notice: ctx.query.fait === 'modification' ? changed[lang] : undefined,
      errors: errors.map((text) => ({ href: '#file', text })),
    },
    address,
  );
}

export async function sendRouting(ctx: Context, services: Services): Promise<void> {
  const { type } = ctx.params;
  const tables = await routingTables(services.db, type);
  if (tables.length === 0) throw new Problem('NOT_FOUND');
  ctx.attachment(`${type ?? 'aiguillage'}.dmn`);
  ctx.type = 'application/xml';
  ctx.body = await services.routing.file(type);
}

export async function postRouting(ctx: Context, services: Services): Promise<void> {
  // The parser says itself what is too large, in its words.
  const { fields, file } = await readSmallUpload(ctx, largestDmnBytes + 1);
  const { lang } = ctx.state;
  try {
    const tables = await readDmn(file.toString('utf8'));
    await services.db.transaction(async (on) => {
      await lockAdministration(on);
      if (versionOf(await routingTables(on)) !== fields.seen) throw new Problem('STALE_FORM');
      await keepTables(on, services.routing, tables, requireAgent(ctx));
    });
    seeOther(ctx, `${address}?fait=modification`);
  } catch (error) {
    await showRouting(ctx, services, linesOf(error, lang));
    ctx.status = error instanceof Problem ? error.status : 422;
  }
}

function linesOf(error: unknown, lang: Language): string[] {
  if (error instanceof RoutingFaults) return error.faults.map((fault) => lineOf(fault, lang));
  if (error instanceof Problem && error.code === 'STALE_FORM') return [problemText('STALE_FORM', lang)];
  throw error;
}

function lineOf({ code, type, position, text }: RoutingFault, lang: Language): string {
  const place = [type, position && `${rule[lang]} ${position}`].filter(Boolean).join(', ');
  return [place, `${text} (${code})`].filter(Boolean).join(' – ');
}

const fieldOf = ({ types }: Services, type: string, name: string): Field | undefined =>
  types.offered.find(({ id }) => id === type)?.form[name];
const titleOf = (type: string, lang: Language) => offeredTypes().find(({ id }) => id === type)?.title[lang] ?? type;

/** « Quartier : Nord ; Nature du problème : not("tree") »: options by their names, other tests as they are written. */
function whenText(services: Services, type: string, { conditions }: RoutingRule, lang: Language): string {
  const tests = Object.entries(conditions).map(([name, test]) => {
    const field = fieldOf(services, type, name);
    const options = field?.kind === 'choice' ? (field as ChoiceField).options : {};
    const named = test.replace(/"([^"]*)"/g, (quoted, id: string) => options[id]?.[lang] ?? quoted);
    return `${field?.title[lang] ?? name} = ${named}`;
  });
  return tests.join(' ; ') || always[lang];
}

const rule = { fr: 'règle', en: 'rule' };
const always = { fr: 'toujours', en: 'always' };
const changed = {
  fr: 'Règles remplacées. Elles valent dès la prochaine demande.',
  en: 'Rules replaced. They hold from the next request on.',
};
