import { findDocument } from '../../db/documents.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { review, sendDocument } from '../citizen/documents.ts';
import { messageSchema, sendMessage } from '../citizen/messages.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { isId, parse } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answer, answerSchema, claim, release } from './answering.ts';
import { showArchived } from './archive-pages.ts';
import { notices as letterNotices } from './letters-page.ts';
import { refusalText } from './refusal-reasons.ts';
import {
  draftOf,
  entitled,
  fieldsOf,
  formOf,
  postedTask,
  reached,
  seeOther,
  showRefusal,
  showRequest,
} from './request-page.ts';
import { showWorklist } from './worklist-page.ts';

/** The agent's way through the counter: pick the task with the least time left, answer it. */
export function agentPages(services: Services) {
  return newRouter()
    .get('/agent', (ctx) => showWorklist(ctx, services, { notice: noticeOf(ctx), errors: [] }))
    .get('/agent/demandes/:reference', (ctx) => getRequest(ctx, services))
    .get('/agent/demandes/:reference/documents/:id', async (ctx) =>
      sendDocument(ctx, services, await entitled(ctx, services)),
    )
    .post('/agent/demandes/:reference/documents/:id/revue', (ctx) => postReview(ctx, services))
    .post('/agent/demandes/:reference/messages', (ctx) => postMessage(ctx, services))
    .post('/agent/taches/:id/reponse', (ctx) => postAnswer(ctx, services))
    .post('/agent/taches/:id/prise', (ctx) => postClaim(ctx, services, claim))
    .post('/agent/taches/:id/remise', (ctx) => postClaim(ctx, services, release));
}

async function getRequest(ctx: Context, services: Services): Promise<void> {
  const { sight, ...access } = await reached(ctx, services);
  if (sight === 'archived') return showArchived(ctx, services, access);
  const taskId = typeof ctx.query.tache === 'string' ? ctx.query.tache : undefined;
  await showRequest(ctx, services, access, { notice: noticeOf(ctx), taskId });
}

async function postAnswer(ctx: Context, services: Services): Promise<void> {
  const { agent, form, task, request } = await postedTask(ctx, services);
  try {
    const { lang } = ctx.state;
    const input = parse(answerSchema, withoutBlanks({ ...form, fields: fieldsOf(form) }), lang);
    await answer(services, { task, request, agent, key: form.once, lang }, input);
    seeOther(ctx, '/agent?fait=reponse');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, { draft: draftOf(form, task.id) });
  }
}

async function postReview(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  const accepted = form.accepted === 'true';
  const reason = accepted ? undefined : await reasonOf(services, access.request, ctx.params.id!, form);
  if (!accepted && !reason) {
    const text = {
      fr: 'Choisissez ou écrivez la raison du refus : la personne la lira.',
      en: 'Choose or write the reason: the person will read it.',
    }[ctx.state.lang];
    await showRequest(ctx, services, access, { reasonError: { id: ctx.params.id!, text } });
    ctx.status = 422;
    return;
  }
  await review(services, access, { id: ctx.params.id!, accepted, reason });
  seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=revue`);
}

async function reasonOf({ db }: Services, request: RequestRow, id: string, form: Record<string, string>) {
  const document = isId(id) ? await findDocument(db, request.id, id) : undefined;
  if (!document) throw new Problem('NOT_FOUND');
  const type = findRequestType(request.type, request.revision);
  const { listed = '', reason: own = '' } = form;
  return refusalText(type, document.piece, { listed, own, language: request.language });
}

async function postClaim(ctx: Context, services: Services, act: typeof claim): Promise<void> {
  const { agent, task, request } = await postedTask(ctx, services);
  try {
    await act(services, task.id, agent);
    seeOther(ctx, `/agent/demandes/${request.reference}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, { request, agent }, error, {});
  }
}

async function postMessage(ctx: Context, services: Services): Promise<void> {
  const access = await entitled(ctx, services);
  const form = formOf(ctx);
  try {
    const { text } = parse(messageSchema, withoutBlanks(form), ctx.state.lang);
    const key = form.once && `${form.once} ${hashOf(text).toString('hex')}`;
    await sendMessage(services, access, { text, key });
    seeOther(ctx, `/agent/demandes/${access.request.reference}?fait=message`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await showRefusal(ctx, services, access, error, { message: form.text ?? '' });
  }
}

const notices = {
  ...letterNotices,
  reponse: { fr: 'Réponse enregistrée.', en: 'Answer recorded.' },
  report: { fr: 'Nouvelle date enregistrée ; la personne est prévenue.', en: 'New date recorded; the person is told.' },
  reprise: {
    fr: 'Nouvelle date enregistrée, plus proche ; la personne est prévenue.',
    en: 'A nearer date is recorded; the person is told.',
  },
  doublon: {
    fr: 'Demande close et jointe à celle-ci ; la personne est prévenue.',
    en: 'Request closed and joined to this one; the person is told.',
  },
  alerte: { fr: 'Responsable prévenu.', en: 'The manager has been told.' },
  note: { fr: 'Note ajoutée.', en: 'Note added.' },
  message: { fr: 'Message envoyé.', en: 'Message sent.' },
  revue: { fr: 'Document examiné.', en: 'Document reviewed.' },
  commentaire: { fr: 'Commentaire examiné.', en: 'Comment reviewed.' },
  document: { fr: 'Document ajouté.', en: 'Document added.' },
  papier: { fr: 'Pièce marquée comme reçue sur papier.', en: 'Marked as received on paper.' },
  transmission: { fr: 'Demande transmise.', en: 'Request given to the other service.' },
  reouverture: { fr: 'Demande rouverte.', en: 'Request reopened.' },
  rectification: {
    fr: 'Données corrigées ; la personne est prévenue.',
    en: 'Data put right; the person is told.',
  },
  limitation: {
    fr: 'Usage des données limité ; la personne est prévenue.',
    en: 'Use of the data restricted; the person is told.',
  },
  annonce: { fr: 'La personne est prévenue de la levée.', en: 'The person is told that it will be lifted.' },
  levee: { fr: 'Limitation levée.', en: 'Restriction lifted.' },
  inchange: { fr: 'Rien n’a changé.', en: 'Nothing has changed.' },
  blocage: { fr: 'Demande bloquée : elle ne sera pas effacée.', en: 'Request held: it will not be erased.' },
  deblocage: { fr: 'Blocage levé.', en: 'Hold released.' },
  effacement: { fr: 'Demande effacée.', en: 'Request erased.' },
  vue: { fr: 'Vue enregistrée.', en: 'View saved.' },
  'sans-vue': { fr: 'Vue supprimée.', en: 'View deleted.' },
} as const;

function noticeOf(ctx: Context): string | undefined {
  return notices[ctx.query.fait as keyof typeof notices]?.[ctx.state.lang];
}
