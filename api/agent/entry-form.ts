/** The one page on which an agent types in a whole request: the citizen's questions, the person and the contact. */
import type { KnownPerson } from '../../db/entries.ts';
import { newId } from '../../db/ids.ts';
import { longDate } from '../../templates/format.ts';
import type { EntryFormView, KnownPersonView } from '../../templates/pages/entry-view.ts';
import { citizenName } from '../../templates/request-words.ts';
import type { FieldView, Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { withConditions } from '../citizen/condition-words.ts';
import { citizenView, errorLinks, fieldsView } from '../citizen/form-view.ts';
import { type Posted, withEmptyBlocks } from '../citizen/posted.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import type { FieldError } from '../problems.ts';
import type { Services } from '../services.ts';
import type { Entering } from './entering.ts';
import { channels } from './words.ts';

export interface Typed {
  posted: Posted;
  errors?: readonly FieldError[];
  /** Who may be the same person. */
  known?: readonly KnownPerson[];
  /** It was filed already, with something else in it. */
  repeated?: boolean;
  focus: EntryFormView['focus'];
  notice?: 'taken' | 'unknown';
}

export function showEntry(
  ctx: Context,
  services: Services,
  { type }: Entering,
  { posted, errors = [], known, repeated, focus, notice }: Typed,
): void {
  const { lang } = ctx.state;
  const reading = { lang, posted: withEmptyBlocks(type.form, posted), errors };
  const fields = forTyping(withConditions(type.form, fieldsView(type.form, reading), lang));
  const person = forTyping(citizenView(reading)).sort((one, other) => orderOf(one) - orderOf(other));
  const contact = contactView(services, posted, errors, lang);
  const url = `/agent/saisie/${type.id}`;
  show(
    ctx,
    services,
    'entry-form',
    {
      title: type.title[lang],
      action: url,
      backUrl: `/agent/saisie?canal=${channelOf(posted.channel)}`,
      once: posted.once || newId(),
      fields: focus === 'question' && errors.length === 0 && !repeated ? beginningAtFirst(fields) : fields,
      person,
      contact,
      known: known?.map((one) => knownView(one, lang, services.zone)),
      checked: posted.checked !== undefined,
      focus,
      notice: notice && notices[notice][lang],
      errors: [
        ...(repeated ? [{ href: '#main', text: repetition[lang] }] : []),
        ...errorLinks(errors, [...fields, ...person, contact.channel, contact.day, contact.first], lang),
      ],
    },
    url,
  );
}

const notices = {
  taken: {
    fr: 'Coordonnées reprises. Rien n’est encore enregistré.',
    en: 'Contact details taken. Nothing is filed yet.',
  },
  unknown: {
    fr: 'Personne de semblable dans les demandes de ce service.',
    en: 'Nobody alike in the requests of this service.',
  },
};

const repetition = {
  fr: 'Cette saisie est déjà enregistrée. Enregistrez encore une fois si c’est bien une seconde demande.',
  en: 'This entry is filed already. File once more if it really is a second request.',
};

/** A list that the first letters choose from, and nothing that the browser fills in: the form is about somebody else. */
const forTyping = (views: readonly FieldView[]): FieldView[] =>
  views.map((view) => ({
    ...view,
    autocomplete: undefined,
    ...(view.kind === 'choice' && {
      kind: 'select',
      choices: [{ value: '', label: '', checked: false }, ...view.choices!],
    }),
    ...(view.fields && { fields: forTyping(view.fields) }),
    ...(view.list && {
      list: { ...view.list, blocks: view.list.blocks.map((block) => ({ ...block, fields: forTyping(block.fields) })) },
    }),
  }));

function beginningAtFirst([first, ...rest]: FieldView[]): FieldView[] {
  if (!first) return [];
  return [first.fields ? { ...first, fields: beginningAtFirst(first.fields) } : { ...first, autofocus: true }, ...rest];
}

/** Who telephones has a telephone: what is most often given comes first. */
const personOrder = ['givenName', 'familyName', 'phone', 'email', 'address'];
const orderOf = ({ name }: FieldView) => personOrder.indexOf(name.replace('citizen.', ''));

/** What an agent may say of how a request came; the rest comes by itself. */
const entryChannels = ['phone', 'counter', 'post', 'email'] as const;

/** The telephone unless told otherwise: it leaves the least time. */
export const channelOf = (asked: unknown) => entryChannels.find((channel) => channel === asked) ?? 'phone';

function contactView(
  { town }: Services,
  posted: Posted,
  errors: readonly FieldError[],
  lang: Language,
): EntryFormView['contact'] {
  const words = contactWords[lang];
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message;
  const choices = (of: readonly (readonly [string, string])[], chosen: string) =>
    of.map(([value, label]) => ({ value, label, checked: value === chosen }));
  const simple = (name: string, label: string) => ({ id: name, name, label, optional: false, error: errorOf(name) });
  const byChannel = entryChannels.map((channel) => [channel, channels[channel][lang]] as const);
  return {
    channel: {
      ...simple('channel', words.channel),
      kind: 'select',
      choices: choices(byChannel, channelOf(posted.channel)),
    },
    day: { ...simple('receivedAt', words.day), kind: 'text', hint: words.dayHint, value: posted.receivedAt ?? '' },
    time: { ...simple('receivedTime', words.time), kind: 'text', value: posted.receivedTime ?? '' },
    first: {
      ...simple('receivedFirstOn', words.first),
      ...{ kind: 'text' as const, hint: words.firstHint, value: posted.receivedFirstOn ?? '' },
    },
    language:
      town.languages.length > 1
        ? {
            ...simple('language', words.language),
            kind: 'select',
            choices: choices(languages, posted.language ?? 'fr'),
          }
        : undefined,
  };
}

const languages = [
  ['fr', 'Français'],
  ['en', 'English'],
] as const;

const contactWords = {
  fr: {
    channel: 'Canal',
    day: 'Jour du contact',
    dayHint: 'Laissez vide si c’est maintenant. Le délai de réponse court de ce jour.',
    time: 'Heure',
    first: 'Reçue d’abord par une autre administration le',
    firstHint: 'Seulement si elle nous l’a transmise : un rejet par le silence se compte de ce jour.',
    language: 'Langue des courriels',
  },
  en: {
    channel: 'Channel',
    day: 'Day of the contact',
    dayHint: 'Leave it empty for now. The time to answer runs from this day.',
    time: 'Time',
    first: 'First received by another authority on',
    firstHint: 'Only if it has passed it on to us: a rejection by silence is counted from this day.',
    language: 'Language of the emails',
  },
};

function knownView(one: KnownPerson, lang: Language, zone: Zone): KnownPersonView {
  const title = findRequestType(one.type, one.revision).title[lang];
  const day = longDate(civilDate(one.receivedAt, zone), lang);
  const text = {
    fr: `(${title}, reçue le ${day}, ${one.open ? 'en cours' : 'terminée'})`,
    en: `(${title}, received on ${day}, ${one.open ? 'under way' : 'ended'})`,
  }[lang];
  return {
    name: citizenName(one),
    contact: [one.address, one.phone, one.email].filter((line) => line !== null),
    request: { reference: one.reference, url: `/agent/demandes/${one.reference}`, text },
    takeValue: `take ${one.requestId}`,
  };
}
