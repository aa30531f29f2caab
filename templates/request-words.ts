/** A request put into the reader's words: what its email, its letter and its pages say of it. */
import type { EmailToSend } from '../db/emails.ts';
import type { RequestRow } from '../db/requests.ts';
import type { Field, Words } from '../workflows/kit/fields.ts';
import type { RequestType } from '../workflows/kit/request-type.ts';
import { longDate, shortDate } from './format.ts';
import type { EmailView, Language, LetterView, ServiceView, TownView } from './views.ts';

interface Subject {
  town: TownView;
  type: RequestType;
  request: RequestRow;
}

export function emailView({
  town,
  type,
  request,
  trackingCode,
  email,
}: Subject & { trackingCode: string; email: EmailToSend }): EmailView {
  const lang = request.language;
  // The acknowledgement leaves before the wait for the pieces opens, and names them all the same.
  const pieces = email.awaitedPieces ?? (email.letter ? requiredPieces(type) : []);
  return {
    lang,
    town,
    citizenName: citizenName(request),
    title: type.title[lang],
    reference: request.reference,
    trackingCode,
    followUrl: `${town.publicUrl}/suivi/${request.reference}`,
    receivedOn: longDate(request.receivedAt, lang),
    dueOn: longDate(request.dueOn, lang),
    service: serviceView(request, lang),
    law: type.law,
    pieces: pieces.map((piece) => type.pieces[piece]?.title[lang] ?? piece),
    piecesBy: email.awaitedUntil ? longDate(email.awaitedUntil, lang) : undefined,
    reply: email.reply ?? undefined,
    letter: email.letter,
  };
}

export function letterView({ town, type, request }: Subject): LetterView {
  const lang = request.language;
  return {
    lang,
    town,
    service: serviceView(request, lang),
    title: type.title[lang],
    reference: request.reference,
    receivedOn: longDate(request.receivedAt, lang),
    citizen: { name: citizenName(request), address: request.address?.split('\n') ?? [] },
    answers: answersOf(type, request.fields, lang),
    pieces: requiredPieces(type).map((piece) => type.pieces[piece]!.title[lang]),
    createdAt: request.receivedAt,
  };
}

export const citizenName = (person: { givenName: string; familyName: string }) =>
  `${person.givenName} ${person.familyName}`;

export function serviceView({ service }: RequestRow, lang: Language): ServiceView {
  const { nameFr, nameEn, email, phone, address } = service;
  return { name: lang === 'fr' ? nameFr : nameEn, email, phone, address: address.split('\n') };
}

/** The form as filled, one row an answer; what was left empty is left out. */
export function answersOf(
  type: RequestType,
  fields: Record<string, unknown>,
  lang: Language,
): { label: string; value: string }[] {
  return answerRows(type.form, fields, lang);
}

function answerRows(
  form: Readonly<Record<string, Field>>,
  fields: Record<string, unknown>,
  lang: Language,
): { label: string; value: string }[] {
  return Object.entries(form).flatMap(([name, field]) => {
    const value = fields[name];
    if (value === undefined || value === '') return [];
    if (field.kind === 'group') return answerRows(field.fields, value as Record<string, unknown>, lang);
    return [{ label: field.title[lang], value: answerText(field, String(value), lang) }];
  });
}

function answerText(field: Field, value: string, lang: Language): string {
  if (field.kind === 'choice') return (field.options as Record<string, Words>)[value]?.[lang] ?? value;
  return field.kind === 'date' ? shortDate(value, lang) : value;
}

const requiredPieces = (type: RequestType) => Object.keys(type.pieces).filter((piece) => type.pieces[piece]!.required);
