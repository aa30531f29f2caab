/** The first page of an entry: one field, in which the agent types what is asked for, or reads a barcode. */
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requireAgent } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import { searchTypes } from '../public/search.ts';
import type { Services } from '../services.ts';
import { enteredTypes } from './entering.ts';
import { channelOf } from './entry-form.ts';
import { seeOther } from './request-page.ts';

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN for who enters nothing */
export function showStart(ctx: Context, services: Services): void {
  const types = enteredTypes(requireAgent(ctx));
  if (types.length === 0) throw new Problem('FORBIDDEN');
  const typed = String(ctx.query.demarche ?? '').trim();
  const channel = channelOf(ctx.query.canal);
  const found = typed === '' ? [] : typesCalled(types, typed, ctx.state.lang);
  const [only] = found;
  if (isReference(typed)) seeOther(ctx, `/agent/ouvrir?reference=${encodeURIComponent(typed)}`);
  else if (only && found.length === 1) seeOther(ctx, entryUrl(only, channel));
  else showTypes(ctx, services, { types, found, typed, channel });
}

const isReference = (typed: string) => /^\d{4}[\s-]?\d{6}$/.test(typed);

function showTypes(
  ctx: Context,
  services: Services,
  { types, found, typed, channel }: { types: RequestType[]; found: RequestType[]; typed: string; channel: string },
): void {
  const { lang } = ctx.state;
  const narrowed = found.length > 0;
  const missed = typed !== '' && !narrowed;
  show(ctx, services, 'entry-start', {
    typed,
    channel,
    titles: types.map(({ title }) => title[lang]),
    types: (narrowed ? found : types).map((type) => ({ url: entryUrl(type, channel), text: type.title[lang] })),
    narrowed,
    errors: missed ? [{ href: '#demarche', text: nothing[lang] }] : [],
  });
  if (missed) ctx.status = 404;
}

const nothing = {
  fr: 'Aucune démarche de vos services ne porte ce nom.',
  en: 'No request type of your services is called so.',
};

/** The one of that very name, or whose title alone has the words; otherwise all that a citizen would find by them. */
function typesCalled(types: readonly RequestType[], typed: string, lang: Language): RequestType[] {
  const words = typed.toLowerCase();
  const same = types.find(({ id, title }) => id === typed || title[lang].toLowerCase() === words);
  if (same) return [same];
  const inTitle = types.filter(({ title }) => title[lang].toLowerCase().includes(words));
  return inTitle.length === 1 ? inTitle : searchTypes(types, typed, lang);
}

const entryUrl = ({ id }: RequestType, channel: string) => `/agent/saisie/${id}?canal=${channel}`;
