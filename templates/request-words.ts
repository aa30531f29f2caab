/** A request put into the reader's words: what its email, its letter and its pages say of it. */
import type { Opens } from '../db/email-links.ts';
import type { EmailToSend } from '../db/emails.ts';
import type { RequestRow } from '../db/requests.ts';
import type { Zone } from '../workflows/contract.ts';
import { addDuration, addMonths, civilDate } from '../workflows/kit/calendar.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { wordsOf } from '../workflows/kit/words.ts';
import type { ServiceId } from '../workflows/services.ts';
import { emailTitles } from './emails/titles.ts';
import type { Appeal, EmailView } from './emails/view.ts';
import type { EmailName } from './emails.ts';
import { dayAndHours, longDate } from './format.ts';
import { foundVirus } from './infected.ts';
import { mentionsOf } from './legal-mentions.ts';
import { authorityOf, authorText, courtOf, electronicChannels, legalView } from './legal-words.ts';
import { postponedWords } from './postponed-words.ts';
import { rightText } from './right-words.ts';
import type { Language, ServiceView, TownView } from './views.ts';

export interface Subject {
  town: TownView;
  zone: Zone;
  type: RequestType;
  request: RequestRow;
}

/** Of an email to somebody who follows or supports the request, signed by who sends it. */
export interface PublicLinks {
  confirmUrl: string;
  leaveUrl: string;
}

export function emailView({
  town,
  zone,
  type,
  request,
  trackingCode,
  seals,
  links = { confirmUrl: '', leaveUrl: '' },
  email,
  onPaper = false,
}: Subject & {
  trackingCode: string;
  /** Of the links that open without a code. */
  seals: Record<Opens, string>;
  links?: PublicLinks;
  email: EmailToSend;
  /** In a letter: links that expire, and files that go with an email, have no place there. */
  onPaper?: boolean;
}): EmailView {
  const forCitizen = email.audience === 'citizen';
  const lang = email.language ?? (forCitizen ? request.language : 'fr');
  // The acknowledgement leaves before the wait for the pieces opens, and names them all the same.
  const pieces = email.awaitedPieces?.filter(citizenBrings(type)) ?? (email.letter ? requiredPieces(type) : []);
  const titleOf = (piece: string) => pieceTitle(type, piece, lang);
  const day = (at: Date) => longDate(civilDate(at, zone), lang);
  const lastDay = reopenUntil(type, request, zone);
  const legal = legalView(email.legalDates, lang);
  const moved = postponedWords(email, civilDate(Date.now(), zone), lang);
  const told = {
    town,
    legal,
    electronic: electronicChannels.includes(request.channel),
    title: type.title[lang],
    reference: request.reference,
    receivedOn: day(request.receivedAt),
    dueOn: longDate(email.template === 'deadline-extended' ? extended(request.dueOn) : request.dueOn, lang),
  };
  // News may come when one's own request has long ended.
  const over = email.news !== null && lastDay !== undefined && lastDay < civilDate(Date.now(), zone);
  return {
    lang,
    ...told,
    mentions: mentionsOf(told, lang),
    citizenName: citizenName(request),
    recipientName: email.recipientName ?? citizenName(request),
    trackingCode: forCitizen ? trackingCode : '',
    ...addresses(town, type, request, forCitizen && !onPaper ? `/lien/${seals.follow}` : ''),
    service: serviceView(request, lang),
    law: moved?.law ?? type.law,
    pieces: pieces.map(titleOf),
    possiblePieces: pieces.length === 0 ? requiredPieces(type).map(titleOf) : [],
    awaitedUntil: email.awaitedUntil ? day(email.awaitedUntil) : undefined,
    refusedPieces: email.refusedPieces.map((one) => ({
      title: titleOf(one.piece),
      reason: one.reason ?? foundVirus[lang],
    })),
    document: email.document === null ? undefined : titleOf(email.document),
    task: email.task ? { name: wordsOf(type, email.task.name)[lang], dueOn: day(email.task.dueAt) } : undefined,
    booking: email.booking ? bookingView(email.booking, lang, zone) : undefined,
    outcome: request.outcome === null ? undefined : wordsOf(type, request.outcome)[lang],
    followedTitle: followedTitle(type, request, lang, zone),
    ...links,
    news: email.news ? newsText(email.news, type, lang) : undefined,
    open: request.status === 'open',
    movedSilence: moved?.silence ?? [],
    reply: moved?.reason ?? replyOf(email, type, lang),
    goesOn: email.merged?.reference,
    reopenUntil: lastDay && !over ? longDate(lastDay, lang) : undefined,
    surveyUrl:
      forCitizen && !onPaper && asksForSurvey(request)
        ? `${town.publicUrl}/suivi/${request.reference}/avis/${seals.survey}`
        : undefined,
    appeal: appeals[type.service] ?? 'administrative court',
    missing: pieces.filter((piece) => type.pieces[piece]?.required).map((piece) => missingPiece(type, piece, lang)),
    authority: authorityOf(town, lang),
    townAddress: town.address.join(', '),
    court: courtOf(town, lang),
    transfer: email.transfer ? { ...email.transfer, on: day(new Date(email.transfer.at)) } : undefined,
    meetsOn: email.meetsOn ? longDate(email.meetsOn, lang) : undefined,
    author: email.author ? authorText(email.author, lang) : undefined,
    letter: email.letter,
    onPaper,
    message: email.message ?? undefined,
    ...(email.audience === 'public' && forEverybody(town, type, request, email)),
  };
}

/** What is nobody's to read but the citizen's is taken out, the agents' words too unless everybody may read them. */
function forEverybody(
  { publicUrl }: TownView,
  { publication }: RequestType,
  { reference }: RequestRow,
  email: EmailToSend,
) {
  const told = publication && [...publication.official, ...publication.progress].includes(email.replyTo ?? '');
  return {
    citizenName: '',
    recipientName: '',
    followUrl: publication ? `${publicUrl}/propositions/${reference}` : `${publicUrl}/`,
    reply: told ? (email.reply ?? undefined) : undefined,
    reopenUntil: undefined,
  };
}

/** What a request is called by those whose it is not. */
export function followedTitle(type: RequestType, request: RequestRow, lang: Language, zone: Zone): string {
  const { publication, title } = type;
  if (publication) return String(request.fields[publication.fields.title]);
  const day = longDate(civilDate(request.receivedAt, zone), lang);
  return { fr: `${title.fr}, ${day}`, en: `${title.en}, ${day}` }[lang];
}

/** The agent's words; or what the email is about, in words of its own. */
function replyOf(email: EmailToSend, type: RequestType, lang: Language): string | undefined {
  if (email.right) return rightText(email.right, type, email.audience === 'citizen', lang);
  return email.merged?.because ?? email.reply ?? undefined;
}

const bookingView = (booking: NonNullable<EmailToSend['booking']>, lang: Language, zone: Zone) => ({
  name: lang === 'fr' ? booking.nameFr : booking.nameEn,
  when: dayAndHours(booking.from, booking.to, lang, zone),
});

/** How the other request has ended, or what its citizen has just been told. */
const newsText = ({ template, outcome }: NonNullable<EmailToSend['news']>, type: RequestType, lang: Language) =>
  (outcome === null ? emailTitles[template as EmailName] : wordsOf(type, outcome))[lang];

function addresses({ publicUrl }: TownView, type: RequestType, { reference }: RequestRow, link: string) {
  return {
    followUrl: `${publicUrl}/suivi/${reference}${link}`,
    formUrl: `${publicUrl}/demarches/${type.id}`,
    agentUrl: `${publicUrl}/agent/demandes/${reference}`,
  };
}

/** The only extension that the law gives: two further months for the rights over one's data (RGPD, art. 12(3)). */
const extended = (dueOn: string) => addMonths(dueOn, 2);

/** The last civil date on which an ended request may be looked at again. */
function reopenUntil(type: RequestType, request: RequestRow, zone: Zone): string | undefined {
  const { settledAt, withdrawnAt, closures } = request;
  if (!type.reopenWithin || !settledAt || withdrawnAt) return undefined;
  return addDuration(civilDate(settledAt, zone), type.reopenWithin, { zone, closures });
}

/** Whoever took a request back is not asked how it went. */
const asksForSurvey = ({ status, withdrawnAt }: RequestRow) => status === 'ended' && !withdrawnAt;

const missingPiece = (type: RequestType, piece: string, lang: Language) => ({
  title: pieceTitle(type, piece, lang),
  law: type.pieces[piece]!.law ?? type.law,
});

const appeals: Partial<Record<ServiceId, Appeal>> = {
  'civil-status': 'civil status',
  'data-protection': 'personal data',
};

export const citizenName = (person: { givenName: string; familyName: string }) =>
  `${person.givenName} ${person.familyName}`;

export function serviceView({ service }: RequestRow, lang: Language): ServiceView {
  const { nameFr, nameEn, email, phone, address } = service;
  return { name: lang === 'fr' ? nameFr : nameEn, email, phone, address: address.split('\n') };
}

export const pieceTitle = (type: RequestType, piece: string, lang: Language) =>
  type.pieces[piece]?.title[lang] ?? piece;

/** What an agent adds, as a photo of the repair, is asked of no citizen. */
const citizenBrings = (type: RequestType) => (piece: string) => type.pieces[piece]?.from !== 'agent';

export const requiredPieces = (type: RequestType) =>
  Object.keys(type.pieces).filter((piece) => type.pieces[piece]!.required && citizenBrings(type)(piece));
