import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailView } from '../../templates/emails/view.ts';
import type { EmailName } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { services as serviceWords } from '../../workflows/services.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import { exploredType } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { emailsOf } from './emails-of.ts';

/** One email of a type in both languages, with example data: the HTML in a frame, and the text part. */
export async function showEmail(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const name = await askedEmail(ctx, type);
  const versions = (['fr', 'en'] as const).map((lang) => {
    const { subject, text } = services.emails.render(name, exampleOf(services, type, name, lang));
    const language = { fr: 'Français', en: 'English' }[lang];
    return { lang, language, subject, text, htmlUrl: `/concepteur/${type.id}/courriels/${name}/${lang}` };
  });
  const title = emailTitles[name][ctx.state.lang];
  show(ctx, services, 'designer-email', { title, backUrl: `/concepteur/${type.id}`, versions });
}

/** The HTML part alone, as a mail program would show it. */
export async function sendEmailHtml(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const name = await askedEmail(ctx, type);
  const lang = ctx.params.lang === 'en' ? 'en' : 'fr';
  ctx.type = 'html';
  // An email brings its own styles and may be framed by the preview; it runs nothing and fetches nothing.
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox");
  ctx.set('X-Frame-Options', 'SAMEORIGIN');
  ctx.body = services.emails.render(name, exampleOf(services, type, name, lang)).html;
}

async function askedEmail(ctx: Context, type: RequestType): Promise<EmailName> {
  const known = emailsOf(type, await exploredType(type)).find((name) => name === ctx.params.email);
  if (!known) throw new Problem('NOT_FOUND');
  return known;
}

/** The email's own example, told of this type by this town. */
function exampleOf({ town }: Services, type: RequestType, name: EmailName, lang: Language): EmailView {
  const example = examples(lang).emails[name];
  const pieces = Object.values(type.pieces).filter(({ from, required }) => !from && required);
  return {
    ...example,
    town,
    title: type.title[lang],
    law: type.law,
    service: { ...example.service, name: serviceWords[type.service][lang] },
    followUrl: `${town.publicUrl}/suivi/${example.reference}`,
    formUrl: `${town.publicUrl}/demarches/${type.id}`,
    agentUrl: `${town.publicUrl}/agent/demandes/${example.reference}`,
    pieces: example.pieces.length > 0 ? pieces.map(({ title }) => title[lang]) : [],
  };
}
