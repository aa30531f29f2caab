/** Steps that fail, as the worker has written them down and as the engine knows them. */
import type { WaitingRow } from '../../db/operation.ts';
import type { OutboxKind } from '../../db/outbox.ts';
import type { FailingStep } from '../../db/step-failures.ts';
import { fromNow } from '../../templates/format.ts';
import type { FailingRow, OperatorRequestView } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RunState, StuckRun } from './engine.ts';
import { emailTitle, failureText, knownType, stepTitle, typeTitle } from './words.ts';

/** Where the next attempt is the engine's to say, or the process itself has to be mended. */
const byEngine = {
  fr: 'par le moteur, dans dix minutes au plus',
  en: 'by the engine, within ten minutes',
};
const ownCode = { fr: 'Le processus lui-même', en: 'The process itself' };

const examinationText = { fr: 'Analyse antivirus d’un document', en: 'Virus check of a document' };

const urlOf = (reference: string) => `/exploitation/demandes/${reference}`;

export function failingRow(step: FailingStep, lang: Language): FailingRow {
  return {
    reference: step.reference,
    url: urlOf(step.reference),
    title: typeTitle(step.type, lang),
    ...failing(step, lang),
  };
}

/** @param requests the references and types of the requests whose runs they are */
export function stuckRow(run: StuckRun, request: { reference: string; type: string }, lang: Language): FailingRow {
  return {
    reference: request.reference,
    url: urlOf(request.reference),
    title: typeTitle(request.type, lang),
    ...stuck(run, lang),
  };
}

/** A row that the engine has not taken. */
export function waitingRow(row: WaitingRow, lang: Language): FailingRow {
  return {
    reference: row.reference,
    url: urlOf(row.reference),
    title: typeTitle(row.type, lang),
    ...waiting(row, lang),
  };
}

function waiting({ kind, createdAt, attempts, lastError, nextAt }: WaitingRow, lang: Language) {
  return {
    step: `${kinds[kind][lang]}, ${fromNow(createdAt, lang)}`,
    attempts: String(attempts),
    failure: lastError ?? { fr: 'pas encore essayé', en: 'not tried yet' }[lang],
    next: next(nextAt, lang),
  };
}

/** What the engine is to be told. */
const kinds: Record<OutboxKind, Record<Language, string>> = {
  start: { fr: 'Dépôt', en: 'Filing' },
  answered: { fr: 'Réponse', en: 'Answer' },
  withdrawn: { fr: 'Retrait', en: 'Withdrawal' },
  reopened: { fr: 'Réouverture', en: 'Reopening' },
  email: { fr: 'Courriel', en: 'Email' },
  restarted: { fr: 'Reprise', en: 'Beginning again' },
  moved: { fr: 'Date avancée', en: 'Date brought forward' },
  document: examinationText,
};

/** All that fails in one request, with the input of each step. */
export function failingSections(
  outbox: readonly WaitingRow[],
  steps: readonly FailingStep[],
  run: RunState | undefined,
  lang: Language,
): OperatorRequestView['failing'] {
  const written = steps.map((step) => ({ ...failing(step, lang), input: inputOf(step) }));
  // Of a delivery both know: the worker's row says more.
  const known = new Set(steps.map(({ activity }) => activity));
  const ofEngine = (run?.activities ?? [])
    .filter(({ name }) => !known.has(name))
    .map(({ name, attempt, failure, nextAt }) => ({
      step: name,
      attempts: String(attempt),
      failure,
      next: next(nextAt ?? null, lang),
      input: [],
    }));
  const undelivered = outbox.map((row) => ({ ...waiting(row, lang), input: [] }));
  return [...undelivered, ...written, ...ofEngine, ...(run?.stuck ? [{ ...stuck(run.stuck, lang), input: [] }] : [])];
}

function failing(step: FailingStep, lang: Language) {
  const { activity, code, attempt, nextAt, failedAt, template, input } = step;
  const type = knownType(step.type, step.revision);
  return {
    step: template
      ? emailTitle(template, lang)
      : 'name' in input
        ? stepTitle(type, input.name, lang)
        : 'documentId' in input
          ? examinationText[lang]
          : activity,
    attempts: String(attempt),
    failure: `${failureText(code, lang)}, ${fromNow(failedAt, lang)}`,
    next: next(nextAt, lang),
  };
}

const stuck = ({ attempt, failure }: StuckRun, lang: Language) => ({
  step: ownCode[lang],
  attempts: String(attempt),
  failure,
  next: byEngine[lang],
});

function next(at: Date | null, lang: Language): string {
  if (at === null) return byEngine[lang];
  return at.getTime() <= Date.now() ? { fr: 'en cours', en: 'under way' }[lang] : fromNow(at, lang);
}

/** The request's own id is in the page's address already. */
function inputOf({ activity, input }: FailingStep) {
  const parts = Object.entries({ activity, ...input }).filter(([name]) => name !== 'requestId');
  return parts.map(([label, value]) => ({
    label,
    value: Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value),
  }));
}
