/** A request type as a list of labelled lines, in the reader's words: what a designer reads, and what two revisions are compared by. */
import { answerWords, boxWords, type DiagramReader, durationText } from '../../templates/diagrams/words.ts';
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import type { Language } from '../../templates/views.ts';
import type { Graph, GraphNode } from '../../workflows/kit/graph.ts';
import type { Piece } from '../../workflows/kit/request-type.ts';
import { retentionLaw, retentionWords } from '../../workflows/kit/retention.ts';
import type { Silence } from '../../workflows/kit/silence.ts';
import { questionLines } from './question-lines.ts';

export interface Line {
  label: string;
  value: string;
}

/** The header without form and pieces. */
export function headerLines({ type, lang, services }: DiagramReader): Line[] {
  const words = said[lang];
  const reopening = type.reopenWithin ? durationText(type.reopenWithin, lang) : words.never;
  return [
    { label: words.title, value: type.title[lang] },
    { label: words.service, value: services[type.service]?.[lang] ?? type.service },
    { label: words.law, value: type.law },
    { label: words.answerWithin, value: durationText(type.answerWithin, lang) },
    { label: words.silence, value: silenceText(type.silence, lang) },
    { label: words.reopenWithin, value: reopening },
    { label: words.keptFor, value: `${retentionWords(type.retention)[lang]} (${retentionLaw(type.retention)})` },
  ];
}

function silenceText(silence: Silence, lang: Language): string {
  const words = said[lang];
  if (silence.mode === 'none') {
    return silence.owed ? `${words.owed} ${durationText(silence.owed.within, lang)}, ${silence.owed.law}` : words.noSay;
  }
  const { mode, within, law, unless = {} } = silence;
  const others = Object.entries(unless).flatMap(([choice, periods]) =>
    Object.entries(periods).map(([option, period]) => `${choice} ${option} : ${durationText(period, lang)}`),
  );
  return [`${words[mode]} ${durationText(within, lang)}`, ...others, law].join(' ; ');
}

/** Everything that a change of the type may change. */
export function describe(graph: Graph, reader: DiagramReader): Line[] {
  const { type, lang } = reader;
  return [
    ...headerLines(reader),
    ...questionLines(type.form, lang),
    ...Object.entries(type.pieces).map(([id, piece]) => pieceLine(id, piece, lang)),
    ...graph.nodes.filter(({ verb }) => !structural.includes(verb)).map((node) => nodeLine(node, graph, reader)),
  ];
}

/** What differs between two descriptions, in the order of the later one; a line that is only in one has nothing opposite. */
export function differences(before: readonly Line[], after: readonly Line[]) {
  const was = new Map(before.map(({ label, value }) => [label, value]));
  const is = new Map(after.map(({ label, value }) => [label, value]));
  const labels = [...new Set([...is.keys(), ...was.keys()])];
  return labels
    .filter((label) => was.get(label) !== is.get(label))
    .map((label) => ({ what: label, before: was.get(label) ?? '', after: is.get(label) ?? '' }));
}

function pieceLine(id: string, piece: Piece, lang: Language): Line {
  const words = said[lang];
  const valid = piece.validFor ? `${words.validFor} ${durationText(piece.validFor, lang)}` : '';
  const parts = [
    piece.title[lang],
    piece.required ? words.required : words.optional,
    valid,
    piece.from ? words.byAgent : '',
  ];
  return { label: `${words.piece} ${id}`, value: parts.filter(Boolean).join(' ; ') };
}

function nodeLine(node: GraphNode, { nodes, edges }: Graph, reader: DiagramReader): Line {
  const { type, lang } = reader;
  const { title, notes } = boxWords(node, reader);
  const asked = (node.pieces ?? []).map((piece) => type.pieces[piece]?.title[lang] ?? piece);
  const leads = edges
    .filter(({ from, answers }) => from === node.id && answers.length > 0)
    .map(({ answers, to }) => {
      const next = nodes.find(({ id }) => id === to)!;
      return `${answerWords(answers, reader)} → ${boxWords(next, reader).title}`;
    });
  const email = node.email && node.verb === 'close' ? [emailTitles[node.email as EmailName][lang]] : [];
  const alerts = alertText(node, lang);
  return {
    label: `${node.verb} ${node.name}`,
    value: [title, ...notes, ...asked, alerts, ...email, ...leads].filter(Boolean).join(' ; '),
  };
}

/** « rappel après 10 jours », « alerte 2 jours ouvrés avant ». */
export function alertText({ remindAfter, escalateBefore }: GraphNode, lang: Language): string {
  const words = said[lang];
  return [
    remindAfter && words.remind(durationText(remindAfter, lang)),
    escalateBefore && words.escalate(durationText(escalateBefore, lang)),
  ]
    .filter(Boolean)
    .join(' ; ');
}

const structural: readonly string[] = ['start', 'fork', 'join'];

const said = {
  fr: {
    title: 'Titre',
    service: 'Service',
    law: 'Texte applicable',
    answerWithin: 'Réponse sous',
    silence: 'Silence de la mairie',
    accept: 'vaut acceptation après',
    reject: 'vaut rejet après',
    owed: 'réponse due sous',
    noSay: 'sans effet',
    reopenWithin: 'Réouverture sous',
    keptFor: 'Conservation',
    never: 'aucune',
    piece: 'Pièce',
    optional: 'facultative',
    required: 'obligatoire',
    validFor: 'valable',
    byAgent: 'apportée par un agent',
    remind: (time: string) => `rappel après ${time}`,
    escalate: (time: string) => `alerte ${time} avant`,
  },
  en: {
    title: 'Title',
    service: 'Service',
    law: 'Legal basis',
    answerWithin: 'Answer within',
    silence: 'Silence of the town hall',
    accept: 'accepts after',
    reject: 'rejects after',
    owed: 'answer owed within',
    noSay: 'without effect',
    reopenWithin: 'Reopening within',
    keptFor: 'Kept for',
    never: 'none',
    piece: 'Document',
    optional: 'optional',
    required: 'required',
    validFor: 'valid for',
    byAgent: 'brought by an agent',
    remind: (time: string) => `reminder after ${time}`,
    escalate: (time: string) => `warning ${time} before`,
  },
} as const;
