import type { AgentRow } from '../../db/agents.ts';
import type { EmailToSend } from '../../db/emails.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import type { RenderedEmail } from '../../templates/emails/view.ts';
import type { EmailName } from '../../templates/emails.ts';
import { emailView } from '../../templates/request-words.ts';
import type { Path, PathStep } from '../../workflows/kit/explorer.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { exploredType } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { needsReply } from './answering.ts';

/** An email that an answer leads to. */
export interface Following {
  email: EmailName;
  /** How the request ends with it. */
  outcome: string | undefined;
  /** The visas that come before it leaves. */
  visas: string[];
}

/**
 * The emails that one answer of a task may lead to before anybody else but a manager has a say: one as a rule, several
 * where the process goes on by what the page does not know.
 */
export async function emailsAfter(
  type: RequestType,
  request: RequestRow,
  { tasks, task, answer }: { tasks: readonly TaskRow[]; task: TaskRow; answer: string },
): Promise<Following[]> {
  if (task.aside) return needsReply(answer) ? [{ email: 'reasons-given', outcome: undefined, visas: [] }] : [];
  const { paths } = await exploredType(type);
  const round = tasks.filter(({ name }) => name === task.name).findIndex(({ id }) => id === task.id);
  const possible = paths.filter(({ facts }) => agrees(facts, request.fields));
  const now = possible.flatMap((path) => after(path, task.name, answer, round));
  // A request that was reopened is asked more often than a path asks.
  const found = now.length > 0 ? now : possible.flatMap((path) => after(path, task.name, answer, 0));
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

const agrees = (facts: Path['facts'], fields: RequestRow['fields']) =>
  Object.entries(facts).every(([name, value]) => fields[name] === value);

function after({ steps }: Path, name: string, answer: string, round: number): Following[] {
  const asked = steps.filter((step) => step.name === name && step.within !== undefined)[round];
  if (asked?.result !== answer) return [];
  const visas: string[] = [];
  for (const step of steps.slice(steps.indexOf(asked) + 1)) {
    const { verb, email, by, answers, result } = step;
    if (email) return [{ email: email as EmailName, outcome: verb === 'close' ? step.name : undefined, visas }];
    if (by === 'manager' && result === answers[0]) visas.push(step.name);
    else if (isWait(step)) return [];
  }
  return [];
}

const isWait = ({ within }: PathStep) => within !== undefined;

interface Replying {
  type: RequestType;
  request: RequestRow;
  task: TaskRow;
  tasks: readonly TaskRow[];
  refused: EmailToSend['refusedPieces'];
  legalDates: EmailToSend['legalDates'];
  transfer: EmailToSend['transfer'];
  meetsOn: EmailToSend['meetsOn'];
  /** Who answers. */
  agent: AgentRow;
  reply: string | undefined;
}

/** The email as it will be, but for what is the citizen's alone: the code, and the links that open without it. */
export function renderReply(
  { emails, town, zone }: Services,
  { type, request, agent, task, tasks, refused, legalDates, transfer, meetsOn, reply }: Replying,
  { email, outcome }: Following,
): RenderedEmail {
  const said = reply ? { reply, name: task.name } : tasks.findLast((one) => one.kind !== 'opinion' && one.reply);
  const at = new Date();
  const ended = outcome === undefined ? {} : { status: 'ended' as const, outcome, endedAt: at, settledAt: at };
  const view = emailView({
    town,
    zone,
    type,
    request: { ...request, ...ended },
    trackingCode: '····-····-····-····',
    seals: { follow: '', survey: '' },
    onPaper: request.email === null,
    email: {
      id: '',
      key: '',
      template: email,
      letter: false,
      toAddress: request.email,
      audience: 'citizen',
      language: null,
      followerId: null,
      recipientName: null,
      state: 'queued',
      requestId: request.id,
      reply: said?.reply ?? null,
      replyTo: said?.name ?? null,
      awaitedPieces: null,
      awaitedUntil: null,
      refusedPieces: refused,
      document: null,
      message: null,
      worded: false,
      legalDates,
      transfer: transfer ?? null,
      meetsOn,
      author: { name: agent.displayName, role: agent.role },
      postponed: null,
      merged: null,
      booking: null,
      news: null,
      right: null,
      task: null,
    },
  });
  return emails.render(email, view);
}
