/** The routes of requests and their documents. */
import { z } from 'zod';
import { redirectionSchema } from '../agent/redirecting.ts';
import { correctionSchema } from '../citizen/correction.ts';
import { reviewSchema } from '../citizen/documents.ts';
import { requestSchema } from '../citizen/filing.ts';
import { messageSchema } from '../citizen/messages.ts';
import { reopeningSchema } from '../citizen/reopening.ts';
import { searchSchema } from '../citizen/requests.ts';
import { surveySchema } from '../citizen/survey.ts';
import type { Operation } from './operation.ts';
import { offeredTypes } from './request-types.ts';
import * as shapes from './shapes.ts';

const uploadForm = z.object({
  piece: z.string().describe('One of the pieces of the request type'),
  file: z.string().meta({ format: 'binary', description: 'PDF, JPEG or PNG, told by its content; at most 15 MB' }),
});

const [firstType, ...otherTypes] = offeredTypes().map((type) =>
  // No zone changes what is described.
  requestSchema(type, 'metropole')
    .extend({ type: z.literal(type.id) })
    .meta({ id: `new-${type.id}` }),
);
const newRequest = z.discriminatedUnion('type', [firstType!, ...otherTypes]);

export const requestOperations: Readonly<Record<string, Operation>> = {
  'POST /requests': {
    tag: 'Requests',
    summary: 'File a request; a channel other than web and mobile is for agents',
    who: 'agent or nobody',
    scope: 'requests:write',
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
    scope: 'requests:read',
    query: searchSchema,
    answer: shapes.requests,
  },
  'GET /requests/:reference': {
    tag: 'Requests',
    summary: 'Where a request stands, and all that happened to it',
    who: 'agent or owner',
    scope: 'requests:read',
    answer: shapes.request,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/messages': {
    tag: 'Requests',
    summary: 'Write to the service, or to the citizen',
    who: 'agent or owner',
    scope: 'requests:write',
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
    scope: 'requests:write',
    repeatable: true,
    answer: shapes.withdrawn,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REQUEST_ENDED'],
  },
  'POST /requests/:reference/reasons': {
    tag: 'Requests',
    summary:
      'Ask why silence has rejected the request, while one may appeal; the service owes the reasons within a month',
    who: 'agent or owner',
    scope: 'requests:write',
    repeatable: true,
    answer: shapes.reasonsAsked,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REASONS_NOT_OWED'],
  },
  'POST /requests/:reference/survey': {
    tag: 'Requests',
    summary: 'Say what one thought of the treatment, for 14 days after the end; another answer replaces the first',
    who: 'agent or owner',
    scope: 'requests:write',
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
    scope: 'requests:write',
    body: correctionSchema,
    repeatable: true,
    answer: shapes.corrected,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'CORRECTION_CLOSED'],
  },
  'POST /requests/:reference/redirect': {
    tag: 'Requests',
    summary: 'Give the request to another service',
    who: 'agent',
    scope: 'requests:write',
    body: redirectionSchema,
    repeatable: true,
    answer: shapes.redirected,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REQUEST_ENDED'],
  },
  'POST /requests/:reference/reopen': {
    tag: 'Requests',
    summary: 'Have an ended request looked at again, from its last decision on, within the type’s period',
    who: 'agent or owner',
    scope: 'requests:write',
    body: reopeningSchema,
    repeatable: true,
    answer: shapes.reopened,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'REOPENING_CLOSED'],
  },
  'POST /requests/:reference/documents': {
    tag: 'Documents',
    summary: 'Send a supporting document',
    who: 'agent or owner',
    scope: 'requests:write',
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
    scope: 'requests:read',
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/documents/:id/review': {
    tag: 'Documents',
    summary: 'Accept a document, or refuse it with a reason',
    who: 'agent',
    scope: 'requests:write',
    body: reviewSchema,
    repeatable: true,
    answer: shapes.reviewedDocument,
    problems: ['NOT_FOUND', 'FORBIDDEN'],
  },
};
