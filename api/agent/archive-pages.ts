import { z } from 'zod';
import { archiveReasons, openArchived } from '../../db/archives.ts';
import { longDate } from '../../templates/format.ts';
import { archiveReasonTexts } from '../../templates/texts/archives.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { can } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { required, withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { formOf, reached, seeOther } from './request-page.ts';
import type { AgentAccess } from './views.ts';

const openingSchema = z.object({ reason: z.enum(archiveReasons, { error: 'choose' }) }, required);

/** An archived request is opened by a manager of its service, for an hour, with a reason that its journal keeps. */
export function archivePages(services: Services) {
  return newRouter().post('/agent/demandes/:reference/archives', (ctx) => postOpening(ctx, services));
}

async function postOpening(ctx: Context, services: Services): Promise<void> {
  const { sight, ...access } = await reached(ctx, services);
  const { request, agent } = access;
  if (request.archivedAt && !can(agent, 'see request', request)) throw new Problem('ARCHIVED');
  try {
    const { reason } = parse(openingSchema, withoutBlanks(formOf(ctx)), ctx.state.lang);
    if (sight === 'archived') await openArchived(services.db, { requestId: request.id, agentId: agent.id, reason });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showArchived(ctx, services, access, error.extra.errors?.[0]?.message);
    ctx.status = error.status;
    return;
  }
  seeOther(ctx, `/agent/demandes/${request.reference}`);
}

/** Why it is not shown, and to whom it may be; nothing of who asked for what. */
export function showArchived(ctx: Context, services: Services, { request, agent }: AgentAccess, error?: string): void {
  const { lang } = ctx.state;
  const { reference, archivedAt, service } = request;
  const path = `/agent/demandes/${reference}`;
  const mayOpen = can(agent, 'see request', request);
  if (!mayOpen) ctx.status = 403;
  show(
    ctx,
    services,
    'archived',
    {
      reference,
      title: findRequestType(request.type, request.revision).title[lang],
      since: longDate(civilDate(archivedAt!, services.zone), lang),
      service: lang === 'fr' ? service.nameFr : service.nameEn,
      action: mayOpen ? `${path}/archives` : undefined,
      reasons: archiveReasons.map((value) => ({ value, label: archiveReasonTexts[value][lang], checked: false })),
      errors: error ? [{ href: '#reason', text: error }] : [],
    },
    path,
  );
}
