/** An agent puts right what a request holds, for the person (RGPD, art. 16); what it was is kept, and the person is told. */
import { correctionsOf, lockCorrectable } from '../../db/corrections.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { Language } from '../../templates/views.ts';
import { isAsked } from '../../workflows/kit/asked.ts';
import type { Form, SimpleField } from '../../workflows/kit/fields.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import type { AgentAccess } from '../agent/views.ts';
import { can } from '../auth/policy.ts';
import { type Given, typedIn, writeCorrection } from '../citizen/correction.ts';
import { once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

export interface Rectification {
  input: { citizen: object; fields: object };
  reason: string;
  /** How many corrections there were when the form was shown. */
  seen: number;
  lang: Language;
  key: string | undefined;
}

/** @returns the fields that were put right, dotted. @throws Problem FORBIDDEN, ERASED, STALE_FORM, INVALID */
export async function rectify(
  services: Services,
  { request, agent }: AgentAccess,
  { input, reason, seen, lang, key }: Rectification,
): Promise<string[]> {
  if (!can(agent, 'rectify data', request)) throw new Problem('FORBIDDEN');
  const type = findRequestType(request.type, request.revision);
  const given: Given = typedIn(rectifiableForm(type.form, request), request.fields, input, lang);
  const call = { scope: `rectify ${agent.id}`, key, body: { of: request.id, reason, ...Object.fromEntries(given) } };
  const { body } = await once(services, call, async (transaction) => {
    if (!(await lockCorrectable(transaction, request.id))) throw new Problem('ERASED');
    if ((await correctionsOf(transaction, request.id)).length !== seen) throw new Problem('STALE_FORM');
    const by = { agentId: agent.id, reason };
    const corrected = await writeCorrection(transaction, request.id, { type, given, lang, zone: services.zone, by });
    return { status: 200, body: { corrected } };
  });
  return body.corrected;
}

/**
 * What may be put right of a form: of the questions that were asked, those with an answer of the person's own, in each
 * block of a list too. A choice only where no other question hangs on it, and one that the process goes by only once that
 * is over: before, it would say something else than what was done. A booked day is no datum about somebody.
 */
export function rectifiableForm(form: Form, { fields: answers, status }: Pick<RequestRow, 'fields' | 'status'>): Form {
  const parts = Object.entries(form).flatMap(([name, { when: _, ...field }]): [string, Form[string]][] => {
    if (!isAsked(form, name, answers)) return [];
    if (field.kind !== 'group' && field.kind !== 'list') {
      const open = field.kind === 'choice' && status === 'open';
      return open || !isOwn(form, name, field) ? [] : [[name, field]];
    }
    // It may have been one plain text when the request was filed.
    if (typeof answers[name] !== 'object') return [];
    const inner = Object.entries(field.fields).filter(([key, one]) => !one.when && isOwn(field.fields, key, one));
    return inner.length > 0 ? [[name, { ...field, fields: Object.fromEntries(inner) }]] : [];
  });
  return Object.fromEntries(parts);
}

function isOwn(form: Form, name: string, field: SimpleField): boolean {
  if (field.kind === 'date') return !field.planned;
  return field.kind === 'text' || Object.values(form).every(({ when = {} }) => !Object.hasOwn(when, name));
}
