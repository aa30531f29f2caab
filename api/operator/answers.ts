/** The answers to choices, and the planned days, that an operator may put right: they are what a process can fail by. */
import type { OperatedRequest } from '../../db/operation.ts';
import type { OperatorRequestView } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import { knownType, type Typed, typedField } from './words.ts';

type AnswerForms = NonNullable<OperatorRequestView['actions']>['answers'];

/** One form for each fact that the request has. */
export function answerForms(
  request: OperatedRequest,
  base: string,
  typed: Typed | undefined,
  lang: Language,
): AnswerForms {
  const form = knownType(request.type, request.revision)?.form ?? {};
  return Object.entries(request.facts).flatMap(([name, value]) => {
    const field = form[name];
    if (!field) return [];
    const options = field.kind === 'choice' ? Object.entries(field.options) : [];
    return [
      {
        label: field.title[lang],
        action: `${base}/reponse`,
        name,
        options: options.map(([id, words]) => ({ value: id, label: words[lang], checked: id === value })),
        value,
        reason: typedField(`reponse-${name}-reason`, typed, `reponse-${name}`, 'reason'),
      },
    ];
  });
}

/** Whether the form offers this value for a fact that the request has. */
export function isPossible(request: OperatedRequest, name: string, value: string): boolean {
  const field = knownType(request.type, request.revision)?.form[name];
  if (!field || !Object.hasOwn(request.facts, name)) return false;
  if (field.kind === 'choice') return Object.hasOwn(field.options, value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}
