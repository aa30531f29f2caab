/** Every route of the API, by method and path: what it takes, what it answers with, and what it may refuse. */
import { z } from 'zod';
import { answerSchema } from '../agent/answering.ts';
import { redirectionSchema } from '../agent/redirecting.ts';
import { listSchema } from '../agent/tasks.ts';
import { signInSchema } from '../auth/routes.ts';
import { correctionSchema } from '../citizen/correction.ts';
import { reviewSchema } from '../citizen/documents.ts';
import { requestSchema } from '../citizen/filing.ts';
import { messageSchema } from '../citizen/messages.ts';
import { reopeningSchema } from '../citizen/reopening.ts';
import { searchSchema } from '../citizen/requests.ts';
import { supportSchema } from '../citizen/supports.ts';
import { surveySchema } from '../citizen/survey.ts';
import type { ProblemCode } from '../problems.ts';
import { statisticsOperations } from '../statistics/operations.ts';
import { publicOperations } from './public-operations.ts';
import { offeredTypes } from './request-types.ts';
import * as shapes from './shapes.ts';

export interface Operation {
  tag: 'Request types' | 'Requests' | 'Documents' | 'Proposals' | 'Tasks' | 'Statistics' | 'Sessions' | 'This document';
  summary: string;
  /** Whose `Authorization: Bearer` it takes; `or nobody` means that it also answers without one. */
  who: 'all' | 'agent' | 'agent or nobody' | 'agent or owner';
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a multipart form with a file. */
  upload?: boolean;
  /** Takes an `Idempotency-Key`. */
  repeatable?: boolean;
  status?: 200 | 201;
  /** Of the JSON that it answers with; absent when it answers with a file. */
  answer?: z.ZodType;
  problems?: readonly ProblemCode[];
}

const uploadForm = z.object({
  piece: z.string().describe('One of the pieces of the request type'),
  file: z.string().meta({ format: 'binary', description: 'PDF, JPEG or PNG, told by its content; at most 10 MB' }),
});

const [firstType, ...otherTypes] = offeredTypes().map((type) =>
  requestSchema(type)
    .extend({ type: z.literal(type.id) })
    .meta({ id: `new-${type.id}` }),
);
const newRequest = z.discriminatedUnion('type', [firstType!, ...otherTypes]);

const diagram = (summary: string): Operation => ({
  tag: 'Request types',
  summary,
  who: 'all',
  problems: ['UNKNOWN_REQUEST_TYPE'],
});

export const operations: Readonly<Record<string, Operation>> = {
  'GET /request-types': {
    tag: 'Request types',
    summary: 'What may be asked for',
    who: 'all',
    answer: shapes.requestTypes,
  },
  'GET /request-types/:id': {
    tag: 'Request types',
    summary: 'One request type, with the JSON Schema of its form',
    who: 'all',
    answer: shapes.requestType,
    problems: ['UNKNOWN_REQUEST_TYPE'],
  },
  'GET /request-types/:id/diagram.svg': diagram('The process as a picture'),
  'GET /request-types/:id/diagram.mmd': diagram('The process as a Mermaid flowchart'),
  'GET /request-types/:id/diagram.bpmn': diagram('The process as BPMN 2.0, with its layout'),
  ...publicOperations,
  'POST /requests': {
    tag: 'Requests',
    summary: 'File a request; a channel other than web and mobile is for agents',
    who: 'agent or nobody',
    body: newRequest,
    repeatable: true,
    status: 201,
    answer: shapes.filed,
    problems: ['UNKNOWN_REQUEST_TYPE', 'SIGN_IN_REQUIRED', 'FORBIDDEN'],
  },
  'GET /requests': {
    tag: 'Requests',
    summary: 'Search over what the agent may see, latest first',
    who: 'agent',
    query: searchSchema,
    answer: shapes.requests,
  },
  'GET /requests/:reference': {
    tag: 'Requests',
    summary: 'Where a request stands, and all that happened to it',
    who: 'agent or owner',
    answer: shapes.request,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/messages': {
    tag: 'Requests',
    summary: 'Write to the service, or to the citizen',
    who: 'agent or owner',
    body: messageSchema,
    repeatable: true,
    status: 201,
    answer: shapes.message,
    problems: ['NOT_FOUND', 'FORBIDDEN'],
  },
  'POST /requests/:reference/withdraw': {
    tag: 'Requests',
    summary: 'Take the request back, at whatever step it is; a repetition gets the same answer',
    who: 'agent or owner',
    repeatable: true,
    answer: shapes.withdrawn,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REQUEST_ENDED'],
  },
  'POST /requests/:reference/survey': {
    tag: 'Requests',
    summary: 'Say what one thought of the treatment, for 14 days after the end; another answer replaces the first',
    who: 'agent or owner',
    body: surveySchema,
    repeatable: true,
    status: 201,
    answer: shapes.surveyed,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'SURVEY_NOT_OPEN', 'SURVEY_CLOSED'],
  },
  'POST /requests/:reference/correction': {
    tag: 'Requests',
    summary: 'Correct what was typed, until an agent has begun; choices and planned days stay as they are',
    who: 'agent or owner',
    body: correctionSchema,
    repeatable: true,
    answer: shapes.corrected,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'CORRECTION_CLOSED'],
  },
  'POST /requests/:reference/redirect': {
    tag: 'Requests',
    summary: 'Give the request to another service',
    who: 'agent',
    body: redirectionSchema,
    repeatable: true,
    answer: shapes.redirected,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REQUEST_ENDED'],
  },
  'POST /requests/:reference/reopen': {
    tag: 'Requests',
    summary: 'Have an ended request looked at again, from its last decision on, within the type’s period',
    who: 'agent or owner',
    body: reopeningSchema,
    repeatable: true,
    answer: shapes.reopened,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REOPENING_CLOSED'],
  },
  'POST /requests/:reference/supports': {
    tag: 'Requests',
    summary: 'Support a proposal: 201 the first time, 200 when the same person repeats it',
    who: 'all',
    body: supportSchema,
    repeatable: true,
    status: 201,
    answer: shapes.supported,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/documents': {
    tag: 'Documents',
    summary: 'Send a supporting document',
    who: 'agent or owner',
    body: uploadForm,
    upload: true,
    repeatable: true,
    status: 201,
    answer: shapes.receivedDocument,
    problems: [
      'MALFORMED_UPLOAD',
      'NOT_FOUND',
      'REQUEST_ENDED',
      'FILE_TOO_LARGE',
      'FILE_TYPE_REFUSED',
      'FILE_EMPTY',
      'UNKNOWN_PIECE',
    ],
  },
  'GET /requests/:reference/documents/:id': {
    tag: 'Documents',
    summary: 'The file, always as an attachment',
    who: 'agent or owner',
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/documents/:id/review': {
    tag: 'Documents',
    summary: 'Accept a document, or refuse it with a reason',
    who: 'agent',
    body: reviewSchema,
    repeatable: true,
    answer: shapes.reviewedDocument,
    problems: ['NOT_FOUND', 'FORBIDDEN'],
  },
  'GET /tasks': {
    tag: 'Tasks',
    summary: 'The worklist: least time left first',
    who: 'agent',
    query: listSchema,
    answer: shapes.tasks,
  },
  'POST /tasks/:id/claim': {
    tag: 'Tasks',
    summary: 'Take a task, so that colleagues leave it',
    who: 'agent',
    answer: shapes.claimed,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'TASK_CLAIMED', 'TASK_ALREADY_ANSWERED', 'TASK_CLOSED'],
  },
  'POST /tasks/:id/release': {
    tag: 'Tasks',
    summary: 'Give a task back',
    who: 'agent',
    answer: shapes.claimed,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'TASK_NOT_HELD'],
  },
  'POST /tasks/:id/answer': {
    tag: 'Tasks',
    summary: 'Answer a task: exactly one of several answers counts, and the others learn whose',
    who: 'agent or owner',
    body: answerSchema,
    repeatable: true,
    answer: shapes.answered,
    problems: [
      'NOT_FOUND',
      'FORBIDDEN',
      'TASK_ALREADY_ANSWERED',
      'TASK_CLOSED',
      'ANSWER_UNKNOWN',
      'PIECES_MISSING',
      'JOIN_TARGET_MISSING',
      'JOIN_TARGET_REFUSED',
    ],
  },
  ...statisticsOperations,
  'POST /sessions': {
    tag: 'Sessions',
    summary: 'Sign an agent in',
    who: 'all',
    body: signInSchema,
    status: 201,
    answer: shapes.session,
    problems: ['SIGN_IN_REFUSED'],
  },
  'GET /openapi.json': {
    tag: 'This document',
    summary: 'This document',
    who: 'all',
    answer: z.looseObject({ openapi: z.string() }),
  },
};
