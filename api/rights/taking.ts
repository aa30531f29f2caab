/** A person's data as the person takes them: to be read by a program, and by people. */
import type { PersonalRow } from '../../db/personal-rows.ts';
import { answersOf } from '../../templates/answers.ts';
import { renderPersonalData } from '../../templates/documents/personal-data.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { columnWords } from './column-words.ts';
import type { PersonalData } from './personal-data.ts';
import { personalTables, reasons } from './personal-tables.ts';

export const personalJson = (services: Services, data: PersonalData, lang: Language): string =>
  `${JSON.stringify(asJson(services, data, new Date(), lang), null, 2)}\n`;

export async function personalPdf(services: Services, data: PersonalData, lang: Language): Promise<Buffer> {
  const now = new Date();
  const typeOf: TypeOf = ({ type, revision }) => services.types.find(String(type), Number(revision));
  const words = wordsFor(data, typeOf, await serviceNames(services, lang), lang);
  return renderPersonalData({
    lang,
    town: services.town,
    madeAt: dateAndTime(now, lang, services.zone),
    sections: Object.entries(data.tables).map(([table, rows]) => ({
      title: personalTables[table]!.title[lang],
      rows: rows.map((row) => pairsOf(row, typeOf, words, lang, services.zone)),
    })),
    leftOut: leftOut(lang),
    createdAt: now,
  });
}

const asJson = ({ town }: Services, { tables }: PersonalData, now: Date, lang: Language) => ({
  controller: { name: town.name, email: town.email, officer: town.dataProtection.email },
  madeAt: now.toISOString(),
  data: tables,
  leftOut: leftOut(lang),
});

/** The town's own tables are no reason: nothing of the person is in them. */
const leftOut = (lang: Language) =>
  Object.entries(reasons).flatMap(([reason, words]) => (reason === 'town' ? [] : [words[lang]]));

/** Says in words what a column has as an id. */
type InWords = (row: PersonalRow, column: string, value: string) => string | undefined;

type TypeOf = (row: PersonalRow) => RequestType;

function pairsOf(
  row: PersonalRow,
  typeOf: TypeOf,
  inWords: InWords,
  lang: Language,
  zone: Zone,
): { label: string; value: string }[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (value === null || value === '') return [];
    const label = columnWords[column]![lang];
    if (column === 'fields' && 'type' in row) return answersOf(typeOf(row), value as Record<string, unknown>, lang);
    const words = typeof value === 'string' ? inWords(row, column, value) : undefined;
    return [{ label, value: words ?? textOf(value, lang, zone) }];
  });
}

function wordsFor({ tables }: PersonalData, typeOf: TypeOf, services: Map<string, string>, lang: Language): InWords {
  const types = new Map((tables.request ?? []).map((row) => [row.reference, typeOf(row)]));
  return (row, column, value) => {
    const type = types.get(row.reference) ?? ('type' in row ? typeOf(row) : undefined);
    if (column === 'type') return type?.title[lang];
    if (column === 'piece') return type?.pieces[value]?.title[lang];
    if (column === 'template') return emailTitles[value as EmailName]?.[lang];
    if (/service/.test(column)) return services.get(value);
    return ofProcess.includes(column) ? wordsOf(type ?? {}, value)[lang] : undefined;
  };
}

/** Columns with names of steps, answers and outcomes. */
const ofProcess = ['name', 'answer', 'step', 'outcome'];

function textOf(value: unknown, lang: Language, zone: Zone): string {
  if (value instanceof Date) return dateAndTime(value, lang, zone);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
