import { typeCounts } from '../../db/processes.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { delayText } from '../citizen/form-view.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { exploredType } from '../public/diagrams.ts';
import { offeredTypes, serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';

/** Every request type with how much it is used, as a designer looks for the one to change. */
export async function showTypes(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const [counts, names] = await Promise.all([typeCounts(services.db), serviceNames(services, lang)]);
  const number = new Intl.NumberFormat(lang);
  const sum = (id: string, of: 'open' | 'ended') =>
    number.format(counts.filter(({ type }) => type === id).reduce((total, count) => total + count[of], 0));
  const types = await Promise.all(
    offeredTypes().map(async (type) => ({
      title: type.title[lang],
      id: type.id,
      url: `/concepteur/${type.id}`,
      service: names.get(type.service) ?? type.service,
      revision: revisionText(type, lang),
      delay: delayText(type.answerWithin, lang),
      paths: number.format((await exploredType(type)).paths.length),
      open: sum(type.id, 'open'),
      ended: sum(type.id, 'ended'),
    })),
  );
  show(ctx, services, 'designer-types', { types });
}

/** Requests that began under an older revision may still run. */
function revisionText(type: RequestType, lang: Language): string {
  const older = requestTypes.filter(({ id, revision }) => id === type.id && revision !== type.revision);
  if (older.length === 0) return String(type.revision);
  const list = older.map(({ revision }) => revision).join(', ');
  return { fr: `${type.revision} (gardées : ${list})`, en: `${type.revision} (kept: ${list})` }[lang];
}
