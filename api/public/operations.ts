/** Every route of the API, by method and path: what it takes, what it answers with, and what it may refuse. */
import { z } from 'zod';
import { answerSchema } from '../agent/answering.ts';
import { assignmentSchema } from '../agent/assigning.ts';
import { batchSchema } from '../agent/batch.ts';
import { listSchema } from '../agent/tasks.ts';
import { signInSchema } from '../auth/routes.ts';
import { statisticsOperations } from '../statistics/operations.ts';
import type { Operation } from './operation.ts';
import { publicOperations } from './public-operations.ts';
import { requestOperations } from './request-operations.ts';
import * as shapes from './shapes.ts';

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
  ...requestOperations,
  'GET /tasks': {
    tag: 'Tasks',
    summary: 'The worklist: least time left first',
    who: 'agent',
    scope: 'requests:read',
    query: listSchema,
    answer: shapes.tasks,
  },
  'POST /tasks/:id/claim': {
    tag: 'Tasks',
    summary: 'Take a task, so that colleagues leave it',
    who: 'agent',
    scope: 'tasks:answer',
    answer: shapes.claimed,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'TASK_CLAIMED', 'TASK_ALREADY_ANSWERED', 'TASK_CLOSED'],
  },
  'POST /tasks/:id/release': {
    tag: 'Tasks',
    summary: 'Give a task back',
    who: 'agent',
    scope: 'tasks:answer',
    answer: shapes.claimed,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'TASK_NOT_HELD'],
  },
  'POST /tasks/:id/assign': {
    tag: 'Tasks',
    summary: 'Give a task to a colleague who may answer it; a manager may take it from another for that',
    who: 'agent',
    scope: 'tasks:answer',
    body: assignmentSchema,
    answer: shapes.assigned,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'ASSIGNEE_REFUSED', 'TASK_CLAIMED', 'TASK_ALREADY_ANSWERED', 'TASK_CLOSED'],
  },
  'POST /tasks/batch': {
    tag: 'Tasks',
    summary: 'Take, give or answer several tasks, each for itself, and learn of each what became of it',
    who: 'agent',
    scope: 'tasks:answer',
    body: batchSchema,
    repeatable: true,
    answer: shapes.batch,
    problems: ['BATCH_EMPTY', 'BATCH_TOO_LARGE'],
  },
  'POST /tasks/:id/answer': {
    tag: 'Tasks',
    summary: 'Answer a task: exactly one of several answers counts, and the others learn whose',
    who: 'agent or owner',
    scope: 'tasks:answer',
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
    problems: ['SIGN_IN_REFUSED', 'OTP_REQUIRED', 'OTP_REFUSED', 'SECOND_FACTOR_REQUIRED', 'TOO_MANY_SIGN_INS'],
  },
  'GET /openapi.json': {
    tag: 'This document',
    summary: 'This document',
    who: 'all',
    answer: z.looseObject({ openapi: z.string() }),
  },
};
