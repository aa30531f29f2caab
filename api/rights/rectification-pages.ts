import { z } from 'zod';
import { type CorrectionRow, correctionsOf } from '../../db/corrections.ts';
import { newId } from '../../db/ids.ts';
import { outsideRecipients, recipientsOf } from '../../db/recipients.ts';
import { findRequest } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { questionAt } from '../../templates/answers.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { CorrectionView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { entitled, formOf, seeOther } from '../agent/request-page.ts';
import type { AgentAccess } from '../agent/views.ts';
import { can } from '../auth/policy.ts';
import { keepReading } from '../auth/reading.ts';
import { postedOf } from '../citizen/correction-pages.ts';
import { citizenView, errorLinks, fieldsView } from '../citizen/form-view.ts';
import { bodyOf, type Posted } from '../citizen/posted.ts';
import { type Context, newRouter } from '../context.ts';
import { lines, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { type FieldError, Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { rectifiableForm, rectify } from './rectifying.ts';

const schema = z.object({ 'rectify-reason': lines(1000), seen: z.coerce.number().int().min(0).catch(-1) });

/** The request's form once more, for an agent of its service to put right what the person says is wrong. */
export function rectificationPages(services: Services) {
  return newRouter()
    .get('/agent/demandes/:reference/rectification', async (ctx) => {
      const access = await rectifier(ctx, services);
      const corrections = await correctionsOf(services.db, access.request.id);
      const posted = postedOf(access.request);
      await showForm(ctx, services, access, { posted, seen: corrections.length, errors: [], since: [] });
    })
    .post('/agent/demandes/:reference/rectification', (ctx) => postForm(ctx, services));
}

/** @throws Problem SIGN_IN_REQUIRED, NOT_FOUND, ERASED, FORBIDDEN */
async function rectifier(ctx: Context, services: Services): Promise<AgentAccess> {
  const access = await entitled(ctx, services);
  if (!can(access.agent, 'rectify data', access.request)) throw new Problem('FORBIDDEN');
  return access;
}

async function postForm(ctx: Context, services: Services): Promise<void> {
  const access = await rectifier(ctx, services);
  const { request } = access;
  const { lang } = ctx.state;
  const posted: Posted = formOf(ctx);
  const type = findRequestType(request.type, request.revision);
  try {
    const { 'rectify-reason': reason, seen } = parse(schema, withoutBlanks(posted), lang);
    const { citizen, fields } = bodyOf({ id: type.id, form: rectifiableForm(type.form, request) }, posted);
    const key = posted.once && `${posted.once} ${hashOf(JSON.stringify({ citizen, fields, reason })).toString('hex')}`;
    const input = { input: { citizen, fields }, reason, seen, lang, key: key || undefined };
    const corrected = await rectify(services, access, input);
    seeOther(ctx, `/agent/demandes/${request.reference}?fait=${corrected.length > 0 ? 'rectification' : 'inchange'}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const whole = [{ field: '', message: problemText(error.code, lang) }];
    await showAgain(ctx, services, access, { posted, errors: error.extra.errors ?? whole, stale: isStale(error) });
    ctx.status = error.status;
  }
}

const isStale = ({ code }: Problem) => code === 'STALE_FORM';

/** What was typed, over what others have put right meanwhile: an answer that was left as it was shown takes the new value. */
async function showAgain(
  ctx: Context,
  services: Services,
  access: AgentAccess,
  { posted, errors, stale }: { posted: Posted; errors: FieldError[]; stale: boolean },
): Promise<void> {
  const [request, corrections] = await Promise.all([
    findRequest(services.db, { id: access.request.id }),
    correctionsOf(services.db, access.request.id),
  ]);
  if (!request) throw new Problem('ERASED');
  const seen = stale ? corrections.length : Number(posted.seen);
  const since = stale ? corrections.slice(Math.max(Number(posted.seen) || 0, 0)) : [];
  const now = postedOf(request);
  const changed = since.flatMap(({ changes }) => changes);
  const untouched = changed.filter(({ field, from }) => shownIn(posted, field) === (from ?? ''));
  const taken = untouched.flatMap(({ field }) => partsOf(field).map((name) => [name, now[name] ?? '']));
  const shown = { ...posted, ...Object.fromEntries(taken) };
  await showForm(ctx, services, { ...access, request }, { posted: shown, seen, errors, since });
}

const units = ['year', 'month', 'day'] as const;
const partsOf = (field: string) => [field, ...units.map((unit) => `${field}.${unit}`)];

/** A date comes in three parts. */
function shownIn(posted: Posted, field: string): string {
  const parts = units.map((unit) => posted[`${field}.${unit}`] ?? '');
  const date = parts.map((part) => part.padStart(2, '0')).join('-');
  return posted[field] ?? (parts.every((part) => part === '') ? '' : date);
}

interface Typed {
  posted: Posted;
  seen: number;
  errors: FieldError[];
  since: readonly CorrectionRow[];
}

async function showForm(
  ctx: Context,
  services: Services,
  { request, agent }: AgentAccess,
  { posted, seen, errors, since }: Typed,
): Promise<void> {
  const { lang } = ctx.state;
  const type = findRequestType(request.type, request.revision);
  const base = `/agent/demandes/${request.reference}`;
  const reading = { lang, posted, errors };
  const citizen = citizenView(reading);
  const fields = fieldsView(rectifiableForm(type.form, request), reading);
  const [recipients, outside] = await Promise.all([
    recipientsOf(services.db, request.id),
    outsideRecipients(services.db, request.id),
    keepReading(services, { request, agent }),
  ]);
  const reason = errors.find(({ field }) => field === 'rectify-reason');
  show(ctx, services, 'rectification', {
    title: type.title[lang],
    reference: request.reference,
    action: `${base}/rectification`,
    backUrl: base,
    once: newId(),
    seen,
    since: correctionsView(type, since, lang, services.zone),
    citizen: citizen.map((field) => ({ ...field, autocomplete: 'off' })),
    fields,
    reason: posted['rectify-reason'] ?? '',
    recipients: recipients.map((one) => one[lang]),
    outside,
    errors: [
      ...errorLinks(
        errors.filter((error) => error !== reason),
        [...citizen, ...fields],
        lang,
      ),
      ...(reason ? [{ href: '#rectify-reason', text: reason.message }] : []),
    ],
  });
}

/** What was corrected, for the agents: each field as it was and as it is. */
export function correctionsView(
  type: RequestType,
  corrections: readonly CorrectionRow[],
  lang: Language,
  zone: Zone,
): CorrectionView[] {
  return corrections.flatMap(({ at, changes, agent, reason }) =>
    changes.map(({ field, from, to }) => {
      const { label, said } = questionAt(type, field, lang);
      const shown = (value: string | null) => (value === null ? '–' : said(value));
      return {
        label,
        from: shown(from),
        to: shown(to),
        atText: dateAndTime(at, lang, zone),
        by: agent ?? undefined,
        reason: reason ?? undefined,
      };
    }),
  );
}
