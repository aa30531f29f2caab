import { type Change, type EntryRow, listEntries } from '../../db/administration.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import { colon } from '../citizen/form-view.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { Services } from '../services.ts';
import { townOf } from './list-page.ts';
import { administered } from './subjects.ts';
import { townQuestions } from './town-questions.ts';
import { changeKinds, commandLine, subjectTitle } from './words.ts';

const shownAtOnce = 50;

/** Who changed what, the newest first. */
export async function showJournal(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const { avant } = ctx.query;
  const before = typeof avant === 'string' && /^\d{1,18}$/.test(avant) ? avant : undefined;
  const [entries, names] = await Promise.all([
    listEntries(services.db, { before, limit: shownAtOnce + 1 }),
    namesNow(services, lang),
  ]);
  const titles = await fieldTitles(services, lang);
  const shown = entries.slice(0, shownAtOnce);
  show(ctx, services, 'administration-journal', {
    entries: shown.map((entry) => ({
      at: entry.at.toISOString(),
      atText: dateAndTime(entry.at, lang, services.zone),
      who: entry.agent ?? commandLine[lang],
      what: whatText(entry, names, lang),
      changes: entry.changes.map((change) => changeText(change, titles(entry.subject), lang)),
    })),
    nextUrl: entries.length > shownAtOnce ? `/administration/journal?avant=${shown.at(-1)!.id}` : undefined,
  });
}

/** What each row is called today; one that is gone has its id. */
async function namesNow({ db, zone }: Services, lang: Language): Promise<Map<string, string>> {
  const town = await townOf(db);
  const names = await Promise.all(
    administered.map(async (subject) =>
      (await subject.rows(db)).map((row): [string, string] => [
        `${subject.name} ${row.id}`,
        subject.columns[0]!.text(row, lang, town, zone),
      ]),
    ),
  );
  return new Map(names.flat());
}

function whatText({ subject, key, kind }: EntryRow, names: Map<string, string>, lang: Language): string {
  const title = subjectTitle(subject, lang);
  const name = key === subject ? '' : `, ${names.get(`${subject} ${key}`) ?? key}`;
  return `${title}${name} (${changeKinds[kind][lang]})`;
}

/** What a subject's form calls a field. */
async function fieldTitles({ db }: Services, lang: Language): Promise<(subject: string) => Map<string, string>> {
  const town = await townOf(db);
  const asked = { town, row: undefined, reach: 'all', lang } as const;
  const ofSubjects = administered.map(({ name, questions }) => [name, questions(asked)] as const);
  const all = new Map([...ofSubjects, ['town', townQuestions(lang)] as const]);
  return (subject) => new Map((all.get(subject) ?? []).map(({ name, title }) => [name, title[lang]]));
}

function changeText(change: Change, titles: Map<string, string>, lang: Language): string {
  const field = titles.get(change.field) ?? change.field;
  if (!('from' in change || 'to' in change)) return { fr: `${field} (changé)`, en: `${field} (changed)` }[lang];
  return `${field}${colon[lang]}${valueText(change.from)} → ${valueText(change.to)}`;
}

const valueText = (value: unknown) =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
