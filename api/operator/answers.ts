/** The answers to choices, and the planned days, that an operator may put right: they are what a process can fail by. */
import type { OperatedRequest } from '../../db/operation.ts';
import type { OperatorRequestView } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import { inTown, offeredOptions } from '../../workflows/kit/districts.ts';
import type { Form } from '../../workflows/kit/fields.ts';
import type { Services } from '../services.ts';
import { knownType, type Typed, typedField } from './words.ts';

type AnswerForms = NonNullable<OperatorRequestView['actions']>['answers'];

/** One form for each fact that the request has. */
export function answerForms(
  services: Services,
  request: OperatedRequest,
  base: string,
  typed: Typed | undefined,
  lang: Language,
): AnswerForms {
  const form = formOf(services, request);
  return Object.entries(request.facts).flatMap(([name, value]) => {
    const field = form[name];
    if (!field) return [];
    const offered = field.kind === 'choice' ? offeredOptions(field) : [];
    const options = field.kind === 'choice' ? Object.entries(field.options) : [];
    return [
      {
        label: field.title[lang],
        action: `${base}/reponse`,
        name,
        options: options
          .filter(([id]) => offered.includes(id) || id === value)
          .map(([id, words]) => ({ value: id, label: words[lang], checked: id === value })),
        value,
        reason: typedField(`reponse-${name}-reason`, typed, `reponse-${name}`, 'reason'),
      },
    ];
  });
}

/** Whether the form offers this value for a fact that the request has. */
export function isPossible(services: Services, request: OperatedRequest, name: string, value: string): boolean {
  const field = formOf(services, request)[name];
  if (!field || !Object.hasOwn(request.facts, name)) return false;
  if (field.kind === 'choice') return offeredOptions(field).includes(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function formOf({ types }: Services, { type, revision }: OperatedRequest): Form {
  const known = knownType(type, revision);
  return known ? inTown(known, types.districts).form : {};
}
