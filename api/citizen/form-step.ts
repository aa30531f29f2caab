import type { FieldView } from '../../templates/views.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { FieldError } from '../problems.ts';
import { noticeOf } from '../rights/processing.ts';
import type { Services } from '../services.ts';
import { type Step, stepsOf } from './form-steps.ts';
import { citizenView, errorLinks, fieldView, type Reading } from './form-view.ts';
import { cameToChange, pageUrl, urlBefore, type Writing } from './form-way.ts';

/** One page of a form: a question, a group, a list or the contact details. */
export async function showStep(
  ctx: Context,
  services: Services,
  writing: Writing,
  step: Step,
  errors: readonly FieldError[],
): Promise<void> {
  const { lang, account } = ctx.state;
  const { type, draft } = writing;
  const reading = { lang, posted: draft.answers.posted, errors, account };
  const field = step.kind === 'question' ? fieldView(step.field, step.name, reading) : contactView(reading);
  show(ctx, services, 'form-step', {
    title: type.title[lang],
    ...placeOf(writing, step),
    action: pageUrl(type, step.id, cameToChange(ctx)),
    backUrl: urlBefore(ctx, writing, step),
    field,
    identity: step.kind === 'contact' && account ? services.identity?.name : undefined,
    errors: errorLinks(errors, [field], lang),
    processing: await noticeOf(services, type, lang),
  });
}

/** Which page of how many; the last one is that where all is checked. */
export function placeOf({ type, draft }: Writing, step: Pick<Step, 'id'>): { step: number; of: number } {
  const steps = stepsOf(type, draft.answers);
  return { step: steps.findIndex(({ id }) => id === step.id) + 1, of: steps.length + 1 };
}

function contactView(reading: Reading): FieldView {
  return {
    id: 'citizen',
    name: 'citizen',
    kind: 'group',
    label: { fr: 'Vos coordonnées', en: 'Your contact details' }[reading.lang],
    hint: {
      fr: 'Elles servent à vous répondre, et à rien d’autre.',
      en: 'They are used to answer you, and for nothing else.',
    }[reading.lang],
    optional: false,
    fields: citizenView(reading),
  };
}
