/** What the operator's pages say, in words without a person. */
import { emailTitles } from '../../templates/emails/titles.ts';
import type { EmailName } from '../../templates/emails.ts';
import type { Health, TypedField } from '../../templates/pages/operator-view.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';

export const healthTexts: Record<Health, Record<Language, string>> = {
  good: { fr: 'En ordre', en: 'In order' },
  look: { fr: 'À regarder', en: 'To look at' },
  wrong: { fr: 'À corriger', en: 'To put right' },
};

/** Of a type that is no longer there its id is left. */
export function typeTitle(id: string, lang: Language): string {
  return requestTypes.find((type) => type.id === id)?.title[lang] ?? id;
}

/** Undefined for a revision that is no longer kept: its requests are among what is to be shown. */
export const knownType = (id: string, revision: number): RequestType | undefined =>
  requestTypes.find((type) => type.id === id && type.revision === revision);

/** « Préparation de l’acte », from the engine's `askAgent: preparing the certificate`; an email's title from its name. */
export function stepTitle(type: RequestType | undefined, name: string, lang: Language): string {
  const plain = name.replace(/^\w+: /, '');
  return emailTitles[plain as EmailName]?.[lang] ?? wordsOf(type ?? {}, plain)[lang];
}

export const emailTitle = (template: string, lang: Language) => emailTitles[template as EmailName]?.[lang] ?? template;

/** What a code of a failure means, with the code. */
export function failureText(code: string, lang: Language): string {
  const known = kinds.find(([pattern]) => pattern.test(code));
  return known ? `${known[1][lang]} (${code})` : code;
}

const kinds: readonly [RegExp, Record<Language, string>][] = [
  [/^2[23]/, { fr: 'la base refuse cette donnée', en: 'the database refuses this' }],
  [
    /^(08|57|ECONNREFUSED|ECONNRESET|EPIPE)/,
    { fr: 'la base ou le serveur ne répond pas', en: 'the database or the server does not answer' },
  ],
  [
    /^STEP_DIVERGED/,
    { fr: 'le processus a changé sous cette demande', en: 'the process has changed under this request' },
  ],
  [
    /^(ESOCKET|ETIMEDOUT|EDNS|ECONNECTION)/,
    { fr: 'le serveur de courriel ne répond pas', en: 'the mail server does not answer' },
  ],
  [/^EAUTH/, { fr: 'le serveur de courriel refuse le mot de passe', en: 'the mail server refuses the password' }],
  [
    /^E(ENVELOPE|MESSAGE)/,
    { fr: 'le serveur de courriel refuse le courriel', en: 'the mail server refuses the email' },
  ],
];

/** « c…@exemple.fr »: enough to see a slip in the end of an address, and not whose it is. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** A field of the form that was posted as `form`, with what was typed and what is wrong; any other is empty. */
export function typedField(id: string, typed: Typed | undefined, form: string, name: 'reason' | 'address'): TypedField {
  const own = typed?.form === form ? typed : undefined;
  return { id, value: own?.[name] ?? '', error: own?.errors[name] };
}

/** A form that was not taken. */
export interface Typed {
  form: string;
  reason: string;
  address?: string;
  errors: { reason?: string | undefined; address?: string | undefined };
}
