import { newId } from '../../db/ids.ts';
import type { Pages } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { FieldError } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { citizenView, delayText, errorLinks, fieldsView, type Posted, privacyText } from './form-view.ts';
import { citizensPieces } from './pieces.ts';

/** The form of a type, with what has been typed so far and what is wrong with it. */
export async function showForm(
  ctx: Context,
  services: Services,
  type: RequestType,
  posted: Posted,
  errors: FieldError[],
): Promise<void> {
  show(ctx, services, 'form', await formView(ctx, services, type, posted, errors));
}

/** The same page for a designer: everything is there but the button. */
export async function showFormPreview(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const view = await formView(ctx, services, type, {}, []);
  show(ctx, services, 'form', { ...view, previewBackUrl: `/concepteur/${type.id}` });
}

async function formView(
  ctx: Context,
  services: Services,
  type: RequestType,
  posted: Posted,
  errors: FieldError[],
): Promise<Pages['form']> {
  const { lang } = ctx.state;
  const citizen = citizenView(lang, posted, errors);
  const fields = fieldsView(type.form, lang, posted, errors);
  const names = await serviceNames(services, lang);
  return {
    title: type.title[lang],
    summary: type.summary[lang],
    service: names.get(type.service) ?? type.service,
    law: type.law,
    delay: delayText(type.answerWithin, lang),
    pieces: citizensPieces(type).map((id) => ({
      id,
      title: type.pieces[id]!.title[lang],
      required: type.pieces[id]!.required,
    })),
    action: `/demarches/${type.id}`,
    previewBackUrl: undefined,
    once: posted.once ?? newId(),
    citizen,
    fields,
    errors: errorLinks(errors, [...fields, ...citizen], lang),
    privacy: privacyText(services.town.name, type, lang),
  };
}
