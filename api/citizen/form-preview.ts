import type { FieldView, Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { conditionText } from './condition-words.ts';
import { citizenView, fieldsView, privacyText } from './form-view.ts';
import { pieceViews } from './pieces.ts';

/** All pages of a form on one, for a designer: everything is there but the buttons, and each condition in words. */
export async function showFormPreview(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const nothing = { lang, posted: {}, errors: [] };
  const fields = Object.values(type.form);
  show(ctx, services, 'form', {
    title: type.title[lang],
    summary: type.summary[lang],
    pieces: pieceViews(type, lang),
    citizen: citizenView(nothing),
    fields: fieldsView(type.form, nothing).map((view, index) => ({
      ...withInnerConditions(view, fields[index]!, lang),
      condition: conditionText(type.form, fields[index]!, lang),
    })),
    privacy: privacyText(services.town.name, type, lang),
    backUrl: `/concepteur/${type.id}`,
  });
}

function withInnerConditions(view: FieldView, field: RequestType['form'][string], lang: Language): FieldView {
  if (field.kind !== 'group' || !view.fields) return view;
  const inner = Object.values(field.fields);
  const fields = view.fields.map((one, index) => ({
    ...one,
    condition: conditionText(field.fields, inner[index]!, lang),
  }));
  return { ...view, fields };
}
