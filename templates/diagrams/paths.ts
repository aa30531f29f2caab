import type { Path } from '../../workflows/kit/explorer.ts';
import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import { boxWords, type DiagramReader, durationText } from './words.ts';

/** The deadlines, endings and emails of a type as Markdown: what a review compares when a process changes. */
export function pathsTable(paths: readonly Path[], { nodes }: Graph, reader: DiagramReader): string {
  const { type } = reader;
  const waits = nodes.filter(({ within }) => within !== undefined);
  const endings = [
    ...new Map(paths.map(({ ending, emails }) => [`${ending.outcome} ${ending.email}`, { ending, emails }])).values(),
  ];
  const services = [type.service, ...nodes.flatMap(({ who }) => (who && who in reader.services ? [who] : []))];
  return [
    `# ${type.title.fr}`,
    '',
    `\`${type.id}\`, révision ${type.revision}. ${type.law}. Réponse sous ${durationText(type.answerWithin, 'fr')}.`,
    `Services : ${[...new Set(services)].join(', ')}. ${paths.length} chemins.`,
    '',
    ...table(
      ['attente', 'nom', 'qui', 'délai', 'rappel ou alerte', 'pièces'],
      waits.map((node) => [
        node.verb,
        [node.name, ...(node.parts ?? [])].join(', '),
        whoOf(node, reader),
        node.within!,
        alertOf(node),
        node.pieces?.join(', ') ?? '',
      ]),
    ),
    ...table(
      ['fin', 'courriel de fin', 'courriels du chemin le plus court'],
      endings.map(({ ending }) => [ending.outcome, ending.email, shortest(paths, ending).join(', ')]),
    ),
  ].join('\n');
}

const whoOf = (node: GraphNode, reader: DiagramReader) =>
  boxWords({ ...node, parts: [] }, { ...reader, lang: 'fr' }).notes[0] ?? '';

const alertOf = ({ remindAfter, escalateBefore }: GraphNode) =>
  [remindAfter && `rappel après ${remindAfter}`, escalateBefore && `alerte ${escalateBefore} avant`]
    .filter(Boolean)
    .join(' ; ');

function shortest(paths: readonly Path[], ending: Path['ending']): string[] {
  const same = paths.filter((path) => path.ending.outcome === ending.outcome && path.ending.email === ending.email);
  return same.reduce((one, other) => (other.steps.length < one.steps.length ? other : one)).emails;
}

const table = (head: string[], rows: string[][]) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
];
