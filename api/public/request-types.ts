import { listServices } from '../../db/agents.ts';
import type { Language } from '../../templates/views.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { requestTypes } from '../../workflows/request-types/index.ts';
import { newRouter } from '../context.ts';
import { fieldsJsonSchema } from '../form-schema.ts';
import type { Services } from '../services.ts';

/** What may be asked for, as data for other programs. */
export function requestTypeRoutes(services: Services) {
  return newRouter('/request-types')
    .get('/', async (ctx) => {
      const names = await serviceNames(services, ctx.state.lang);
      ctx.body = { items: services.types.offered.map((type) => typeJson(services, type, names, ctx.state.lang)) };
    })
    .get('/:id', async (ctx) => {
      const names = await serviceNames(services, ctx.state.lang);
      ctx.body = typeJson(services, services.types.current(ctx.params.id), names, ctx.state.lang);
    });
}

/** Each type once, in the revision that new requests get, as it is written: its form has not the town’s districts. */
export const offeredTypes = (): readonly RequestType[] => [
  ...new Map(requestTypes.map((type) => [type.id, type])).values(),
];

export async function serviceNames({ db }: Services, lang: Language): Promise<Map<string, string>> {
  const rows = await listServices(db);
  return new Map(rows.map((row) => [row.id, lang === 'fr' ? row.nameFr : row.nameEn]));
}

function typeJson(services: Services, type: RequestType, names: Map<string, string>, lang: Language) {
  return {
    id: type.id,
    title: type.title[lang],
    summary: type.summary[lang],
    service: { id: type.service, name: names.get(type.service) ?? type.service },
    law: type.law,
    form: fieldsJsonSchema(type, services.zone),
    pieces: Object.entries(type.pieces).map(([id, piece]) => ({
      id,
      title: piece.title[lang],
      required: piece.required,
    })),
    deadline: type.answerWithin,
    links: {
      self: `${services.town.publicUrl}/api/v1/request-types/${type.id}`,
      form: `${services.town.publicUrl}/demarches/${type.id}`,
      diagram: `${services.town.publicUrl}/api/v1/request-types/${type.id}/diagram.svg`,
    },
  };
}
