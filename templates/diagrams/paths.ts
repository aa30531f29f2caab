import { addDuration } from '../../workflows/kit/calendar.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';
import { shortDate } from '../format.ts';
import { anyTown, latestEnd } from './latest.ts';
import { actorWords, type DiagramReader, durationText } from './words.ts';

/** The deadlines, endings and emails of a type as Markdown: what a review compares when a process changes. */
export function pathsTable(paths: readonly Path[], reader: DiagramReader): string {
  const { type } = reader;
  const steps = paths.flatMap((path) => path.steps);
  const endings = [
    ...new Map(paths.map(({ ending, emails }) => [`${ending.outcome} ${ending.email}`, { ending, emails }])).values(),
  ];
  const services = [type.service, ...steps.flatMap(({ who }) => (who && who in reader.services ? [who] : []))];
  return [
    `# ${type.title.fr}`,
    '',
    `\`${type.id}\`, révision ${type.revision}. ${type.law}. Réponse sous ${durationText(type.answerWithin, 'fr')}.`,
    `Services : ${[...new Set(services)].join(', ')}. ${paths.length} chemins.`,
    '',
    ...table(['attente', 'nom', 'qui', 'délai', 'rappel ou alerte', 'pièces'], waitRows(steps, reader)),
    `Au plus tard : si la demande est reçue le ${shortDate(receivedOn, 'fr')} et que chaque attente prend tout son temps. Réponse annoncée pour le ${shortDate(addDuration(receivedOn, type.answerWithin, anyTown), 'fr')}.`,
    '',
    ...table(
      ['fin', 'au plus tard', 'courriel de fin', 'courriels du chemin le plus court'],
      endings.map(({ ending }) => {
        const latest = to(paths, ending).map((path) => latestEnd(path, receivedOn));
        return [
          ending.outcome,
          shortDate(latest.sort().at(-1)!, 'fr'),
          ending.email,
          shortest(paths, ending).join(', '),
        ];
      }),
    ),
  ].join('\n');
}

/** Always the same day, so that the table changes with the process alone. */
const receivedOn = '2027-01-04';

/** One row for each way in which a wait is opened: the same name may have another delay, or ask for more, on another path. */
function waitRows(steps: readonly PathStep[], reader: DiagramReader): string[][] {
  const rows = steps
    .filter(({ within }) => within !== undefined)
    .map((step) => [
      step.verb,
      [step.name, ...(step.parts ?? [])].join(', '),
      actorWords(step, { ...reader, lang: 'fr' }) ?? '',
      withinOf(step),
      alertOf(step),
      step.pieces?.join(', ') ?? '',
    ]);
  return [...new Map(rows.map((row) => [row.join(' | '), row])).values()];
}

function withinOf({ within, parts = [], order }: PathStep): string {
  if (parts.length < 2) return within!;
  return `${within} ${order === 'at once' ? 'pour toutes, à la fois' : 'chacune, l’une après l’autre'}`;
}

const alertOf = ({ remindAfter, escalateBefore }: PathStep) =>
  [remindAfter && `rappel après ${remindAfter}`, escalateBefore && `alerte ${escalateBefore} avant`]
    .filter(Boolean)
    .join(' ; ');

function shortest(paths: readonly Path[], ending: Path['ending']): string[] {
  return to(paths, ending).reduce((one, other) => (other.steps.length < one.steps.length ? other : one)).emails;
}

const to = (paths: readonly Path[], { outcome, email }: Path['ending']) =>
  paths.filter(({ ending }) => ending.outcome === outcome && ending.email === email);

const table = (head: string[], rows: string[][]) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
];
