import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import { exploredType, readerOf } from '../public/diagrams.ts';
import type { Services } from '../services.ts';
import { describe, differences } from './description.ts';

/** What one revision of a type says otherwise than another: header, questions, documents, steps and ends. */
export async function showDifferences(ctx: Context, services: Services, type: RequestType): Promise<void> {
  const { lang } = ctx.state;
  const [before, after] = [revisionOf(type, ctx.query.de), revisionOf(type, ctx.query.a)];
  const described = async (revision: RequestType) =>
    describe((await exploredType(revision)).graph, readerOf(revision, lang));
  show(ctx, services, 'designer-differences', {
    title: type.title[lang],
    backUrl: `/concepteur/${type.id}`,
    from: String(before.revision),
    to: String(after.revision),
    diagrams: [before, after].map(({ revision }) => ({
      url: `/concepteur/${type.id}/diagramme.svg?revision=${revision}`,
      text: String(revision),
    })),
    rows: differences(await described(before), await described(after)),
  });
}

/** @param asked a number in the address; without one, the revision that new requests get. @throws Problem NOT_FOUND */
export function revisionOf(type: RequestType, asked: unknown): RequestType {
  if (asked === undefined) return type;
  const found = requestTypes.find(({ id, revision }) => id === type.id && String(revision) === asked);
  if (!found) throw new Problem('NOT_FOUND');
  return found;
}
