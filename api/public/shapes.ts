/** What the API answers with, for the published document; a test compares every answer with its shape. */
import { z } from 'zod';
import { channels } from '../../workflows/contract.ts';
import { legalDateKinds } from '../../workflows/kit/silence.ts';
import { problemCodes } from '../problems.ts';

const id = z.uuid();
const date = z.iso.date();
const instant = z.iso.datetime();
const next = z.string().nullable().describe('The cursor of the next page; null on the last one');
const documentState = z.enum(['received', 'accepted', 'refused', 'infected']);
const waitingFor = z.enum(['citizen', 'agent', 'nobody']);

export const problem = z.looseObject({
  type: z.literal('about:blank'),
  title: z.string().describe('A sentence for the reader, in French or English'),
  status: z.int().min(400).max(599),
  code: z.enum(problemCodes),
  errors: z
    .array(z.object({ field: z.string().describe('Dotted, such as `citizen.email`'), message: z.string() }))
    .optional(),
});

export const requestType = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  service: z.object({ id: z.string(), name: z.string() }),
  law: z.string(),
  form: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12 of the `fields` of a new request'),
  pieces: z.array(z.object({ id: z.string(), title: z.string(), required: z.boolean() })),
  deadline: z.string().describe('Such as `5 working days`'),
  links: z.object({ self: z.url(), form: z.url(), diagram: z.url() }),
});
export const requestTypes = z.object({ items: z.array(requestType) });

export const nearby = z.object({
  items: z
    .array(
      z.object({
        receivedOn: date,
        state: z.string(),
        distanceMetres: z.int().min(0).nullable().describe('To ten metres; null where the place is alike in words'),
        links: z.object({ follow: z.string().describe('The page on which one follows the report instead') }),
      }),
    )
    .max(5)
    .describe('The likeliest first'),
});

const named = z.object({ id: z.string(), label: z.string() });
const publicComment = z.object({ id, author: z.string(), text: z.string(), at: instant });
const commentState = z.enum(['waiting', 'published', 'refused']);
export const comments = z.object({
  items: z.array(
    publicComment.extend({
      state: commentState.optional().describe('For agents'),
      reason: z.string().optional().describe('For agents: why it was refused'),
    }),
  ),
  next,
});
export const newComment = publicComment.extend({ state: commentState.extract(['waiting']) });
export const reviewedComment = z.object({
  id,
  state: commentState.extract(['published', 'refused']),
  reason: z.string().optional(),
});
const proposalSummary = z.object({
  reference: z.string(),
  theme: named,
  title: z.string(),
  text: z.string(),
  place: z.string().nullable(),
  publishedOn: date,
  open: z.boolean(),
  state: named.describe('The step that it is at, or how it ended'),
  endedOn: date.nullable(),
  supports: z.int().min(0),
  threshold: z.int().min(1).nullable(),
  until: date.nullable().describe('The last day on which supports are gathered'),
  commentCount: z.int().min(0),
});
export const proposals = z.object({ items: z.array(proposalSummary), next });
export const proposal = proposalSummary.extend({
  comments: z.array(publicComment).max(50).describe('The latest first; all of them at `/requests/:reference/comments`'),
  officialAnswer: z
    .object({ at: instant, text: z.string(), cost: z.int().min(0).nullable().describe('As estimated, in whole euros') })
    .nullable(),
  progress: z.array(z.object({ at: instant, state: named, text: z.string() })),
});

export const filed = z.object({
  id,
  reference: z.string(),
  trackingCode: z.string().describe('Given once, here and in the acknowledgement'),
  status: z.literal('open'),
  dueOn: date,
  links: z.object({ self: z.url(), follow: z.url(), documents: z.url() }),
});

const summary = z.object({
  id,
  reference: z.string(),
  type: z.string(),
  status: z.enum(['open', 'ended']),
  service: z.string(),
  channel: z.enum(channels),
  dueOn: date,
  outcome: z.string().nullable(),
  receivedAt: instant,
  endedAt: instant.nullable(),
});
export const requests = z.object({
  items: z.array(summary.extend({ citizen: z.object({ givenName: z.string(), familyName: z.string() }) })),
  next,
});

export const message = z.object({ id, author: z.enum(['citizen', 'agent']), text: z.string(), at: instant });

export const request = summary.extend({
  step: z.string(),
  waitingFor,
  expectedOn: date.describe(
    'The day on which half of the requests before it were done; the promised one where too few ended',
  ),
  expectedBetween: z
    .object({ from: date, to: date })
    .optional()
    .describe('From the day on which half were done to the one on which nine in ten were'),
  legalDates: z
    .array(
      z.object({
        kind: z.enum(legalDateKinds),
        date: date.nullable().describe('Null while no time runs, and where silence decides nothing'),
        rule: z.string().describe('How it is counted'),
        explanation: z.string().describe('From what it is counted, in words'),
      }),
    )
    .describe('What the law makes of the request, and of saying nothing about it; of each kind the newest'),
  joined: z.boolean().describe('It goes on under another request, about the same thing'),
  joinedTo: z.string().nullable().optional().describe('For agents: the reference of that one'),
  joinedHere: z.array(z.string()).optional().describe('For agents: the requests that go on under this one'),
  timeline: z.array(z.object({ at: instant, kind: z.string(), text: z.string() })),
  pieces: z.array(
    z.object({
      piece: z.string(),
      title: z.string(),
      state: z.enum(['missing', ...documentState.options, 'expired']),
      reason: z.string().optional(),
      document: id.optional().describe('The newest document of the piece'),
    }),
  ),
  documents: z.array(
    z.object({
      id,
      piece: z.string(),
      state: documentState,
      fileName: z.string().nullable().describe('Null for what an agent has received on paper: there is no file'),
      sizeBytes: z.int().min(1).nullable(),
      reason: z.string().optional(),
      receivedAt: instant,
      examinedAt: instant.nullable().describe('By the antivirus; null where none has looked at the file'),
    }),
  ),
  messages: z.array(message),
  tasks: z
    .array(
      z.object({
        id,
        name: z.string(),
        answers: z.array(z.string()),
        pieces: z.array(z.string()),
        dueAt: instant,
      }),
    )
    .describe('What waits for the citizen'),
});

export const withdrawn = z.object({ reference: z.string(), withdrawnAt: instant });
export const reasonsAsked = z.object({ reference: z.string(), reasonsBy: date });
export const surveyed = z.object({
  reference: z.string(),
  score: z.int().min(1).max(5),
  comment: z.string().nullable(),
  at: instant,
  lastDay: date.describe('Until the end of this day the answer may be changed'),
});

export const corrected = z.object({
  reference: z.string(),
  corrected: z.array(z.string()).describe('The fields that are now another than before, dotted'),
});
export const redirected = z.object({
  service: z.string(),
  bounced: z.boolean().describe('That service has itself sent this request away before'),
});
export const reopened = z.object({ reference: z.string(), status: z.literal('open'), dueOn: date });
export const asked = z.object({ confirmation: z.literal('sent') });
export const confirmed = z.discriminatedUnion('act', [
  z.object({ act: z.literal('support'), supports: z.int().min(1), threshold: z.int().min(1) }),
  z.object({ act: z.literal('follow') }),
]);

export const receivedDocument = z.object({ id, piece: z.string(), state: z.literal('received') });
export const reviewedDocument = z.object({
  id,
  piece: z.string(),
  state: documentState.extract(['accepted', 'refused']),
  reason: z.string().optional(),
});

const task = z.object({
  id,
  name: z.string(),
  title: z.string(),
  kind: z.enum(['citizen', 'agent', 'opinion', 'intervention', 'public', 'wait']),
  role: z.enum(['agent', 'manager']).describe('Who must answer; a visa is the manager’s'),
  reference: z.string(),
  type: z.string(),
  service: z.string(),
  dueOn: date,
  answers: z.array(z.object({ id: z.string(), label: z.string() })),
  assignee: z.string().nullable(),
  escalated: z.boolean().describe('The service’s managers have been told that the deadline is near'),
  bounced: z.boolean().describe('The request came back to a service that had sent it away'),
  routedBecause: z.string().nullable().describe('Why the request is with its service'),
});
export const tasks = z.object({ items: z.array(task), next });
export const assigned = z.object({ id, assignee: z.string() });
export const batch = z.object({
  results: z.array(z.object({ id: z.string(), done: z.boolean(), code: z.string().optional(), text: z.string() })),
});
export const claimed = z.object({ id, claimed: z.boolean() });
export const answered = z.object({
  task: z.object({ id, name: z.string(), state: z.literal('answered'), answer: z.string() }),
  request: z.object({ reference: z.string(), status: z.enum(['open', 'ended']), waitingFor }),
});

export const session = z.object({
  token: z.string(),
  agent: z.object({
    id,
    email: z.string(),
    displayName: z.string(),
    role: z.enum(['agent', 'counter', 'technician', 'manager', 'designer', 'operator']),
    services: z.array(z.string()),
  }),
});
