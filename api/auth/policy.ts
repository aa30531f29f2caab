import type { AgentRow } from '../../db/agents.ts';

export type Action =
  | 'see request'
  | 'enter request'
  | 'answer task'
  | 'claim task'
  | 'review document'
  | 'send message';

const roles: Record<Action, readonly AgentRow['role'][]> = {
  'see request': ['agent', 'counter', 'manager'],
  'enter request': ['agent', 'counter', 'manager'],
  'answer task': ['agent', 'manager'],
  'claim task': ['agent', 'manager'],
  'review document': ['agent', 'manager'],
  'send message': ['agent', 'counter', 'manager'],
};

/** The one place that says who may do what. A request is open to the members of its service, and to no other sector. */
export function can(agent: AgentRow, action: Action, on: { serviceId: string }): boolean {
  return roles[action].includes(agent.role) && agent.services.includes(on.serviceId);
}

/** The services whose requests an agent may list. */
export function visibleServices(agent: AgentRow): string[] {
  return agent.services.filter((serviceId) => can(agent, 'see request', { serviceId }));
}
