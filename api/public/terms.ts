import { fileSize, longDate } from '../../templates/format.ts';
import type { LegalPages } from '../../templates/pages/legal-view.ts';
import { type Terms, terms } from '../../templates/texts/terms.ts';
import { unbreakable } from '../../templates/texts.ts';
import type { Language } from '../../templates/views.ts';
import { maxFileBytes } from '../citizen/multipart.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { offeredTypes } from './request-types.ts';

/** @param since the day of a version; the one in force without it @throws Problem NOT_FOUND */
export function termsView(services: Services, since: string | undefined, lang: Language): LegalPages['terms'] {
  const found = since === undefined ? terms[0] : terms.find((one) => one.since === since);
  if (!found) throw new Problem('NOT_FOUND');
  return {
    since: longDate(found.since, lang),
    superseded: found !== terms[0],
    sections: sectionsOf(found, services, lang),
    types: offeredTypes().map(({ id, title }) => ({ url: `/demarches/${id}`, text: title[lang] })),
    versions: terms.map((one) => ({ url: `/modalites-utilisation/${one.since}`, text: longDate(one.since, lang) })),
  };
}

function sectionsOf({ sections }: Terms, services: Services, lang: Language) {
  const values = valuesOf(services, lang);
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: keyof typeof values) => values[name]);
  const said = (words: Record<Language, string>) => filled(lang === 'fr' ? unbreakable(words.fr) : words.en);
  return sections.map(({ title, paragraphs }) => ({ title: title[lang], paragraphs: paragraphs.map(said) }));
}

function valuesOf({ town, mailFrom, identity }: Services, lang: Language) {
  const account = {
    fr: ` Vous pouvez aussi vous identifier avec ${identity?.name}.`,
    en: ` You may also sign in with ${identity?.name}.`,
  };
  return {
    town: town.name,
    email: town.email,
    phone: town.phone,
    size: fileSize(maxFileBytes, lang),
    sender: /<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom,
    identity: identity ? account[lang] : '',
  };
}
