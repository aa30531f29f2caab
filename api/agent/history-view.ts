/** What has become of a request at the agents' hands, and what they may still add. */
import type { RedirectionRow } from '../../db/redirections.ts';
import type { TaskRow } from '../../db/worklist.ts';
import { dateAndTime, longDate, wholeNumber } from '../../templates/format.ts';
import type { RequestView } from '../../templates/pages/agent-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { AnswerField, RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { colon } from '../citizen/form-view.ts';

export function decisionView(
  task: TaskRow,
  type: RequestType,
  lang: Language,
  zone: Zone,
): RequestView['decisions'][number] {
  return {
    title: `${wordsOf(type, task.name)[lang]}${colon[lang]}${wordsOf(type, task.answer ?? '')[lang]}`,
    by: `${task.answeredBy}, ${dateAndTime(task.answeredAt!, lang, zone)}`,
    figures: Object.entries(task.fields ?? {}).map(([name, value]) => {
      const field = type.answerFields?.[task.answer ?? '']?.[name];
      return `${field?.title[lang] ?? name}${colon[lang]}${figureText(field, value, lang)}`;
    }),
    reply: task.reply ?? undefined,
    note: task.note ?? undefined,
  };
}

function figureText(field: AnswerField | undefined, value: unknown, lang: Language): string {
  if (typeof value === 'number') return wholeNumber(value, lang);
  return field?.kind === 'date' ? longDate(String(value), lang) : String(value);
}

/** What the open task asks for first, so that it is chosen. */
export function piecesToAdd(type: RequestType, task: TaskRow | undefined, lang: Language): RequestView['pieces'] {
  const asked = (piece: string) => task?.pieces.includes(piece) ?? false;
  return Object.keys(type.pieces)
    .sort((one, other) => Number(asked(other)) - Number(asked(one)))
    .map((id) => ({ id, title: type.pieces[id]!.title[lang], required: true }));
}

export function redirectionView(
  { fromService, toService, reason, bounced, at, agent }: RedirectionRow,
  names: ReadonlyMap<string, string>,
  lang: Language,
  zone: Zone,
): RequestView['redirections'][number] {
  const [from, to] = [names.get(fromService) ?? fromService, names.get(toService) ?? toService];
  const when = `${dateAndTime(at, lang, zone)}${agent ? `, ${agent}` : ''}`;
  return { text: `${from} → ${to} (${when})`, reason: reason || undefined, bounced };
}
