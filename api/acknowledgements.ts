/** Acknowledgements that have not left in time: which they are, how late, and what is to be done. */
import type { Limits, Overdue } from '../db/acknowledgements.ts';
import { longDate, wholeNumber } from '../templates/format.ts';
import { electronicChannels } from '../templates/legal-words.ts';
import type { OverdueRow } from '../templates/pages/letter-view.ts';
import type { Language } from '../templates/views.ts';
import type { Zone } from '../workflows/contract.ts';
import { addDays, civilDate, instantAt } from '../workflows/kit/calendar.ts';
import { type AcknowledgedBy, acknowledgementDue, lastOverdueReceipt } from '../workflows/kit/legal-clocks.ts';
import { requestTypes } from '../workflows/request-types/index.ts';

/** What is overdue today, as the database can ask for it. */
export function overdueLimits(zone: Zone): Limits {
  const before = (by: AcknowledgedBy) =>
    new Date(instantAt(addDays(lastOverdueReceipt(civilDate(Date.now(), zone), by, zone), 1), zone, 0));
  return { electronic: electronicChannels, electronicBefore: before('electronic'), paperBefore: before('on paper') };
}

export function overdueRow(
  { reference, type, serviceId, channel, receivedAt, state }: Overdue,
  { names, zone, lang, base }: { names: ReadonlyMap<string, string>; zone: Zone; lang: Language; base: string },
): OverdueRow {
  const by = electronicChannels.includes(channel) ? 'electronic' : 'on paper';
  const due = acknowledgementDue(civilDate(receivedAt, zone), by, zone);
  const days = Math.round((Date.parse(civilDate(Date.now(), zone)) - Date.parse(due)) / 86_400_000);
  const late = {
    fr: `${wholeNumber(days, lang)} jour${days > 1 ? 's' : ''}`,
    en: `${wholeNumber(days, lang)} day${days > 1 ? 's' : ''}`,
  };
  return {
    reference,
    url: base + reference,
    title: requestTypes.find(({ id }) => id === type)?.title[lang] ?? type,
    service: names.get(serviceId) ?? serviceId,
    dueOn: longDate(due, lang),
    late: late[lang],
    cause: causes[state].why[lang],
    next: causes[state].next[lang],
  };
}

type Said = Record<Language, string>;

const causes: Record<Overdue['state'], { why: Said; next: Said }> = {
  'no address': {
    why: { fr: 'La lettre n’est pas postée.', en: 'The letter has not been posted.' },
    next: {
      fr: 'Au service : imprimer la lettre, la poster, et le noter.',
      en: 'The service prints the letter, posts it, and says so.',
    },
  },
  undeliverable: {
    why: { fr: 'Le courriel est refusé pour de bon.', en: 'The email was refused for good.' },
    next: {
      fr: 'Au service : poster la lettre. Ou à l’exploitation : corriger l’adresse et renvoyer.',
      en: 'The service posts the letter, or the operator corrects the address and sends it again.',
    },
  },
  queued: {
    why: { fr: 'Le courriel attend le serveur de courriel.', en: 'The email waits for the mail server.' },
    next: {
      fr: 'À l’exploitation : remettre le serveur de courriel en marche, le courriel part ensuite seul.',
      en: 'The operator gets the mail server going again; the email then leaves by itself.',
    },
  },
  'perhaps sent': {
    why: {
      fr: 'Le courriel est peut-être parti avant une restauration.',
      en: 'The email may have left before a restoration.',
    },
    next: {
      fr: 'À l’exploitation : le renvoyer, ou le tenir pour envoyé.',
      en: 'The operator sends it again, or takes it as sent.',
    },
  },
  'not begun': {
    why: { fr: 'Le traitement n’a pas commencé.', en: 'The process has not begun.' },
    next: {
      fr: 'À l’exploitation : remettre le moteur en marche, l’accusé part ensuite seul.',
      en: 'The operator gets the engine going again; the acknowledgement then leaves by itself.',
    },
  },
};
