/** What a technician says of a visit: photos, and that it is done, or why not. */
import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import { addPhoto, startIntervention } from '../../db/interventions.ts';
import type { RequestRow } from '../../db/requests.ts';
import type { TaskRow } from '../../db/worklist.ts';
import type { Language } from '../../templates/views.ts';
import type { Faults } from '../citizen/form-pieces.ts';
import { type Received, refusalOf } from '../citizen/multipart.ts';
import { isMissing, lines } from '../forms.ts';
import { Problem, problemText } from '../problems.ts';
import { examines, type Services } from '../services.ts';
import { answer, findTaskAndRequest, lossOf } from './answering.ts';

/** The citizen is told of them, in their language; what a technician writes is for colleagues. */
export const reasons = {
  'no access': { fr: 'Accès impossible', en: 'No access' },
  'not found': { fr: 'Rien trouvé à cet endroit', en: 'Nothing found at this place' },
  dangerous: { fr: 'Trop dangereux sans autres moyens', en: 'Too dangerous without other means' },
  'means missing': { fr: 'Matériel ou pièces à commander', en: 'Equipment or parts to be ordered' },
  'not ours': { fr: 'Ne relève pas de la commune', en: 'Not the town’s to do' },
  other: { fr: 'Autre raison, à écrire ci-dessous', en: 'Another reason, to be written below' },
} as const;

export const reportSchema = z
  .object({
    answer: z.enum(['done', 'not possible'], { error: 'choose' }),
    reason: z.enum(Object.keys(reasons) as (keyof typeof reasons)[], { error: 'choose' }).optional(),
    note: lines(2000).optional(),
  })
  .refine((report) => report.answer === 'done' || report.reason, { path: ['reason'], error: 'choose' })
  .refine(({ reason, note }) => reason !== 'other' || !isMissing(note), { path: ['note'], error: 'required' });

export interface Visit {
  task: TaskRow;
  request: RequestRow;
  agent: AgentRow;
}

/** @throws Problem TASK_CLAIMED with `assignee`, TASK_ALREADY_ANSWERED, TASK_CLOSED */
export async function start(services: Services, { task, agent }: Visit): Promise<void> {
  if (await startIntervention(services.db, { id: task.id, agentId: agent.id, at: new Date() })) return;
  const { task: now } = await findTaskAndRequest(services, task.id);
  if (now.state === 'open') throw new Problem('TASK_CLAIMED', { assignee: now.assignee });
  throw await lossOf(services.db, task.id);
}

/**
 * Keeps every photo that can be taken, also beside one that can not, each once.
 *
 * @returns what is wrong with the others, by piece
 * @throws Problem TASK_ALREADY_ANSWERED, TASK_CLOSED, REQUEST_ENDED; none is kept then
 */
export async function keepPhotos(
  services: Services,
  { task, request, agent }: Visit,
  received: readonly Received[],
  lang: Language,
): Promise<Faults> {
  const faults: Record<string, string> = {};
  const chosen = received.filter(({ fileName, file }) => fileName !== '' || file.sizeBytes > 0);
  const good = chosen.filter((one) => !refusalOf(one));
  for (const one of chosen) {
    const refusal = refusalOf(one);
    if (refusal) faults[pieceOf(one)] = problemText(refusal.code, lang);
  }
  const kept: Received[] = [];
  try {
    await services.db.transaction(async (on) => {
      for (const { id, file, fileName, mediaType, ...one } of good) {
        const { sizeBytes, sha256 } = file;
        const found = await addPhoto(on, task.id, {
          id,
          requestId: request.id,
          piece: pieceOf(one),
          fileName: fileName || 'photo',
          mediaType: mediaType!,
          sizeBytes,
          sha256,
          sentBy: agent.id,
          examine: examines(services),
          at: new Date(),
        });
        if (found === 'closed') throw await lossOf(on, task.id);
        if (found === 'there') continue;
        // Before the commit: a row without its file would be worse than a file without its row.
        await file.keep();
        kept.push(received.find((other) => other.id === id)!);
      }
    });
  } finally {
    for (const one of received) if (!kept.includes(one)) await one.file.drop();
  }
  return faults;
}

const pieceOf = ({ field }: Pick<Received, 'field'>) => field.slice('file.'.length);

/** Says how it ended. @throws Problem as `answer` does */
export async function report(
  services: Services,
  { task, request, agent }: Visit,
  { answer: said, reason, note }: z.infer<typeof reportSchema>,
  { key, lang }: { key: string | undefined; lang: Language },
): Promise<void> {
  const told = said === 'not possible' && reason !== 'other' ? reasons[reason!][request.language] : undefined;
  const words = { ...(told && { reply: told }), ...(note && { note }) };
  await answer(services, { task, request, agent, key, lang }, { answer: said, ...words });
}
