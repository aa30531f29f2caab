import { newId } from '../../db/ids.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { type FieldError, Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { correct, correctableForm, valuesOf } from './correction.ts';
import { citizenView, errorLinks, fieldsView, type Reading } from './form-view.ts';
import { ownRequest } from './opened.ts';
import { bodyOf, type Posted } from './posted.ts';

/** The form once more, with what was typed in it, for its owner to correct. */
export function correctionPages(services: Services) {
  return newRouter()
    .get('/suivi/:reference/correction', async (ctx) => {
      const request = await ownRequest(ctx, services);
      showCorrection(ctx, services, request, postedOf(request), []);
    })
    .post('/suivi/:reference/correction', (ctx) => postCorrection(ctx, services));
}

async function postCorrection(ctx: Context, services: Services): Promise<void> {
  const request = await ownRequest(ctx, services);
  const { lang } = ctx.state;
  const posted = (ctx.request.body ?? {}) as Posted;
  const type = services.types.find(request.type, request.revision);
  const form = correctableForm(type.form, request.fields);
  const { citizen, fields } = bodyOf({ id: type.id, form }, posted);
  try {
    const key = posted.once && `${posted.once} ${hashOf(JSON.stringify({ citizen, fields })).toString('hex')}`;
    const { body } = await correct(services, { request }, { input: { citizen, fields }, lang, key: key || undefined });
    ctx.redirect(`/suivi/${request.reference}?recu=${body.corrected.length > 0 ? 'correction' : 'inchange'}`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const whole = [{ field: '', message: problemText(error.code, lang) }];
    showCorrection(ctx, services, request, posted, error.extra.errors ?? whole);
    ctx.status = error.status;
  }
}

function showCorrection(
  ctx: Context,
  services: Services,
  request: RequestRow,
  posted: Posted,
  errors: FieldError[],
): void {
  const { lang } = ctx.state;
  const type = services.types.find(request.type, request.revision);
  const base = `/suivi/${request.reference}`;
  const form = correctableForm(type.form, request.fields);
  const [fields, citizen] = fieldsOf(form, { lang, posted, errors });
  const view = {
    title: type.title[lang],
    reference: request.reference,
    action: `${base}/correction`,
    backUrl: base,
    once: newId(),
    fields,
    citizen,
    errors: errorLinks(errors, [...fields, ...citizen], lang),
  };
  show(ctx, services, 'correction', view, `${base}/correction`);
}

const fieldsOf = (form: RequestType['form'], reading: Reading) =>
  [fieldsView(form, reading), citizenView(reading)] as const;

/** What a browser would post to have these values; a date in its three parts beside the whole. */
export function postedOf(request: RequestRow): Posted {
  const parts = [...valuesOf(request)].flatMap(([name, value]) => {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    const [, year, month, day] = date ?? [];
    const units = date ? { day: String(Number(day)), month: String(Number(month)), year: year! } : {};
    return [[name, value], ...Object.entries(units).map(([unit, part]) => [`${name}.${unit}`, part])];
  });
  return Object.fromEntries(parts);
}
