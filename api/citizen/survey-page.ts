import { isSealOf } from '../../db/email-links.ts';
import { newId } from '../../db/ids.ts';
import { findRequest, type RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { surveyOf } from '../../db/surveys.ts';
import { longDate } from '../../templates/format.ts';
import type { SurveyView } from '../../templates/pages/citizen-view.ts';
import { scoreWords } from '../../templates/texts/survey.ts';
import type { FieldView, Language } from '../../templates/views.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { type FieldError, Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { errorLinks } from './form-view.ts';
import { openedRequest } from './opened.ts';
import { askForCode, refuseLink } from './opening.ts';
import { answerSurvey, lastDayToAnswer, surveySchema } from './survey.ts';

/** One question and a comment, after the end: from the request's own page, or from the last email's link, anywhere. */
export function surveyPages(services: Services) {
  return newRouter()
    .get('/suivi/:reference/avis', (ctx) => showSurvey(ctx, services))
    .post('/suivi/:reference/avis', (ctx) => postSurvey(ctx, services))
    .get('/suivi/:reference/avis/:seal', (ctx) => showSurvey(ctx, services))
    .post('/suivi/:reference/avis/:seal', (ctx) => postSurvey(ctx, services));
}

/**
 * The request that is asked about. The link opens its survey alone: no cookie is set, so that neither the request nor
 * anything of it but its title and what was answered before is open to who has the email. A mail scanner that follows it
 * reads a form and sends none.
 */
async function surveyedRequest(ctx: Context, services: Services): Promise<RequestRow | undefined> {
  const { reference, seal } = ctx.params as { reference: string; seal?: string };
  if (seal === undefined) return openedRequest(ctx, services);
  // Neither the next page nor another host learns what opens this one.
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('Cache-Control', 'no-store');
  const request = await findRequest(services.db, { reference });
  return isSealOf(services.key, 'survey', request?.id, seal) ? request : undefined;
}

const pageOf = ({ params: { reference, seal } }: Context) => `/suivi/${reference}/avis${seal ? `/${seal}` : ''}`;

async function showSurvey(ctx: Context, services: Services): Promise<void> {
  const request = await surveyedRequest(ctx, services);
  if (!request) return askOtherwise(ctx, services);
  const kept = await surveyOf(services.db, request.id);
  const typed = { score: String(kept?.score ?? ''), comment: kept?.comment ?? '' };
  const { lang } = ctx.state;
  const notice = ctx.query.recu === 'avis' ? thanks[lang] : undefined;
  try {
    const lastDay = longDate(lastDayToAnswer(request, services.zone), lang);
    show(ctx, services, 'survey', { ...surveyView(ctx, request, typed, []), lastDay, notice });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    show(ctx, services, 'survey', {
      ...surveyView(ctx, request, typed, []),
      unavailable: problemText(error.code, lang),
    });
    ctx.status = error.status;
  }
}

async function postSurvey(ctx: Context, services: Services): Promise<void> {
  const request = await surveyedRequest(ctx, services);
  if (!request) return askOtherwise(ctx, services);
  const { lang } = ctx.state;
  const { score = '', comment = '', once } = (ctx.request.body ?? {}) as Record<string, string>;
  try {
    const typed = withoutBlanks({ score: score && Number(score), comment });
    const input = parse(surveySchema, typed, lang);
    const key = once && `${once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    await answerSurvey(services, { request }, { ...input, key });
    ctx.redirect(`${pageOf(ctx)}?recu=avis`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = error.extra.errors ?? [{ field: '', message: problemText(error.code, lang) }];
    show(ctx, services, 'survey', surveyView(ctx, request, { score, comment }, errors), pageOf(ctx));
    ctx.status = error.status;
  }
}

function askOtherwise(ctx: Context, services: Services): void | Promise<void> {
  const { reference, seal } = ctx.params as { reference: string; seal?: string };
  return seal === undefined ? askForCode(ctx, services, 'avis') : refuseLink(ctx, services, reference, 'avis');
}

/** The page with what was typed, or answered before. */
function surveyView(
  ctx: Context,
  request: RequestRow,
  typed: { score: string; comment: string },
  errors: FieldError[],
): SurveyView {
  const { lang } = ctx.state;
  const fields = fieldsOf(typed, errors, lang);
  return {
    title: findRequestType(request.type, request.revision).title[lang],
    reference: request.reference,
    backUrl: `/suivi/${request.reference}`,
    action: pageOf(ctx),
    once: newId(),
    fields,
    errors: errorLinks(errors, fields, lang),
  };
}

function fieldsOf({ score, comment }: { score: string; comment: string }, errors: FieldError[], lang: Language) {
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const choices = Object.entries(scoreWords).map(([value, words]) => ({
    value,
    label: words[lang],
    checked: value === score,
  }));
  return [
    {
      ...{ id: 'score', name: 'score', kind: 'choice', optional: false, choices: choices.reverse() },
      ...{ label: questions.score[lang], error: errorOf('score') },
    },
    {
      ...{ id: 'comment', name: 'comment', kind: 'long text', optional: true, maxLength: 2000, value: comment },
      ...{ label: questions.comment[lang], hint: questions.commentHint[lang], error: errorOf('comment') },
    },
  ] satisfies FieldView[];
}

const questions = {
  score: {
    fr: 'Êtes-vous satisfait de la façon dont nous avons traité cette demande\u00a0?',
    en: 'Are you satisfied with how we dealt with this request?',
  },
  comment: {
    fr: 'Qu’est-ce qui était bien, qu’est-ce qui pourrait être mieux\u00a0?',
    en: 'What was good, what could be better?',
  },
  commentHint: {
    fr: 'Vos mots sont lus par le service, avec votre note.',
    en: 'The service reads your words, with your score.',
  },
};

const thanks = { fr: 'Merci, votre avis est enregistré.', en: 'Thank you, we have noted what you think.' };
