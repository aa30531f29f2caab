import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import { listServices } from '../../db/agents.ts';
import { soughtRequests, views, type WaitingFilter } from '../../db/waiting-tasks.ts';
import type { Language } from '../../templates/views.ts';
import { channels } from '../../workflows/contract.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { visibleServices, worklistOf } from '../auth/policy.ts';
import { faultText, withoutBlanks } from '../forms.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';

const typeIds = [...new Set(requestTypes.map(({ id }) => id))];

/** What a list of tasks may be filtered by, on its page and in the API. */
export const filterSchema = z.object({
  view: z.enum(views, { error: 'choose' }).optional().describe('What waits for me, for my services, for somebody else'),
  q: z.string().max(100).optional().describe('Words of the reference, the name and what was typed'),
  service: z.string().max(100).optional(),
  type: z.enum(typeIds, { error: 'choose' }).optional(),
  district: z.string().max(100).optional().describe('The id of one of the town’s districts'),
  channel: z.enum(channels, { error: 'choose' }).optional(),
  age: z.coerce.number({ error: 'choose' }).int().min(1).max(3650).optional().describe('Days since it came, at least'),
  assignee: z
    .string()
    .refine((value) => value === 'me' || value === 'nobody' || isId(value), { error: 'choose' })
    .optional()
    .describe('`me`, `nobody`, or the id of an agent'),
});
export type Filter = z.infer<typeof filterSchema>;

/** @throws Problem INVALID, also for a service or a district that the town has not */
export async function readFilter(services: Services, query: unknown, lang: Language): Promise<Filter> {
  const filter = parse(filterSchema, withoutBlanks(query), lang);
  await refuseUnknown(services, filter, lang);
  return filter;
}

/** @throws Problem INVALID */
export async function refuseUnknown(services: Services, { service, district }: Filter, lang: Language): Promise<void> {
  const refuse = (field: string) => new Problem('INVALID', { errors: [{ field, message: faultText('choose', lang) }] });
  if (district !== undefined && !isDistrict(services, district)) throw refuse('district');
  if (service === undefined || (await listServices(services.db)).some(({ id }) => id === service)) return;
  throw refuse('service');
}

const isDistrict = ({ types }: Services, district: string) => types.districts.some(({ id }) => id === district);

/** The same for the database: what this agent may see of it. */
export async function waitingFilter(
  { db }: Services,
  { assignee, q, ...filter }: Filter,
  agent: AgentRow,
): Promise<WaitingFilter> {
  const seen = { ...worklistOf(agent), homes: visibleServices(agent) };
  return {
    ...filter,
    ...seen,
    sought: q === undefined ? undefined : await soughtRequests(db, q, seen),
    agentId: agent.id,
    assignee:
      assignee === undefined || assignee === 'nobody' ? assignee : { id: assignee === 'me' ? agent.id : assignee },
  };
}

/** Of filters that were kept or sent along, those that there still are. */
export function knownFilters(services: Services, filters: Record<string, string>): Filter {
  const each = Object.entries(filters).filter(
    ([name, value]) =>
      filterSchema.safeParse({ [name]: value }).success && (name !== 'district' || isDistrict(services, value)),
  );
  return filterSchema.parse(Object.fromEntries(each));
}

/** As the address of a list has it, without what is not asked for. */
export function queryOf(filter: Filter, more: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams();
  const given = { ...filter, ...more } as Record<string, unknown>;
  // Always in one order, so that two lists are the same when their addresses are.
  for (const name of [...Object.keys(filterSchema.shape), ...Object.keys(more)])
    if (given[name] !== undefined) query.set(name, String(given[name]));
  return query.toString();
}
