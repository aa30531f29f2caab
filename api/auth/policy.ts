import type { AgentRow } from '../../db/agents.ts';
import type { TaskKind, TaskRole } from '../../workflows/contract.ts';
import type { ServiceId } from '../../workflows/services.ts';
import { isOpenTo, type Placed } from './sectors.ts';

export type Action =
  | 'see request'
  | 'enter request'
  | 'answer task'
  | 'receive document'
  | 'assign task'
  | 'review document'
  | 'review comment'
  | 'send message'
  | 'post letter'
  | 'redirect request'
  | 'reopen request'
  | 'postpone answer'
  | 'merge requests'
  | 'rectify data'
  | 'restrict data'
  | 'see journal'
  | 'see readings'
  | 'hold request'
  | 'erase request';

type Role = AgentRow['role'];
const roles: Record<Action, readonly Role[]> = {
  'see request': ['agent', 'counter', 'manager'],
  'enter request': ['agent', 'counter', 'manager'],
  'answer task': ['agent', 'manager'],
  'receive document': ['agent', 'counter', 'manager'],
  'assign task': ['agent', 'manager'],
  'review document': ['agent', 'manager'],
  'review comment': ['agent', 'manager'],
  'send message': ['agent', 'counter', 'manager'],
  'post letter': ['agent', 'counter', 'manager'],
  'redirect request': ['agent', 'manager'],
  'reopen request': ['agent', 'counter', 'manager'],
  'postpone answer': ['agent', 'manager'],
  'merge requests': ['agent', 'manager'],
  'rectify data': ['agent', 'manager'],
  'restrict data': ['manager'],
  'see journal': ['manager'],
  'see readings': ['manager'],
  'hold request': ['manager'],
  'erase request': ['manager'],
};

/** Who answers a task of each kind, and takes it before that; nobody answers supports or time for somebody else. */
const answerers: Record<TaskKind, readonly Role[]> = {
  citizen: roles['answer task'],
  agent: roles['answer task'],
  opinion: roles['answer task'],
  intervention: ['technician', ...roles['answer task']],
  public: [],
  wait: [],
};

/** What concerns the town as a whole, and no request of anybody. */
export type TownAction = 'keep canned replies' | 'design processes' | 'operate' | 'manage accounts' | 'administer';
const townRoles: Record<TownAction, readonly Role[]> = {
  'design processes': ['designer', 'operator'],
  operate: ['operator'],
  'manage accounts': ['operator'],
  'keep canned replies': ['manager'],
  administer: ['operator'],
};
export const canInTown = (agent: AgentRow, action: TownAction) => townRoles[action].includes(agent.role);

/** Who reads the register of processing: managers, who runs the town, and all of the data-protection service. */
export const readsRegister = (agent: AgentRow) =>
  agent.role === 'operator' || agent.role === 'manager' || isOfDataProtection(agent);

/** Who keeps the register of breaches: who runs the town, and the managers of the data-protection service. */
export const keepsBreaches = (agent: AgentRow) =>
  agent.role === 'operator' || (agent.role === 'manager' && isOfDataProtection(agent));

const isOfDataProtection = ({ services }: AgentRow) => services.includes('data-protection' satisfies ServiceId);

/** A request as far as it says who may do what with it. */
export interface Kept extends Placed {
  /** Since when it is in the intermediate archives; null while it is in use. */
  archivedAt: Date | null;
}

/** What is left to do with an archived request, and to managers alone. */
const inArchives: readonly Action[] = ['see request', 'see journal', 'see readings', 'hold request', 'erase request'];

/** The one place that says who may do what. A request is open to the members of its service, and to no other sector. */
export function can(agent: AgentRow, action: Action, on: Kept): boolean {
  const inUse = on.archivedAt === null || (agent.role === 'manager' && inArchives.includes(action));
  return inUse && canIn(agent, action, on.serviceId) && isOpenTo(on.serviceId, on);
}

const canIn = (agent: AgentRow, action: Action, serviceId: string) =>
  roles[action].includes(agent.role) && agent.services.includes(serviceId);

export interface TaskOf extends Placed {
  kind: TaskKind;
  role: TaskRole;
  /** Whose task it is, which for an opinion or a visit may be another service than the request's. */
  serviceId: string;
}

/** Whether an agent may answer a task, and take it: one of the task's own service, and for a visa its manager. */
export function canAnswer(agent: AgentRow, task: TaskOf): boolean {
  const may = task.role === 'manager' ? ['manager'] : answerers[task.kind];
  return may.includes(agent.role) && agent.services.includes(task.serviceId) && isOpenTo(task.serviceId, task);
}

/** Whether an agent may say who does a task: one of its service; a manager may take it from a colleague for that. */
export const canAssign = (agent: AgentRow, task: TaskOf & Kept) => can(agent, 'assign task', task);
export const canTakeAway = (agent: AgentRow, task: TaskOf & Kept) => agent.role === 'manager' && canAssign(agent, task);

/**
 * Whether a service that was asked about a request may see it for that: as those who may see its own, and technicians
 * where there is or was a visit.
 */
export function canSeeAsked(agent: AgentRow, asked: { serviceId: string; kind: TaskKind }, request: Placed): boolean {
  const visitor = agent.role === 'technician' && asked.kind === 'intervention';
  const works = visitor || roles['see request'].includes(agent.role);
  return works && agent.services.includes(asked.serviceId) && isOpenTo(asked.serviceId, request);
}

/** The services that a request may be given to. */
export const receivers = (request: Placed, services: readonly string[]) =>
  services.filter((serviceId) => serviceId !== request.serviceId && isOpenTo(serviceId, { ...request, serviceId }));

/** The services whose interventions an agent may take on the spot. */
export const visitedServices = (agent: AgentRow) => (answerers.intervention.includes(agent.role) ? agent.services : []);

/** The services on whose requests an agent may read comments before everybody does. */
export const moderatedServices = (agent: AgentRow) =>
  agent.services.filter((serviceId) => canIn(agent, 'review comment', serviceId));

/** The services whose requests an agent may list. */
export function visibleServices(agent: AgentRow): string[] {
  return agent.services.filter((serviceId) => canIn(agent, 'see request', serviceId));
}

/** The services whose letters an agent prints and posts. */
export const postedServices = (agent: AgentRow) =>
  agent.services.filter((serviceId) => canIn(agent, 'post letter', serviceId));

/** The services whose figures an agent may read: a manager's own; all for a designer and an operator, as no person is in them. */
export function countedServices(agent: AgentRow): readonly string[] | 'all' | undefined {
  if (agent.role === 'manager') return agent.services;
  return agent.role === 'designer' || agent.role === 'operator' ? 'all' : undefined;
}

/** The services whose closures and absences an agent plans: a manager their own, who administers the town all. */
export function plannedServices(agent: AgentRow): readonly string[] | 'all' | undefined {
  if (canInTown(agent, 'administer')) return 'all';
  return agent.role === 'manager' ? agent.services : undefined;
}

/** The services whose elimination lists an agent reads: there is nothing of anybody in them. */
export const listedServices = plannedServices;
/** Who answers for a service closes its lists, and notes their visa. */
export const canEliminate = (agent: AgentRow, serviceId: string) => canIn(agent, 'erase request', serviceId);

/** What an agent's worklist shows: what the agent may answer, and at the counter what colleagues may. */
export function worklistOf(agent: AgentRow): { services: string[]; kinds: TaskKind[]; roles: TaskRole[] } {
  return {
    services: agent.role === 'technician' ? agent.services : visibleServices(agent),
    kinds: agent.role === 'technician' ? ['intervention'] : ['agent', 'opinion', 'intervention'],
    roles: agent.role === 'manager' ? ['agent', 'manager'] : ['agent'],
  };
}
