import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { bringForward, type PutOff, putOffOf } from '../../db/postponing.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { longDate } from '../../templates/format.ts';
import type { DeskView } from '../../templates/pages/desk-view.ts';
import type { Language } from '../../templates/views.ts';
import { silenceOrdinal, type Zone } from '../../workflows/contract.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { once } from '../idempotency.ts';
import { redate } from '../legal-dating.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { entitled, formOf, seeOther, showRefusal } from './request-page.ts';

const resumingSchema = z.object({
  'resume-date': z.iso.date({ error: 'date' }),
  'resume-reason': lines(1000),
});

/** What an answer was put off for has come: it is promised for an earlier day, and the citizen is told. */
export function resumingPages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/reprise', (ctx) => postResumption(ctx, services));
}

async function postResumption(ctx: Context, services: Services): Promise<void> {
  const { request, agent } = await entitled(ctx, services);
  const form = formOf(ctx);
  const { lang } = ctx.state;
  try {
    if (!can(agent, 'postpone answer', request)) throw new Problem('FORBIDDEN');
    const input = parse(resumingSchema, withoutBlanks(form), lang);
    const { 'resume-date': to, 'resume-reason': reason } = input;
    const key = form.once && `${form.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    await once(services, { scope: `resume ${agent.id}`, key, body: { of: request.id, input } }, async (transaction) => {
      refuseDate(request, await putOffOf(transaction, request.id), to, lang, services.zone);
      const ids = { id: newId(), emailId: newId(), requestId: request.id, agentId: agent.id };
      const at = new Date();
      const change = { ...ids, reason, from: request.dueOn, to, silenceOrdinal, at };
      if (!(await bringForward(transaction, change))) throw new Problem('REQUEST_ENDED');
      await redate(transaction, { requestId: request.id, at, zone: services.zone });
      return { status: 200, body: { to } };
    });
    seeOther(ctx, `/agent/demandes/${request.reference}?fait=reprise`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { 'resume-date': date = '', 'resume-reason': reason = '' } = form;
    await showRefusal(ctx, services, { request, agent }, error, { resumption: { date, reason } });
  }
}

/** @throws Problem FORBIDDEN where nothing is put off, INVALID for a day that is no resumption */
function refuseDate(request: RequestRow, putOff: PutOff | undefined, to: string, lang: Language, zone: Zone): void {
  if (!putOff) throw new Problem('FORBIDDEN');
  const first = earliest(putOff, zone);
  if (to >= first && to < request.dueOn) return;
  const message = {
    fr: `Choisissez une date du ${longDate(first, lang)} au ${longDate(addDays(request.dueOn, -1), lang)}.`,
    en: `Choose a date from ${longDate(first, lang)} to ${longDate(addDays(request.dueOn, -1), lang)}.`,
  };
  throw new Problem('INVALID', { errors: [{ field: 'resume-date', message: message[lang] }] });
}

const earliest = ({ first }: PutOff, zone: Zone) => [first, civilDate(Date.now(), zone)].sort().at(-1)!;

export async function resumeView(
  { db, zone }: Services,
  request: RequestRow,
  typed: { date: string; reason: string } | undefined,
  lang: Language,
): Promise<DeskView['resume']> {
  const putOff = await putOffOf(db, request.id);
  if (!putOff || earliest(putOff, zone) >= request.dueOn) return undefined;
  return {
    action: `/agent/demandes/${request.reference}/reprise`,
    date: typed?.date ?? resumedOn(putOff, request.dueOn, zone),
    reason: typed?.reason ?? '',
    first: longDate(putOff.first, lang),
    now: longDate(request.dueOn, lang),
    open: typed !== undefined,
  };
}

/** A time that was suspended goes on with the days that were left of it (CRPA, art. L. 114-5). */
function resumedOn({ first, since, cause }: PutOff, dueOn: string, zone: Zone): string {
  if (cause !== 'missing pieces') return '';
  const days = (Date.parse(civilDate(Date.now(), zone)) - Date.parse(civilDate(since, zone))) / 86_400_000;
  const goesOn = addDays(first, days);
  return goesOn < dueOn ? goesOn : '';
}
