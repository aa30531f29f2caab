import type { AgentRow } from '../../db/agents.ts';
import { newId } from '../../db/ids.ts';
import { heard, type Saying, say } from '../../db/presence.ts';
import type { Services } from '../services.ts';

/** How often a page that is not alone says that it is still there, and when one that has said nothing is gone. */
const repeatMs = 20_000;
const goneMs = 50_000;
/** A page says every three seconds that its reader types. */
const typingMs = 7_000;

export interface Colleague {
  name: string;
  typing: boolean;
}

export interface Presence {
  come(): void;
  hear(said: string): void;
  leave(): void;
}

/**
 * One open page among those of the same request: says that it is there, and tells who else is each time that this
 * changes. Alone, it says nothing more.
 */
export function presence(
  services: Services,
  { requestId, agent }: { requestId: string; agent: AgentRow },
  tell: (colleagues: Colleague[]) => void,
): Presence {
  const page = newId();
  const others = new Map<string, { agentId: string; name: string; at: number }>();
  const typing = new Map<string, NodeJS.Timeout>();
  let told = '[]';

  const speak = (does: Saying['does']) =>
    say(services.db, requestId, { does, page, agentId: agent.id, name: agent.displayName }).catch(() => {});

  function tellIfChanged(): void {
    const names = new Map([...others.values()].map(({ agentId, name }) => [agentId, name]));
    const colleagues = [...names].map(([agentId, name]) => ({ name, typing: typing.has(agentId) }));
    if (JSON.stringify(colleagues) === told) return;
    told = JSON.stringify(colleagues);
    tell(colleagues);
  }

  function isTyping(agentId: string): void {
    clearTimeout(typing.get(agentId));
    const stops = setTimeout(() => {
      typing.delete(agentId);
      tellIfChanged();
    }, typingMs);
    typing.set(agentId, stops.unref());
  }

  function goOn(): void {
    for (const [id, { at }] of others) if (at < Date.now() - goneMs) others.delete(id);
    if (others.size > 0) void speak('looks');
    tellIfChanged();
  }

  let repeat: NodeJS.Timeout | undefined;
  return {
    come() {
      repeat = setInterval(goOn, repeatMs);
      void speak('comes');
    },
    hear(said) {
      const { does, page: from, agentId, name } = heard(said);
      if (agentId === agent.id) return;
      if (does === 'comes') void speak('looks');
      if (does === 'comes' || does === 'looks') others.set(from, { agentId, name, at: Date.now() });
      if (does === 'leaves') others.delete(from);
      if (does === 'types') isTyping(agentId);
      tellIfChanged();
    },
    leave() {
      clearInterval(repeat);
      for (const stops of typing.values()) clearTimeout(stops);
      void speak('leaves');
    },
  };
}
