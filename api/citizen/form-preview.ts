import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { noticeOf } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { withConditions } from './condition-words.ts';
import { citizenView, fieldsView } from './form-view.ts';
import { pieceViews } from './pieces.ts';

/** All pages of a form on one, for a designer: everything is there but the buttons, and each condition in words. */
export async function showFormPreview(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const nothing = { lang, posted: {}, errors: [] };
  show(ctx, services, 'form', {
    title: type.title[lang],
    summary: type.summary[lang],
    pieces: pieceViews(type, lang),
    citizen: citizenView(nothing),
    fields: withConditions(type.form, fieldsView(type.form, nothing), lang),
    processing: await noticeOf(services, type, lang),
    backUrl: `/concepteur/${type.id}`,
  });
}
