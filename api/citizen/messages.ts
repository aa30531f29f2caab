import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { addMessage } from '../../db/messages.ts';
import { can } from '../auth/policy.ts';
import { lines } from '../forms.ts';
import { type Answer, once } from '../idempotency.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Access } from './access.ts';

export const messageSchema = z.object({ text: lines(5000) });

interface SentMessage {
  id: string;
  author: 'citizen' | 'agent';
  text: string;
  at: Date;
}

/** Adds a message of the citizen, or of an agent, who also sends the citizen an email by it. @throws Problem FORBIDDEN */
export async function sendMessage(
  services: Services,
  { request, agent }: Access,
  { text, key }: { text: string; key: string | undefined },
): Promise<Answer<SentMessage>> {
  if (agent && !can(agent, 'send message', request)) throw new Problem('FORBIDDEN');
  const call = { scope: `message ${agent?.id ?? request.id}`, key, body: { of: request.id, text } };
  return once(services, call, async (transaction) => {
    const message: SentMessage = { id: newId(), author: agent ? 'agent' : 'citizen', text, at: new Date() };
    await addMessage(
      transaction,
      { ...message, requestId: request.id, agentId: agent?.id },
      agent ? newId() : undefined,
    );
    return { status: 201, body: message };
  });
}
