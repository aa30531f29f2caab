import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { postpone } from '../../db/postponing.ts';
import { hashOf } from '../../db/secrets.ts';
import { longDate } from '../../templates/format.ts';
import { type PostponingCause, postponingCauses } from '../../templates/texts/postponing.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { addDays, addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { redate } from '../legal-dating.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import { exploredType } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { entitled, formOf, seeOther, showRefusal } from './request-page.ts';

const causes = Object.keys(postponingCauses) as PostponingCause[];
const postponingSchema = z.object({
  'postpone-cause': z.enum(causes, { error: 'choose' }),
  'postpone-date': z.iso.date({ error: 'date' }),
  'postpone-reason': lines(1000),
});
/** No promise is put off for longer at once. */
const monthsAtMost = 2;

/** An agent suspends or extends the time of an answer; the citizen is told why, and the new day. */
export function postponingPages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/report', (ctx) => postPostponement(ctx, services));
}

/** Where the process itself extends the time, the law says by how much: it is not done by hand. */
export async function mayPostpone(type: RequestType): Promise<boolean> {
  return (await exploredType(type)).paths.every(({ emails }) => !emails.includes('deadline-extended'));
}

async function postPostponement(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await entitled(ctx, services);
  const form = formOf(ctx);
  const { lang } = ctx.state;
  try {
    const type = findRequestType(request.type, request.revision);
    if (!can(agent, 'postpone answer', request) || !(await mayPostpone(type))) throw new Problem('FORBIDDEN');
    const input = parse(postponingSchema, withoutBlanks(form), lang);
    const { 'postpone-cause': cause, 'postpone-date': to, 'postpone-reason': reason } = input;
    refuseDate(request.dueOn, to, cause, lang, services.zone);
    const key = form.once && `${form.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    await once(
      services,
      { scope: `postpone ${agent.id}`, key, body: { of: request.id, input } },
      async (transaction) => {
        const ids = { id: newId(), emailId: newId(), requestId: request.id, agentId: agent.id };
        const at = new Date();
        const suspendedUntil = cause === 'missing pieces' ? awaitedUntil(request.dueOn, to, services.zone) : undefined;
        const done = await postpone(transaction, {
          ...ids,
          cause,
          reason,
          from: request.dueOn,
          to,
          suspendedUntil,
          at,
        });
        if (!done) throw new Problem('REQUEST_ENDED');
        await redate(transaction, { requestId: request.id, at, zone: services.zone });
        return { status: 200, body: { to } };
      },
    );
    seeOther(ctx, `/agent/demandes/${request.reference}?fait=report`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { 'postpone-cause': cause = '', 'postpone-date': date = '', 'postpone-reason': reason = '' } = form;
    await showRefusal(ctx, services, { request, agent }, error, { postponement: { cause, date, reason } });
  }
}

/** The documents may take as many days as the answer is put off: no day is taken from the town's time, none from the citizen's. */
const awaitedUntil = (from: string, to: string, zone: Zone) =>
  addDays(civilDate(Date.now(), zone), (Date.parse(to) - Date.parse(from)) / 86_400_000);

/** @throws Problem INVALID: a suspension that comes after the day itself suspends nothing (CRPA, L. 114-5) */
function refuseDate(from: string, to: string, cause: PostponingCause, lang: Language, zone: Zone): void {
  const today = civilDate(Date.now(), zone);
  const last = latest(from, zone);
  if (cause === 'missing pieces' && from < today) throw wrong('postpone-cause', tooLate[lang]);
  if (to <= from || to <= today || to > last) throw wrong('postpone-date', between(from, last, lang));
}

export const latest = (from: string, zone: Zone) => {
  const today = civilDate(Date.now(), zone);
  return addMonths(from < today ? today : from, monthsAtMost);
};

const wrong = (field: string, message: string) => new Problem('INVALID', { errors: [{ field, message }] });

const tooLate = {
  fr: 'La date promise est passée : le délai ne peut plus être suspendu. Vous pouvez le prolonger.',
  en: 'The promised date is over: the time can no longer be suspended. You may extend it.',
};
const between = (from: string, last: string, lang: Language) =>
  ({
    fr: `Choisissez une date à venir, après le ${longDate(from, lang)} et au plus tard le ${longDate(last, lang)}.`,
    en: `Choose a date to come, after ${longDate(from, lang)} and by ${longDate(last, lang)}.`,
  })[lang];
