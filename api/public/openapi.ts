import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { newRouter } from '../context.ts';
import { citizenSchema } from '../forms.ts';
import { type ProblemCode, problemStatus, problemText } from '../problems.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { problem } from './shapes.ts';

/** The API as an OpenAPI 3.1 document, made from the very schemas that check what comes in. */
export function openapiRoutes() {
  let document: object | undefined;
  return newRouter().get('/openapi.json', (ctx) => {
    document ??= openapiDocument();
    ctx.body = document;
  });
}

function openapiDocument() {
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Guichet',
      version: '1',
      description:
        'Requests from citizens to their town hall, from intake to reply. Errors are `application/problem+json` with a ' +
        'stable `code`. Sentences come in French, or in English by `Accept-Language` or `?lang=en`.',
    },
    servers: [{ url: '/api/v1' }],
    components: {
      schemas: { Citizen: citizenSchema, Problem: problem },
      securitySchemes: {
        trackingCode: { type: 'http', scheme: 'bearer', description: 'The tracking code of the request' },
        agentToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token that `POST /sessions` gave, or one that an agent made for a program',
        },
        accountSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'guichet_compte',
          description: 'A citizen signed in at this browser; `__Host-guichet_compte` over HTTPS',
        },
      },
    },
    paths: allPaths(),
  };
  return createDocument(document, {
    override({ jsonSchema, io }) {
      // An answer may get more fields one day: a program that reads it must not refuse them.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // The name of a format says it; zod's pattern beside it is not for reading.
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
}

function allPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method, route] = name.split(' ') as [string, string];
    const path = route.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(name, route, operation) };
  }
  return paths;
}

function operationObject(name: string, route: string, operation: Operation): ZodOpenApiOperationObject {
  const { tag, summary, who, query, body, upload, repeatable, status = 200, answer } = operation;
  const parameters = [...route.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter!);
  return {
    operationId: name
      .replace(/[/:.]+/g, ' ')
      .trim()
      .replace(/\s+/g, '-')
      .toLowerCase(),
    tags: [tag],
    summary,
    ...(operation.who !== 'all' && { description: `A program’s token needs the scope \`${operation.scope}\`.` }),
    security: [...credentials[who]],
    requestParams: {
      ...(parameters.length > 0 && {
        path: z.object(Object.fromEntries(parameters.map((parameter) => [parameter, z.string()]))),
      }),
      ...(query && { query }),
      ...(repeatable && { header: z.object({ 'Idempotency-Key': idempotencyKey }) }),
    },
    ...(body && {
      requestBody: {
        required: true,
        content: { [upload ? 'multipart/form-data' : 'application/json']: { schema: body } },
      },
    }),
    responses: {
      [`${status}`]: {
        description: { 200: 'Done', 201: 'Recorded', 202: 'Taken, and not done yet' }[status],
        content: answer
          ? { 'application/json': { schema: answer } }
          : { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
      },
      ...refusals(operation),
    },
  };
}

const idempotencyKey = z
  .string()
  .optional()
  .describe('The same key and body give the same answer again; another body is refused');

const credentials = {
  all: [],
  agent: [{ agentToken: [] }],
  'agent or nobody': [{}, { agentToken: [] }, { accountSession: [] }],
  'agent or owner': [{ trackingCode: [] }, { agentToken: [] }, { accountSession: [] }],
} satisfies Record<Operation['who'], object[]>;

/** One answer for each status, with the codes that come with it. */
function refusals({ who, query, body, upload, repeatable, problems = [] }: Operation) {
  const codes = new Set<ProblemCode>([
    ...(who === 'agent' || who === 'agent or owner' ? (['SIGN_IN_REQUIRED'] as const) : []),
    ...(who === 'all' ? [] : (['SCOPE_MISSING'] as const)),
    // What came by the account's cookie alone may be another site's doing.
    ...(who === 'agent or nobody' || (who === 'agent or owner' && (body || repeatable)) ? (['FORGED'] as const) : []),
    ...(query || (body && !upload) ? (['INVALID'] as const) : []),
    ...(body && !upload ? (['MALFORMED_JSON', 'BODY_TOO_LARGE'] as const) : []),
    ...(repeatable ? (['IDEMPOTENCY_KEY_REUSED'] as const) : []),
    ...problems,
    'INTERNAL',
    'UNAVAILABLE',
  ]);
  const statuses = new Set([...codes].map(problemStatus));
  return Object.fromEntries([...statuses].map((status) => [`${status}`, refusal(status, [...codes])]));
}

function refusal(status: number, codes: ProblemCode[]) {
  const ofStatus = codes.filter((code) => problemStatus(code) === status);
  const [code] = ofStatus as [ProblemCode];
  return {
    description: ofStatus.map((each) => `\`${each}\`: ${problemText(each, 'en')}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: problem,
        example: { type: 'about:blank', title: problemText(code, 'en'), status, code },
      },
    },
  };
}
