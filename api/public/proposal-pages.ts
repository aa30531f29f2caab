import { newId } from '../../db/ids.ts';
import { type PublishedState, publishedStates, searchPublished } from '../../db/publications.ts';
import type { RequestRow } from '../../db/requests.ts';
import { hashOf } from '../../db/secrets.ts';
import { translator } from '../../templates/texts.ts';
import type { Choice, ErrorLink, Language } from '../../templates/views.ts';
import type { ChoiceField } from '../../workflows/kit/fields.ts';
import { comment, commentSchema, publishedRequest } from '../citizen/comments.ts';
import { addressSchema, ask } from '../citizen/participation.ts';
import { type Context, newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { show } from '../page.ts';
import { parse } from '../parse.ts';
import { Problem, problemText } from '../problems.ts';
import type { Services } from '../services.ts';
import { noticeOf, proposalView, summaryView } from './proposal-view.ts';
import { proposalJson, publishedType } from './proposals.ts';

const onePage = 20;

/** The citizens' proposals, for everybody: to read, support, comment and follow. No account and no script is needed. */
export function proposalPages(services: Services) {
  return newRouter('/propositions')
    .get('/', (ctx) => showList(ctx, services))
    .get('/:reference', (ctx) => showProposal(ctx, services))
    .post('/:reference/soutien', (ctx) => post(ctx, services, 'support'))
    .post('/:reference/suivi', (ctx) => post(ctx, services, 'follow'))
    .post('/:reference/commentaires', (ctx) => post(ctx, services, 'comment'));
}

async function showList(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const { id: type, publication, form } = publishedType();
  const { options } = form[publication.fields.theme] as ChoiceField;
  const search = searchIn(ctx.query as Record<string, string | undefined>, Object.keys(options));
  const { theme, state, order, page } = search;
  const { found, total } = await searchPublished(services.db, {
    type,
    answer: publication.answer,
    facts: theme ? { [publication.fields.theme]: theme } : {},
    state,
    order,
    limit: onePage,
    offset: (page - 1) * onePage,
  });
  const all = choice('', words.all[lang], false);
  show(ctx, services, 'proposals', {
    themes: [all, ...Object.entries(options).map(([value, name]) => choice(value, name[lang], value === theme))],
    states: [all, ...publishedStates.map((value) => choice(value, words[value][lang], value === state))],
    orders: [
      choice('', words.latest[lang], order === 'latest'),
      choice('soutiens', words.supports[lang], order === 'supports'),
    ],
    count: countText(total, lang),
    proposals: found.map((row) => summaryView(proposalJson(row, type, lang, services.zone), lang)),
    previousUrl: page > 1 ? listUrl(search, page - 1) : undefined,
    nextUrl: page * onePage < total ? listUrl(search, page + 1) : undefined,
  });
}

interface ListSearch {
  theme: string | undefined;
  state: PublishedState | undefined;
  order: 'latest' | 'supports';
  page: number;
}

/** What is no theme, state or page of ours asks for nothing. */
function searchIn(asked: Record<string, string | undefined>, themes: readonly string[]): ListSearch {
  return {
    theme: themes.find((theme) => theme === asked.theme),
    state: publishedStates.find((state) => state === asked.etat),
    order: asked.ordre === 'soutiens' ? 'supports' : 'latest',
    page: /^[1-9]\d{0,4}$/.test(asked.page ?? '') ? Number(asked.page) : 1,
  };
}

function listUrl({ theme, state, order }: ListSearch, page: number): string {
  const query = new URLSearchParams();
  if (theme) query.set('theme', theme);
  if (state) query.set('etat', state);
  if (order === 'supports') query.set('ordre', 'soutiens');
  query.set('page', `${page}`);
  return `/propositions?${query}`;
}

const choice = (value: string, label: string, checked: boolean): Choice => ({ value, label, checked });

const words = {
  all: { fr: 'Tous', en: 'All' },
  gathering: { fr: 'Recueillent des soutiens', en: 'Gathering supports' },
  'under way': { fr: 'Étudiées ou en cours', en: 'Studied or under way' },
  ended: { fr: 'Terminées', en: 'Ended' },
  latest: { fr: 'Les plus récentes', en: 'Latest' },
  supports: { fr: 'Les plus soutenues', en: 'Most supported' },
} as const;

const countText = (total: number, lang: Language) =>
  ({
    fr: `${total} proposition${total > 1 ? 's' : ''}`,
    en: `${total} proposal${total === 1 ? '' : 's'}`,
  })[lang];

async function showProposal(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const asked = ctx.query as Record<string, string | undefined>;
  const shown = { once: newId(), typed: {}, errors: [], notice: noticeOf(asked.fait, lang) };
  const view = await proposalView(services, ctx.params.reference!, lang, asked.commentaires);
  show(ctx, services, 'proposal', { ...view, ...shown });
}

type Act = 'support' | 'follow' | 'comment';

/** What is wrong is said beside its field, and nothing typed is lost; what is right is told on the page itself. */
async function post(ctx: Context, services: Services, act: Act): Promise<void> {
  const { lang } = ctx.state;
  const reference = ctx.params.reference!;
  const typed = (ctx.request.body ?? {}) as Record<string, string>;
  const request = await publishedRequest(services, reference);
  try {
    if (act !== 'comment') await services.limits.support(ctx);
    await acts[act](services, request, typed, lang);
    ctx.redirect(`/propositions/${reference}?fait=${act}`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw error;
    const view = await proposalView(services, reference, lang);
    const shown = { once: newId(), typed, errors: errorsOf(act, error, lang), notice: undefined };
    show(ctx, services, 'proposal', { ...view, ...shown }, `/propositions/${reference}`);
    ctx.status = error.status;
  }
}

type Acting = (services: Services, request: RequestRow, typed: Record<string, string>, lang: Language) => unknown;

const asking =
  (act: 'support' | 'follow'): Acting =>
  (services, request, typed, lang) => {
    const { email } = parse(addressSchema, withoutBlanks({ email: typed[`${act}-email`] }), lang);
    return ask(services, { act, request, email, lang, key: undefined });
  };

const acts: Record<Act, Acting> = {
  support: asking('support'),
  follow: asking('follow'),
  comment: (services, { reference }, typed, lang) => {
    const [name, email, text] = ['name', 'email', 'text'].map((field) => typed[`comment-${field}`]);
    const input = parse(commentSchema, withoutBlanks({ name, email, text }), lang);
    // A double click is one comment, a corrected one another.
    const key = typed.once && `${typed.once} ${hashOf(JSON.stringify(input)).toString('hex')}`;
    return comment(services, reference, { ...input, key: key || undefined, lang });
  },
};

/** A problem of no field is told at the first of its form. */
function errorsOf(act: Act, { code, extra }: Problem, lang: Language): ErrorLink[] {
  const at = act === 'comment' ? 'comment-text' : `${act}-email`;
  if (code !== 'INVALID') return [{ href: `#${at}`, text: problemText(code, lang) }];
  const wrong = new Map((extra.errors ?? []).map(({ field, message }) => [field, message]));
  const t = translator(lang);
  return fieldsInOrder
    .filter(({ field }) => wrong.has(field))
    .map(({ field, label }) => ({ href: `#${act}-${field}`, label: t(label), text: wrong.get(field)! }));
}

/** As they stand on the page. */
const fieldsInOrder = [
  { field: 'text', label: 'proposals.commentText' },
  { field: 'name', label: 'proposals.commentName' },
  { field: 'email', label: 'common.email' },
] as const;
