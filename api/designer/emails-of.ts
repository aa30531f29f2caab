import type { EmailName } from '../../templates/emails.ts';
import type { GraphNode } from '../../workflows/kit/graph.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Explored } from '../public/diagrams.ts';

/** Every email that requests of a type may send: those of its process first, in the order of its paths. */
export function emailsOf(type: RequestType, { paths, graph }: Explored): EmailName[] {
  return [
    ...new Set([
      ...paths.flatMap(({ emails }) => emails as EmailName[]),
      ...graph.nodes.flatMap((node) => besideWait(type, node)),
      ...bySilence(type),
      ...(type.reopenWithin ? (['request-reopened'] as const) : []),
      ...toOthers(type),
      ...always,
    ]),
  ];
}

/** Reminder, warning, and the letter that asks for documents where the time of silence waits for them. */
function besideWait({ silence, pieces }: RequestType, node: GraphNode): EmailName[] {
  const { verb, remindAfter, escalateBefore, pieces: asked = [] } = node;
  const inWriting = verb === 'askCitizen' && silence.mode !== 'none' && asked.some((piece) => pieces[piece]?.required);
  return [
    ...(inWriting ? (['documents-awaited'] as const) : []),
    ...(remindAfter ? [asked.length > 0 ? ('documents-reminder' as const) : ('answer-awaited' as const)] : []),
    ...(escalateBefore ? (['deadline-near'] as const) : []),
  ];
}

/** What is looked at again is rejected by silence, whatever silence meant for the request itself. */
const bySilence = ({ silence: { mode }, reopenWithin }: RequestType): EmailName[] => [
  ...(mode === 'accept' ? (['silence-accepted'] as const) : []),
  ...(mode === 'reject' || (mode === 'accept' && reopenWithin)
    ? (['silence-rejected', 'reasons-asked', 'reasons-given'] as const)
    : []),
];

/** Those who reported the same, who follow, and who support. */
const toOthers = ({ duplicates, publication }: RequestType): EmailName[] => [
  ...(duplicates ? (['joined-news'] as const) : []),
  ...(duplicates || publication ? (['confirm-following', 'followed-news'] as const) : []),
  ...(publication ? (['confirm-support'] as const) : []),
];

/** What agents, citizens and the antivirus may do to any request. */
const always: readonly EmailName[] = [
  ...(['request-withdrawn', 'request-merged', 'message-from-agent'] as const),
  ...(['answer-postponed', 'answer-sooner', 'manager-called', 'document-infected'] as const),
  ...(['data-right', 'data-right-asked', 'data-right-recipient'] as const),
];
