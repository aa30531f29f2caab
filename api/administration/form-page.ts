import { lastEntryOf, lockAdministration } from '../../db/administration.ts';
import { newId } from '../../db/ids.ts';
import type { Sql } from '../../db/sql.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { ErrorLink, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import { requireAgent } from '../auth/tokens.ts';
import { colon } from '../citizen/form-view.ts';
import type { Context } from '../context.ts';
import { faultText } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { type FieldError, Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { keepRow, removeRow, versionOf } from './changing.ts';
import { isInReach, reachOf, townOf } from './list-page.ts';
import { fieldsOf, type Question, type Typed, valuesOf } from './questions.ts';
import { Refused, type Row, type Subject } from './subject.ts';
import { commandLine } from './words.ts';

interface Refusal {
  typed: Typed;
  errors: readonly FieldError[];
  /** What is wrong with the form as a whole. */
  text?: string | undefined;
}

/** The form of a row, or of a new one; once more with what was typed where it was refused. */
export async function showRow(ctx: Context, services: Services, subject: Subject, refusal?: Refusal): Promise<void> {
  const { lang } = ctx.state;
  const { row, questions } = await open(services.db, ctx, subject);
  const fields = fieldsOf(
    questions,
    refusal?.typed ?? (row ? subject.typedOf(row, services.zone) : (subject.fresh ?? {})),
    refusal?.errors ?? [],
    lang,
  );
  const address = `/administration/${subject.path}`;
  const found = fields.flatMap(({ id, label, error }) =>
    error ? [{ href: `#${id}`, text: label + colon[lang] + error }] : [],
  );
  const elsewhere: ErrorLink[] = refusal?.text ? [{ href: '#main', text: refusal.text }] : [];
  const action = row ? `${address}/${row.id}` : `${address}/nouveau`;
  show(
    ctx,
    services,
    'administration-form',
    {
      title: row
        ? subject.columns[0]!.text(row, lang, await townOf(services.db), services.zone)
        : subject.words.add![lang],
      back: { url: address, text: subject.words.title[lang] },
      action,
      seen: versionOf(row),
      fields,
      remove: row && subject.remove && `${action}/retrait`,
      last: row && (await lastChange(services, subject, row, lang)),
      errors: [...elsewhere, ...found],
    },
    action,
  );
}

export async function postRow(ctx: Context, services: Services, subject: Subject): Promise<void> {
  const typed = posted(ctx);
  await changed(ctx, services, subject, async (on) => {
    const { row: before, questions, town, reach } = await open(on, ctx, subject);
    if (before && versionOf(before) !== typed.seen)
      throw new Problem('STALE_FORM', {
        errors: nowOf(subject, before, questions, typed, ctx.state.lang, services.zone),
      });
    const row = await read(on, subject, { before, questions, typed }, ctx.state.lang, services.zone);
    if (!isInReach(subject, row, reach, town)) throw new Problem('FORBIDDEN');
    await keepRow(on, subject, row, { before, by: requireAgent(ctx) });
    return before ? 'modification' : 'ajout';
  });
}

export async function postRemoval(ctx: Context, services: Services, subject: Subject): Promise<void> {
  const { seen } = posted(ctx);
  await changed(ctx, services, subject, async (on) => {
    const { row } = await open(on, ctx, subject);
    if (versionOf(row) !== seen) throw new Problem('STALE_FORM');
    await removeRow(on, subject, row!, requireAgent(ctx));
    return 'retrait';
  });
}

function posted(ctx: Context): Typed {
  requireAgent(ctx);
  return formOf(ctx);
}

/** All of a change or nothing; where it is refused the form comes back. @param act returns what is told afterwards */
async function changed(ctx: Context, services: Services, subject: Subject, act: (on: Sql) => Promise<string>) {
  try {
    const done = await services.db.transaction(async (on) => {
      await lockAdministration(on);
      return act(on);
    });
    seeOther(ctx, `/administration/${subject.path}?fait=${done}`);
  } catch (error) {
    const problem = refusalOf(error, ctx.state.lang);
    if (problem.status !== 422 && problem.code !== 'STALE_FORM') throw error;
    const { errors = [] } = problem.extra;
    const text = problem.code === 'STALE_FORM' ? problemText('STALE_FORM', ctx.state.lang) : undefined;
    // Of what was to be removed nothing was typed.
    const typed = ctx.path.endsWith('/retrait') ? undefined : formOf(ctx);
    const { row } = await open(services.db, ctx, subject);
    await showRow(ctx, services, subject, { typed: typed ?? subject.typedOf(row!, services.zone), errors, text });
    ctx.status = problem.status;
  }
}

function refusalOf(error: unknown, lang: Language): Problem {
  if (error instanceof Refused) {
    return new Problem('INVALID', { errors: [{ field: error.field, message: error.words[lang] }] });
  }
  if (error instanceof Problem) return error;
  throw error;
}

/** @throws Problem FORBIDDEN, NOT_FOUND for what is another service's as for nothing */
async function open(on: Sql, ctx: Context, subject: Subject) {
  const reach = reachOf(ctx, subject);
  const town = await townOf(on);
  const { id } = ctx.params;
  const row = id === undefined ? undefined : (await subject.rows(on)).find((one) => one.id === id);
  if (id !== undefined && !(row && isInReach(subject, row, reach, town))) throw new Problem('NOT_FOUND');
  return { reach, town, row, questions: subject.questions({ town, row, reach, lang: ctx.state.lang }) };
}

/** @throws Problem INVALID */
async function read(
  on: Sql,
  subject: Subject,
  { before, questions, typed }: { before: Row | undefined; questions: readonly Question[]; typed: Typed },
  lang: Language,
  zone: Zone,
): Promise<Row> {
  const errors = choiceErrors(questions, typed, lang);
  const values = subject.rowOf(typed, questions, zone);
  const id = before?.id ?? subject.idOf?.(values) ?? (subject.named ? undefined : newId());
  const input = { ...(id && { id }), ...values };
  try {
    const row = parse(subject.schema, input, lang) as Row;
    if (errors.length > 0) throw new Problem('INVALID', { errors });
    const taken = !before && (await subject.rows(on)).some((one) => one.id === row.id);
    if (taken)
      throw new Refused(questions[0]!.name, { fr: 'C’est déjà dans la liste.', en: 'This is in the list already.' });
    return row;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem('INVALID', { errors: [...errors, ...(error.extra.errors ?? [])] });
  }
}

/** A schema knows what may be chosen at all, and a form what this person may choose here. */
function choiceErrors(questions: readonly Question[], typed: Typed, lang: Language): FieldError[] {
  const values = valuesOf(questions, typed);
  return questions.flatMap(({ name, kind, options, optional }) => {
    const value = values[name];
    if (!options || kind === 'choices' || (value === null && optional)) return [];
    const fault = value === null ? 'required' : options.some((one) => one.value === value) ? undefined : 'choose';
    return fault ? [{ field: name, message: faultText(fault, lang) }] : [];
  });
}

/** What each field that somebody else has changed holds now. */
function nowOf(
  subject: Subject,
  row: Row,
  questions: readonly Question[],
  typed: Typed,
  lang: Language,
  zone: Zone,
): FieldError[] {
  const now = subject.typedOf(row, zone);
  const [values, others] = [valuesOf(questions, now), valuesOf(questions, typed)];
  return questions
    .filter(({ name }) => String(values[name] ?? '') !== String(others[name] ?? ''))
    .map((question) => ({ field: question.name, message: nowText[lang] + wordsOf(question, values[question.name]) }));
}

const nowText = { fr: 'Vaut maintenant : ', en: 'Is now: ' };

function wordsOf({ options = [] }: Question, value: unknown): string {
  const labels = [value]
    .flat()
    .map((one) => options.find((option) => option.value === one)?.label ?? String(one ?? '–'));
  return labels.join(', ') || '–';
}

async function lastChange(
  { db, zone }: Services,
  subject: Subject,
  row: Row,
  lang: Language,
): Promise<string | undefined> {
  const last = await lastEntryOf(db, subject.name, row.id);
  if (!last) return undefined;
  const [at, who] = [dateAndTime(last.at, lang, zone), last.agent ?? commandLine[lang]];
  return { fr: `Dernier changement : ${at}, ${who}.`, en: `Last change: ${at}, ${who}.` }[lang];
}
