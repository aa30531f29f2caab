/** Routes about what several people have in common: a problem that many report, a proposal that many talk about. */
import { z } from 'zod';
import { commentListSchema, commentSchema } from '../citizen/comments.ts';
import { reviewSchema } from '../citizen/documents.ts';
import { addressSchema, confirmationSchema } from '../citizen/participation.ts';
import { nearbySchema } from './nearby.ts';
import type { Operation } from './operation.ts';
import { proposalListSchema } from './proposals.ts';
import { offeredTypes } from './request-types.ts';
import * as shapes from './shapes.ts';

/** Of every type that tells duplicates; each takes its own questions. */
const nearbyQuery = z.object(
  Object.assign(
    {},
    ...offeredTypes().flatMap((type) => (type.duplicates ? [nearbySchema(type, 'metropole').partial().shape] : [])),
  ),
);

export const publicOperations: Readonly<Record<string, Operation>> = {
  'GET /request-types/:id/nearby': {
    tag: 'Request types',
    summary: 'Open requests that may be about the same thing, before one files another',
    who: 'all',
    query: nearbyQuery,
    answer: shapes.nearby,
    problems: ['UNKNOWN_REQUEST_TYPE'],
  },
  'GET /proposals': {
    tag: 'Proposals',
    summary: 'The proposals that the town has published, latest first',
    who: 'all',
    query: proposalListSchema,
    answer: shapes.proposals,
  },
  'GET /proposals/:reference': {
    tag: 'Proposals',
    summary: 'One proposal with its latest comments, the town’s answer, and how it goes on',
    who: 'all',
    answer: shapes.proposal,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/supports': {
    tag: 'Proposals',
    summary: 'Ask to support a proposal: it counts when the link that the address is sent has been opened',
    who: 'all',
    body: addressSchema,
    repeatable: true,
    status: 202,
    answer: shapes.asked,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/followers': {
    tag: 'Proposals',
    summary: 'Ask for the news of a proposal by email, which is confirmed by the link that the address is sent',
    who: 'all',
    body: addressSchema,
    repeatable: true,
    status: 202,
    answer: shapes.asked,
    problems: ['NOT_FOUND', 'REQUEST_ENDED'],
  },
  'POST /confirmations': {
    tag: 'Proposals',
    summary:
      'Confirm by the code in the link of an email: 201 the first time, 200 for a support that was counted before',
    who: 'all',
    body: confirmationSchema,
    status: 201,
    answer: shapes.confirmed,
    problems: ['LINK_EXPIRED', 'SUPPORTS_CLOSED', 'REQUEST_ENDED'],
  },
  'GET /requests/:reference/comments': {
    tag: 'Proposals',
    summary: 'What is said about a proposal, latest first; agents also read what is not published',
    who: 'all',
    query: commentListSchema,
    answer: shapes.comments,
    problems: ['NOT_FOUND'],
  },
  'POST /requests/:reference/comments': {
    tag: 'Proposals',
    summary: 'Comment on a proposal until it ends; the service reads it before everybody does',
    who: 'all',
    body: commentSchema,
    repeatable: true,
    status: 201,
    answer: shapes.newComment,
    problems: ['NOT_FOUND', 'REQUEST_ENDED', 'TOO_MANY_COMMENTS'],
  },
  'POST /requests/:reference/comments/:id/review': {
    tag: 'Proposals',
    summary: 'Publish a comment, or refuse it with a reason',
    who: 'agent',
    scope: 'requests:write',
    body: reviewSchema,
    repeatable: true,
    answer: shapes.reviewedComment,
    problems: ['NOT_FOUND', 'FORBIDDEN'],
  },
};
