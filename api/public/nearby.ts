import { z } from 'zod';
import { type DuplicateSearch, findDuplicates } from '../../db/duplicates.ts';
import { longDate } from '../../templates/format.ts';
import type { NearReport } from '../../templates/pages/public-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { type Context, newRouter } from '../context.ts';
import { factsOf, questionsSchema } from '../form-schema.ts';
import { faultText, withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { followReportUrl } from './participation-pages.ts';

/** Whether somebody else has reported the same already, for who is about to: nothing that a person typed is in it. */
export function nearbyRoutes(services: Services) {
  return newRouter('/request-types').get('/:id/nearby', async (ctx) => {
    ctx.body = { items: await nearby(ctx, services) };
  });
}

async function nearby(ctx: Context, services: Services) {
  const { lang } = ctx.state;
  const type = services.types.current(ctx.params.id);
  if (!type.duplicates) throw new Problem('UNKNOWN_REQUEST_TYPE');
  const { coordinates, text } = type.duplicates.near;
  const fields = parse(nearbySchema(type, services.zone), withoutBlanks(ctx.query), lang);
  if (fields[coordinates] === undefined && fields[text] === undefined) {
    throw new Problem('INVALID', { errors: [{ field: text, message: faultText('required', lang) }] });
  }
  const found = await nearReports(services, type, fields, lang);
  return found.map(({ url, ...report }) => ({ ...report, links: { follow: services.town.publicUrl + url } }));
}

/**
 * Open requests of others that are likely about the same thing, for who is about to send one; none for a type whose
 * requests have no duplicates.
 *
 * @param fields the answers that are right so far
 */
async function nearReports(
  services: Services,
  type: RequestType,
  fields: Readonly<Record<string, unknown>>,
  lang: Language,
) {
  if (!type.duplicates) return [];
  const found = await findDuplicates(services.db, duplicatesOf(type, fields));
  return found.map(({ id, receivedAt, step, distanceMetres }) => ({
    receivedOn: civilDate(receivedAt, services.zone),
    state: wordsOf(type, step)[lang],
    // To ten metres: in front of which door a report was written is nobody's to find out.
    distanceMetres: distanceMetres === null ? null : Math.ceil(distanceMetres / 10) * 10,
    url: followReportUrl(services, id),
  }));
}

/** The same as a list of the form's. */
export async function nearReportViews(
  services: Services,
  type: RequestType,
  fields: Readonly<Record<string, unknown>>,
  lang: Language,
): Promise<NearReport[]> {
  const found = await nearReports(services, type, fields, lang);
  return found.map(({ receivedOn, distanceMetres, state, url }) => {
    const day = longDate(receivedOn, lang);
    const where = distanceMetres === null ? closeBy : atDistance(distanceMetres);
    return { text: { fr: `Signalé le ${day}, ${where.fr}`, en: `Reported on ${day}, ${where.en}` }[lang], state, url };
  });
}

// Two places that are written alike are in the same street, or near it.
const closeBy = { fr: 'tout près', en: 'close by' };
const atDistance = (metres: number) => ({ fr: `à ${metres}\u00a0m`, en: `${metres}\u00a0m away` });

/** The questions of a type's form that tell duplicates; where it is by one of both ways. */
export function nearbySchema({ form, duplicates }: RequestType, zone: Zone) {
  const { same, near } = duplicates!;
  const questions = [
    // A village without districts is not asked for one.
    ...same.filter((name) => name in form).map((name) => [name, form[name]!] as const),
    ...[near.coordinates, near.text].map((name) => [name, { ...form[name]!, optional: true }] as const),
  ];
  return z.object(questionsSchema(Object.fromEntries(questions), zone));
}

/** The search for duplicates of a request, from its form as filled. */
export function duplicatesOf(type: RequestType, fields: Readonly<Record<string, unknown>>): DuplicateSearch {
  const { same, near } = type.duplicates!;
  const facts = Object.entries(factsOf(type.form, fields)).filter(([name]) => same.includes(name));
  return {
    type: type.id,
    same: Object.fromEntries(facts),
    near,
    coordinates: fields[near.coordinates] as string | undefined,
    text: fields[near.text] as string | undefined,
  };
}
