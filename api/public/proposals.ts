import { z } from 'zod';
import { commentsOf } from '../../db/comments.ts';
import { findPublished, listPublished, type PublishedRow, publicReplies } from '../../db/publications.ts';
import type { Language } from '../../templates/views.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import type { ChoiceField } from '../../workflows/kit/fields.ts';
import type { Publication, RequestType } from '../../workflows/kit/request-type.ts';
import { wordsOf } from '../../workflows/kit/words.ts';
import { findRequestType } from '../../workflows/request-types/index.ts';
import { publicComment } from '../citizen/comments.ts';
import { newRouter } from '../context.ts';
import { withoutBlanks } from '../forms.ts';
import { cursorOf, parse, readCursor } from '../parse.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { offeredTypes } from './request-types.ts';

export const proposalListSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});
/** What one read gives of a debate; the rest is paged at its own address. */
export const commentsShown = 50;

/** The citizens' proposals that the town has published, for everybody: nothing of who made them is in it. */
export function proposalRoutes(services: Services) {
  return newRouter('/proposals')
    .get('/', async (ctx) => {
      const { lang } = ctx.state;
      const { limit, cursor } = parse(proposalListSchema, withoutBlanks(ctx.query), lang);
      const { id: type, publication } = publishedType();
      const found = await listPublished(services.db, {
        type,
        answer: publication.answer,
        limit: limit + 1,
        after: readCursor(cursor),
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      ctx.body = {
        items: page.map((row) => proposalJson(row, type, lang, services.zone)),
        next: found.length > page.length && last ? cursorOf(last.publishedAt, last.id) : null,
      };
    })
    .get('/:reference', async (ctx) => {
      const { gathering: _, ...proposal } = await oneProposal(services, ctx.params.reference!, ctx.state.lang);
      ctx.body = proposal;
    });
}

/** The one type that everybody reads and supports; another would have an address of its own. */
export function publishedType(): RequestType & { publication: Publication } {
  return offeredTypes().find(
    (type): type is RequestType & { publication: Publication } => type.publication !== undefined,
  )!;
}

/** @param cursor of the last comment of the page before @throws Problem NOT_FOUND for what is not published, as for none */
export async function oneProposal({ db, zone }: Services, reference: string, lang: Language, cursor?: string) {
  const { id: type, publication } = publishedType();
  const row = await findPublished(db, { type, answer: publication.answer, reference });
  if (!row) throw new Problem('NOT_FOUND');
  const { official, progress } = publication;
  const [comments, replies] = await Promise.all([
    commentsOf(db, { requestId: row.id, states: ['published'], limit: commentsShown, after: readCursor(cursor) }),
    publicReplies(db, row.id, [...official, ...progress]),
  ]);
  const answer = replies.findLast(({ name }) => official.includes(name));
  return {
    ...proposalJson(row, type, lang, zone),
    gathering: row.gathering,
    comments: comments.map((comment) => publicComment(comment, lang)),
    officialAnswer: answer
      ? { at: answer.at, text: answer.reply, cost: (row.figures?.cost as number | undefined) ?? null }
      : null,
    progress: replies
      .filter(({ name }) => progress.includes(name))
      .map(({ at, answer: step, reply }) => ({
        at,
        state: { id: step, label: wordsOf(findRequestType(type, row.revision), step)[lang] },
        text: reply,
      })),
  };
}

export function proposalJson(row: PublishedRow, typeId: string, lang: Language, zone: Zone) {
  const type = findRequestType(typeId, row.revision);
  const { theme, title, text, place } = type.publication!.fields;
  const themeId = String(row.fields[theme]);
  const state = row.outcome ?? row.step;
  return {
    reference: row.reference,
    theme: { id: themeId, label: (type.form[theme] as ChoiceField).options[themeId]?.[lang] ?? themeId },
    title: String(row.fields[title]),
    text: String(row.fields[text]),
    place: (row.fields[place] as string | undefined) ?? null,
    publishedOn: civilDate(row.publishedAt, zone),
    open: row.open,
    state: { id: state, label: wordsOf(type, state)[lang] },
    endedOn: row.endedAt && civilDate(row.endedAt, zone),
    supports: row.supports,
    threshold: row.threshold,
    until: row.until && civilDate(row.until, zone),
    commentCount: row.comments,
  };
}
