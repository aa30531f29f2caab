import { z } from 'zod';
import type { AgentRow } from '../../db/agents.ts';
import {
  type CannedReplyRow,
  findCannedReply,
  listCannedReplies,
  removeCannedReply,
  saveCannedReply,
} from '../../db/canned-replies.ts';
import { newId } from '../../db/ids.ts';
import type { CannedRepliesView } from '../../templates/pages/desk-view.ts';
import type { Language } from '../../templates/views.ts';
import { canInTown } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { line, lines, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { type FieldError, Problem } from '../problems.ts';
import { serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { unknownVariables, variables } from './canned-variables.ts';
import { formOf, seeOther } from './request-page.ts';

const page = '/agent/reponses-types';

const cannedSchema = z.object({
  title: line(100),
  service: z.string().max(100).optional(),
  textFr: lines(5000),
  textEn: lines(5000).optional(),
});

/** The words that a service keeps ready for citizens: its managers write them, and those of the whole town. */
export function cannedReplyPages(services: Services) {
  return newRouter()
    .get(page, (ctx) => showList(ctx, services, manager(ctx)))
    .get(`${page}/:id`, async (ctx) => {
      const agent = manager(ctx);
      await showList(ctx, services, agent, typedFrom(await own(ctx, services, agent)));
    })
    .post(page, (ctx) => postReply(ctx, services))
    .post(`${page}/:id`, (ctx) => postReply(ctx, services))
    .post(`${page}/:id/suppression`, async (ctx) => {
      const agent = manager(ctx);
      await removeCannedReply(services.db, (await own(ctx, services, agent)).id);
      seeOther(ctx, page);
    });
}

function manager(ctx: Context): AgentRow {
  const agent = requireAgent(ctx);
  if (!canInTown(agent, 'keep canned replies')) throw new Problem('FORBIDDEN');
  return agent;
}

/** @throws Problem NOT_FOUND, for one of another service as for none */
async function own(ctx: Context, services: Services, agent: AgentRow): Promise<CannedReplyRow> {
  const { id } = ctx.params;
  const found = isId(id!) ? await findCannedReply(services.db, id!) : undefined;
  if (!found || (found.serviceId !== null && !agent.services.includes(found.serviceId))) throw new Problem('NOT_FOUND');
  return found;
}

async function postReply(ctx: Context, services: Services): Promise<void> {
  const agent = manager(ctx);
  const form = formOf(ctx);
  const id = ctx.params.id === undefined ? newId() : (await own(ctx, services, agent)).id;
  const { lang } = ctx.state;
  try {
    const { title, service, textFr, textEn } = parse(cannedSchema, withoutBlanks(form), lang);
    refuseVariables({ textFr, textEn: textEn ?? '' }, lang);
    if (service !== undefined && !agent.services.includes(service)) throw new Problem('FORBIDDEN');
    const saved = await saveCannedReply(services.db, {
      id,
      serviceId: service ?? null,
      title,
      textFr,
      textEn: textEn ?? null,
    });
    if (!saved) throw new Problem('INVALID', { errors: [{ field: 'title', message: taken[lang] }] });
    seeOther(ctx, page);
  } catch (error) {
    if (!(error instanceof Problem) || !error.extra.errors) throw error;
    const { title = '', service = '', textFr = '', textEn = '' } = form;
    await showList(ctx, services, agent, { id: ctx.params.id, title, service, textFr, textEn }, error.extra.errors);
    ctx.status = error.status;
  }
}

/** A name that means nothing would be read by a citizen. @throws Problem INVALID, naming it */
function refuseVariables(texts: Record<string, string>, lang: Language): void {
  const errors = Object.entries(texts).flatMap(([field, text]): FieldError[] => {
    const unknown = unknownVariables(text);
    return unknown.length > 0 ? [{ field, message: unknownText(unknown.join(', '), lang) }] : [];
  });
  if (errors.length > 0) throw new Problem('INVALID', { errors });
}

const known = Object.keys(variables)
  .map((name) => `{{${name}}}`)
  .join(', ');
const unknownText = (unknown: string, lang: Language) =>
  ({
    fr: `Variable inconnue : ${unknown}. Les variables possibles sont ${known}.`,
    en: `Unknown variable: ${unknown}. The possible ones are ${known}.`,
  })[lang];

const taken = {
  fr: 'Ce titre est déjà pris dans ce service. Donnez-en un autre.',
  en: 'The service has another of this title. Give another one.',
};

interface Typed {
  id?: string | undefined;
  title: string;
  service: string;
  textFr: string;
  textEn: string;
}

const typedFrom = ({ id, title, serviceId, textFr, textEn }: CannedReplyRow): Typed => ({
  id,
  title,
  service: serviceId ?? '',
  textFr,
  textEn: textEn ?? '',
});

async function showList(
  ctx: Context,
  services: Services,
  agent: AgentRow,
  typed: Typed = { title: '', service: '', textFr: '', textEn: '' },
  errors: readonly FieldError[] = [],
): Promise<void> {
  const { lang } = ctx.state;
  const [replies, names] = await Promise.all([
    listCannedReplies(services.db, agent.services),
    serviceNames(services, lang),
  ]);
  const view: CannedRepliesView = {
    replies: replies.map(({ id, title, serviceId, textFr }) => ({
      title,
      service: serviceId === null ? undefined : (names.get(serviceId) ?? serviceId),
      text: textFr,
      url: `${page}/${id}`,
      removeAction: `${page}/${id}/suppression`,
    })),
    action: typed.id === undefined ? page : `${page}/${typed.id}`,
    changing: typed.id !== undefined,
    typed,
    services: agent.services.map((id) => ({ value: id, label: names.get(id) ?? id, checked: id === typed.service })),
    variables: Object.entries(variables).map(([name, words]) => ({ name: `{{${name}}}`, meaning: words[lang] })),
    errors: errors.map(({ field, message }) => ({ href: `#${field}`, text: message })),
  };
  show(ctx, services, 'canned-replies', view, typed.id === undefined ? page : `${page}/${typed.id}`);
}
