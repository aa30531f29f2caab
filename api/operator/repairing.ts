/** What every repair has in common: who does it, why, and what is said when the form is not taken. */
import { z } from 'zod';
import type { Repair } from '../../db/repairs.ts';
import type { Language } from '../../templates/views.ts';
import { formOf } from '../agent/request-page.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { line, withoutBlanks } from '../forms.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Typed } from './words.ts';

const reasonSchema = z.object({ reason: line(500) });

/** @throws Problem INVALID where no reason is given */
export function repairOf(ctx: Context, requestId: string): Repair {
  const { reason } = parse(reasonSchema, withoutBlanks(formOf(ctx)), ctx.state.lang);
  return { requestId, reason, agentId: requireAgent(ctx).id, at: new Date() };
}

/** The form as it was typed, with what is wrong in it. @throws what is no fault of the form */
export function refused(ctx: Context, form: string, error: unknown): Typed {
  if (!(error instanceof Problem) || error.status !== 422) throw error;
  const faults = Object.fromEntries((error.extra.errors ?? []).map(({ field, message }) => [field, message]));
  const { reason = '', address = '' } = formOf(ctx);
  return { form, reason, address, errors: { reason: faults.reason, address: faults.address ?? faults.value } };
}

const notices = {
  file: { fr: 'Tout ce qui attendait est remis au moteur.', en: 'All that waited is handed to the engine.' },
  relance: { fr: 'L’essai est relancé.', en: 'It is being tried again.' },
  reprise: { fr: 'La demande est reprise depuis la base.', en: 'The request is begun again from the database.' },
  reponse: {
    fr: 'La réponse est corrigée et la demande reprise.',
    en: 'The answer is corrected and the request begun again.',
  },
  laisse: { fr: 'Le courriel est tenu pour envoyé.', en: 'The email is taken as sent.' },
  vu: { fr: 'L’alerte est close, avec votre explication.', en: 'The alarm is closed, with your explanation.' },
  renvoi: { fr: 'Le courriel est renvoyé.', en: 'The email is sent again.' },
} as const;

export function noticeOf(ctx: Context): string | undefined {
  const lang: Language = ctx.state.lang;
  return notices[ctx.query.fait as keyof typeof notices]?.[lang];
}
