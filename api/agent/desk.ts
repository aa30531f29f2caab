import type { Services } from '../services.ts';
import { archivePages } from './archive-pages.ts';
import { assigningPages } from './assigning-pages.ts';
import { callPages } from './call-pages.ts';
import { cannedReplyPages } from './canned-reply-pages.ts';
import { diagramPages } from './diagram-page.ts';
import { answerDraftPages } from './draft-pages.ts';
import { holdPages } from './hold-pages.ts';
import { journalPages } from './journal-page.ts';
import { letterPages } from './letters-page.ts';
import { agentLivePages } from './live.ts';
import { mergingPages } from './merging-pages.ts';
import { notePages } from './note-pages.ts';
import { postponingPages } from './postponing-pages.ts';
import { resumingPages } from './resuming-pages.ts';

const parts = [
  agentLivePages,
  answerDraftPages,
  archivePages,
  assigningPages,
  notePages,
  callPages,
  postponingPages,
  holdPages,
  resumingPages,
  mergingPages,
  letterPages,
  diagramPages,
  journalPages,
  cannedReplyPages,
];

/** What an agent has on a request's page beside its task. */
export const deskPages = (services: Services) => parts.map((pages) => pages(services));
