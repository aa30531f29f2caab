import { z } from 'zod';
import { alarms, type CheckRow, latestChecks, markSeen } from '../../db/journal-checks.ts';
import { namedRequests } from '../../db/operation.ts';
import { dateAndTime, wholeNumber } from '../../templates/format.ts';
import type { OperatorJournalView } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { line, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { faultText } from './journal-words.ts';
import { noticeOf, refused } from './repairing.ts';
import { type Typed, typedField } from './words.ts';

export const journalPath = '/exploitation/journal';

/** A month of nights. */
const shown = 30;

/** What each night has found of the journals, and first what nobody has seen yet. */
export async function showJournal(ctx: Context, services: Services, typed?: Typed): Promise<void> {
  const { lang } = ctx.state;
  const [raised, checks] = await Promise.all([alarms(services.db), latestChecks(services.db, shown)]);
  const chains = [...raised, ...checks].flatMap(({ found }) => found.flatMap(({ chain }) => chain ?? []));
  const named = new Map((await namedRequests(services.db, [...new Set(chains)])).map((one) => [one.id, one.reference]));
  const view = (row: CheckRow) => checkView(row, named, { lang, zone: services.zone });
  show(
    ctx,
    services,
    'operator-journal',
    {
      notice: typed ? undefined : noticeOf(ctx),
      alarms: raised.map(view),
      // The newest that is shown: one that came meanwhile is not taken as seen.
      seen: raised[0] && {
        action: journalPath,
        number: String(raised[0].number),
        reason: typedField('reason', typed, 'seen', 'reason'),
      },
      checks: checks.map(view),
      errors: typed?.errors.reason ? [{ href: '#reason', text: typed.errors.reason }] : [],
    },
    journalPath,
  );
}

const seenSchema = z.object({
  number: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
  reason: line(500),
});

/** Somebody says what the faults are. It ends the alarm, and stays with them. */
export async function postSeen(ctx: Context, services: Services): Promise<void> {
  try {
    const { number, reason } = parse(seenSchema, withoutBlanks(formOf(ctx)), ctx.state.lang);
    const marked = await markSeen(services.db, { number, reason, agentId: requireAgent(ctx).id, at: new Date() });
    if (!marked) throw new Problem('NOTHING_TO_REPAIR');
  } catch (error) {
    await showJournal(ctx, services, refused(ctx, 'seen', error));
    ctx.status = 422;
    return;
  }
  seeOther(ctx, `${journalPath}?fait=vu`);
}

function checkView(
  { at, entries, chains, heads, faults, found, seen }: CheckRow,
  named: ReadonlyMap<string, string>,
  { lang, zone }: { lang: Language; zone: Zone },
): OperatorJournalView['checks'][number] {
  const number = (count: number) => wholeNumber(count, lang);
  const read = {
    fr: `${number(entries)} lignes, ${number(chains)} chaînes, ${number(heads)} têtes signées`,
    en: `${number(entries)} rows, ${number(chains)} chains, ${number(heads)} signed heads`,
  };
  const result = faults === 0 ? nothing : { fr: `Fautes : ${number(faults)}`, en: `Faults: ${number(faults)}` };
  return {
    at: dateAndTime(at, lang, zone),
    read: read[lang],
    result: result[lang],
    faulty: faults > 0,
    faults: found.map((fault) => faultText(fault, named, lang)),
    seen: seen && { by: seen.by, at: dateAndTime(new Date(seen.at), lang, zone), reason: seen.reason },
  };
}

const nothing = { fr: 'Rien d’anormal', en: 'Nothing is wrong' };
