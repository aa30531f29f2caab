/** The register of breaches of personal data (RGPD, art. 33 and 34), under the forms of the administration. */
import { z } from 'zod';
import { type BreachRow, keepBreach, listBreaches } from '../../db/breaches.ts';
import type { Sql } from '../../db/sql.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { Words } from '../../workflows/kit/fields.ts';
import { hoursAfter } from '../../workflows/kit/legal-clocks.ts';
import { Refused, type Subject } from '../administration/subject.ts';
import { keepsBreaches } from '../auth/policy.ts';
import { type Fault, lines } from '../forms.ts';
import { breachQuestions, breachRowOf, breachTypedOf, riskWords } from './breach-form.ts';

/** By when the CNIL is told: seventy-two hours, through nights, weekends and holidays. */
export const notifyBefore = ({ awareAt }: Pick<BreachRow, 'awareAt'>) => new Date(hoursAfter(Date.parse(awareAt), 72));

const instant = z.iso.datetime({ error: 'date' satisfies Fault });
const count = z
  .int({ error: 'wrong' satisfies Fault })
  .min(0)
  .nullable();

export const breaches: Subject<BreachRow> = {
  name: 'breaches',
  path: 'violations',
  words: {
    title: { fr: 'Violations de données', en: 'Data breaches' },
    lead: {
      fr: 'Toute violation est inscrite ici, et y reste. Dès qu’il y a un risque pour les personnes, la CNIL est informée dans les 72 heures, de jour comme de nuit ; si le risque est élevé, les personnes aussi, sans attendre.',
      en: 'Every breach is written down here, and stays. As soon as there is a risk for people, the CNIL is told within 72 hours, day and night; where the risk is high, so are the people, without delay.',
    },
    add: { fr: 'Inscrire une violation', en: 'Write down a breach' },
    added: { fr: 'Violation inscrite.', en: 'Breach written down.' },
    changed: { fr: 'Violation modifiée.', en: 'Breach changed.' },
  },
  reach: (agent) => (keepsBreaches(agent) ? 'all' : undefined),
  rows: listBreaches,
  columns: [
    {
      title: { fr: 'Constatée le', en: 'Known since' },
      text: ({ awareAt }, lang, _, zone) => dateAndTime(new Date(awareAt), lang, zone),
    },
    { title: { fr: 'Nature', en: 'Nature' }, text: ({ nature }) => nature },
    { title: { fr: 'Risque', en: 'Risk' }, text: ({ risk }, lang) => riskWords[risk][lang] },
    {
      title: { fr: 'À notifier avant', en: 'To be notified before' },
      text: (row, lang, _, zone) => (row.risk === 'none' ? '–' : dateAndTime(notifyBefore(row), lang, zone)),
    },
    { title: { fr: 'État', en: 'State' }, text: (row, lang) => stateOf(row, Date.now())[lang] },
  ],
  questions: ({ lang }) => breachQuestions(lang),
  typedOf: breachTypedOf,
  rowOf: breachRowOf,
  schema: z.strictObject({
    id: z.uuid().optional(),
    awareAt: instant,
    nature: lines(2000),
    categories: lines(2000),
    people: count,
    records: count,
    consequences: lines(5000),
    measures: lines(5000),
    risk: z.enum(['none', 'some', 'high'], { error: 'choose' satisfies Fault }),
    notifiedAt: instant.nullable(),
    lateReason: lines(2000).nullable(),
    toldAt: instant.nullable(),
  }),
  keyOf: ({ awareAt, nature }) => `${awareAt} ${nature}`,
  keep,
};

/** What is still to be done, or was, about telling the CNIL. */
export function stateOf(row: BreachRow, now: number): Words {
  if (row.risk === 'none') return { fr: 'À documenter seulement', en: 'Only to be documented' };
  const late = (row.notifiedAt ? Date.parse(row.notifiedAt) : now) - notifyBefore(row).getTime();
  if (row.notifiedAt && late <= 0) return { fr: 'Notifiée à temps', en: 'Notified in time' };
  if (row.notifiedAt) return { fr: `Notifiée, ${hours(late)} en retard`, en: `Notified, ${hours(late)} late` };
  if (late > 0) return { fr: `EN RETARD de ${hours(late)}`, en: `LATE by ${hours(late)}` };
  return { fr: `Reste ${hours(-late)}`, en: `${hours(-late)} left` };
}

/** « 71 h 59 ». */
function hours(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

async function keep(on: Sql, row: BreachRow): Promise<void> {
  const known = Date.parse(row.awareAt);
  if (known > Date.now()) throw new Refused('awareAt', inTheFuture);
  for (const field of ['notifiedAt', 'toldAt'] as const) {
    const at = row[field] ? Date.parse(row[field]) : known;
    if (at < known) throw new Refused(field, tooEarly);
    if (at > Date.now()) throw new Refused(field, inTheFuture);
  }
  const isLate = row.notifiedAt !== null && Date.parse(row.notifiedAt) > notifyBefore(row).getTime();
  if (isLate && row.risk !== 'none' && !row.lateReason) throw new Refused('lateReason', reasonWanted);
  await keepBreach(on, row);
}

const inTheFuture = { fr: 'Cet instant n’est pas encore passé.', en: 'This moment is not past yet.' };
const tooEarly = { fr: 'C’est avant que la violation soit connue.', en: 'This is before the breach was known.' };
const reasonWanted = {
  fr: 'La notification a dépassé 72 heures : dites pourquoi (RGPD, art. 33.1).',
  en: 'The notification took more than 72 hours: say why (GDPR, art. 33(1)).',
};
