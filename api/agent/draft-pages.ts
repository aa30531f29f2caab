import { z } from 'zod';
import { findCannedReply } from '../../db/canned-replies.ts';
import { documentsOf } from '../../db/documents.ts';
import { newId } from '../../db/ids.ts';
import { legalDatesOf } from '../../db/legal-dates.ts';
import { tasksOf } from '../../db/worklist.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { canAnswer } from '../auth/policy.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answerSchema } from './answering.ts';
import { filledReply } from './canned-variables.ts';
import { emailsAfter, type Following, renderReply } from './reply-emails.ts';
import { draftOf, postedTask, showRefusal, showRequest } from './request-page.ts';
import { emailStates } from './words.ts';

/** What an agent does with an answer before it is given: looks at its email, begins it with ready words. Nothing is kept. */
export function answerDraftPages(services: Services) {
  return newRouter()
    .post('/agent/taches/:id/apercu', (ctx) => postPreview(ctx, services))
    .post('/agent/taches/:id/brouillon', (ctx) => postDraft(ctx, services));
}

async function postPreview(ctx: Context, services: Services): Promise<void> {
  const { agent, form, task, request } = await postedTask(ctx, services);
  const { lang } = ctx.state;
  const draft = draftOf(form, task.id);
  try {
    const { answer, reply } = parse(answerSchema, withoutBlanks({ ...draft }), lang);
    if (!canAnswer(agent, task)) throw new Problem('FORBIDDEN');
    if (!task.answers.includes(answer)) throw new Problem('ANSWER_UNKNOWN', { answers: task.answers });
    const type = findRequestType(request.type, request.revision);
    const [tasks, documents, legalDates] = await Promise.all([
      tasksOf(services.db, request.id),
      documentsOf(services.db, request.id),
      legalDatesOf(services.db, request.id),
    ]);
    const newest = [...new Map(documents.map((document) => [document.piece, document])).values()];
    const refused = newest.flatMap(({ piece, state, reason }) =>
      state === 'refused' ? [{ piece, reason: reason ?? '' }] : [],
    );
    const following = await emailsAfter(type, request, { tasks, task, answer });
    const { administration = '', contact = '', meetsOn } = draft.fields;
    const transfer = administration ? { administration, contact, at: new Date().toISOString() } : null;
    const replying = {
      type,
      request,
      agent,
      task,
      tasks,
      refused,
      legalDates,
      transfer,
      meetsOn: dayOf(meetsOn),
      reply,
    };
    const rendered = (one: Following) => renderReply(services, replying, one);
    show(
      ctx,
      services,
      'email-preview',
      {
        reference: request.reference,
        title: `${wordsOf(type, task.name)[lang]} : ${wordsOf(type, answer)[lang]}`,
        emails: following.map((one) => {
          const { subject, text } = rendered(one);
          return {
            subject,
            text,
            lang: request.language,
            after: one.visas.map((name) => wordsOf(type, name)[lang]).join(', '),
          };
        }),
        to: request.email ?? emailStates['no address'][lang],
        answerAction: `/agent/taches/${task.id}/reponse`,
        draftAction: `/agent/taches/${task.id}/brouillon`,
        sent: Object.entries({ answer, reply: draft.reply, note: draft.note, ...prefixed(draft.fields) })
          .filter(([, value]) => value !== '')
          .map(([name, value]) => ({ name, value })),
        once: form.once ?? newId(),
      },
      `/agent/demandes/${request.reference}`,
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, { draft });
  }
}

/** A day that is half typed is refused with the answer; its email is shown without it. */
const dayOf = (typed: unknown) => z.iso.date().safeParse(typed).data ?? null;

const prefixed = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`fields.${name}`, value]));

/** The request's page with what was typed so far, and the chosen words after it. */
async function postDraft(ctx: Context, services: Services): Promise<void> {
  const { agent, form, task, request } = await postedTask(ctx, services);
  const draft = draftOf(form, task.id);
  const canned = isId(form.canned ?? '') ? await findCannedReply(services.db, form.canned!) : undefined;
  const usable = canned && (canned.serviceId === null || agent.services.includes(canned.serviceId));
  const words = usable ? filledReply(canned, { request, agent, zone: services.zone }) : '';
  const reply = [draft.reply.trimEnd(), words].filter(Boolean).join('\n\n');
  await showRequest(ctx, services, { request, agent }, { draft: { ...draft, reply } });
}
