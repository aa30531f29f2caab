/** What the people of the demonstration do, by the same statements as the pages, each at its own time. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { personHash } from '../../api/citizen/person-hash.ts';
import { addComment, reviewComment } from '../../db/comments.ts';
import { addDocument, documentsOf, reviewDocument } from '../../db/documents.ts';
import { handOver } from '../../db/handover.ts';
import { newId } from '../../db/ids.ts';
import { addPhoto, startIntervention } from '../../db/interventions.ts';
import { addMessage } from '../../db/messages.ts';
import { addNote } from '../../db/notes.ts';
import { firstRow, type Sql } from '../../db/sql.ts';
import { addSupport } from '../../db/supports.ts';
import { answerTask } from '../../db/tasks.ts';
import { withdrawRequest } from '../../db/withdrawal.ts';
import { claimTask } from '../../db/worklist.ts';
import { emailWorkflowIdOf } from '../../workflows/contract.ts';
import { addDays, civilDate } from '../../workflows/kit/calendar.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import type { Dice } from '../simulation/dice.ts';
import type { OpenTask } from '../simulation/rest.ts';
import type { SimulatedTown } from '../simulation/town.ts';
import type { Cast } from './cast.ts';
import { pick } from './made-up.ts';
import { type PieceFile, paperNamed, photo } from './pieces.ts';
import { replies, words } from './stories.ts';

/** What all lives of one filling have in common. */
export interface World {
  town: SimulatedTown;
  cast: Cast;
  /** When runs begin by their own time, by their ids. */
  begins: Map<string, number>;
  /** What was sent, by the document's id: it is stored once the year is over. */
  files: Map<string, PieceFile & { fileKey: Buffer }>;
}

/** One request, to those who have to do with it. */
export interface Life extends World {
  id: string;
  type: RequestType;
  dice: Dice;
  /** Encrypts what is sent, 32 bytes. */
  fileKey: Buffer;
}

const minuteMs = 60_000;

export async function sendPieces(life: Life, on: Sql, pieces: readonly string[], at: Date): Promise<void> {
  for (const piece of pieces) await addDocument(on, await aDocument(life, piece, at));
}

async function aDocument(life: Life, piece: string, at: Date) {
  const about = life.type.pieces[piece];
  const isPhoto = about?.photo || about?.from === 'agent';
  const file = isPhoto ? photo(life.dice) : await paperNamed(about?.title.fr ?? piece);
  const id = newId(at.getTime());
  life.files.set(id, { ...file, fileKey: life.fileKey });
  const { fileName, mediaType, content } = file;
  const sha256 = createHash('sha256').update(content).digest();
  return { id, requestId: life.id, piece, fileName, mediaType, sizeBytes: content.length, sha256, at };
}

/** @param refused whether the answer sends the pieces back */
export async function answerAsAgent(life: Life, task: OpenTask, answer: string, refused: boolean, at: Date) {
  const { town, cast, dice, id, type } = life;
  const agentId = cast.pick(task.role, task.service, dice);
  for (const { id: document, state } of await documentsOf(town.db, id)) {
    if (state !== 'received') continue;
    const review = { id: document, requestId: id, agentId, at };
    await reviewDocument(
      town.db,
      refused ? { ...review, state: 'refused', reason: pick(words.refusals, dice) } : { ...review, state: 'accepted' },
    );
  }
  const asked = Object.entries(type.answerFields?.[answer] ?? {});
  const soon = addDays(civilDate(at, 'metropole'), 14);
  const fields = Object.fromEntries(
    asked.map(([name, { kind }]) => [name, kind === 'date' ? soon : 500 + Math.floor(dice.next() * 200) * 100]),
  );
  const reply = task.role === 'agent' && replies[answer] && pick(replies[answer], dice);
  const given = { ...(reply && { reply }), ...(asked.length > 0 && { fields }) };
  await answerTask(town.db, { taskId: task.id, answer, agentId, at, ...given });
}

export async function answerAsTechnician(life: Life, task: OpenTask, answer: string, at: Date): Promise<void> {
  const { town, cast, dice } = life;
  const agentId = cast.pick('technician', task.service, dice);
  const begunAt = new Date(Math.max(at.getTime() - 40 * minuteMs, task.openedAt.getTime()));
  await startIntervention(town.db, { id: task.id, agentId, at: begunAt });
  for (const piece of answer === 'done' ? task.pieces : []) {
    const document = { ...(await aDocument(life, piece, at)), sentBy: agentId };
    await town.db.transaction((own) => addPhoto(own, task.id, document));
  }
  await answerTask(town.db, { taskId: task.id, answer, agentId, at });
}

export async function withdraw({ town, id }: Life, at: Date): Promise<void> {
  await town.db.transaction((own) => withdrawRequest(own, id, at));
}

export async function citizenWrites({ town, id, dice }: Life, at: Date): Promise<void> {
  const text = pick(words.citizenAsks, dice);
  await addMessage(town.db, { id: newId(at.getTime()), requestId: id, author: 'citizen', text, at });
}

export async function agentWrites(life: Life, task: OpenTask, at: Date): Promise<void> {
  const { town, cast, dice, begins, id } = life;
  const agentId = cast.pick('agent', task.service, dice);
  const emailId = newId(at.getTime());
  begins.set(emailWorkflowIdOf(emailId), at.getTime());
  const text = pick(words.agentAnswers, dice);
  await addMessage(town.db, { id: newId(at.getTime()), requestId: id, author: 'agent', agentId, text, at }, emailId);
  await mailed(town, emailId);
}

const mailedWithinMs = 30_000;

/** It is delivered beside the request's own run, and is to be in the journal before what comes next. */
async function mailed({ db }: World['town'], emailId: string): Promise<void> {
  const end = Date.now() + mailedWithinMs;
  while (await firstRow(db, `select 1 from email where id = :emailId and state = 'queued'`, { emailId })) {
    if (Date.now() > end) throw new Error(`an email was not written within ${mailedWithinMs / 1000} s: try again`);
    await delay(10);
  }
}

export async function note({ town, cast, dice, id }: Life, task: OpenTask, at: Date): Promise<void> {
  const agentId = cast.pick('agent', task.service, dice);
  await addNote(town.db, { id: newId(at.getTime()), requestId: id, agentId, text: pick(words.notes, dice), at });
}

export async function give({ town, cast, dice, id }: Life, task: OpenTask, to: string, reason: string, at: Date) {
  const agentId = cast.pick('agent', task.service, dice);
  await town.db.transaction((own) => handOver(own, { requestId: id, to, reason, agentId, at }));
}

/** @param from the number of the first who support it now, and `to` that of the last */
export async function support({ town, id }: Life, from: number, to: number, at: Date): Promise<void> {
  for (let number = from; number <= to; number += 1) {
    const supporterHash = personHash(town.key, 'support', id, `essai-soutien-${number}@citoyen.example`);
    await town.db.transaction((own) => addSupport(own, { requestId: id, supporterHash, at }));
  }
}

export async function comment({ town, cast, dice, id }: Life, service: string, at: Date): Promise<void> {
  const authorHash = personHash(town.key, 'comment', id, 'essai-avis@citoyen.example');
  const commentId = newId(at.getTime());
  const given = { id: commentId, requestId: id, authorName: 'Essai', authorHash, text: pick(words.comments, dice), at };
  if ((await town.db.transaction((own) => addComment(own, given))) !== 'added') return;
  const agentId = cast.pick('agent', service, dice);
  await reviewComment(town.db, { id: commentId, requestId: id, agentId, state: 'published', at });
}

/** Of what is open today, somebody has a third on their desk. */
export async function takeUp({ town, cast, dice }: Life, open: readonly OpenTask[]): Promise<void> {
  for (const { id, kind, role, service } of open) {
    if (kind !== 'agent' || dice.next() > 0.3) continue;
    await claimTask(town.db, id, cast.pick(role, service, dice));
  }
}
