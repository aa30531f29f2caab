import type { z } from 'zod';
import type { Scope } from '../../db/entities/credentials.ts';
import type { ProblemCode } from '../problems.ts';

/**
 * What a route takes, what it answers with, and what it may refuse. `who` is whose `Authorization: Bearer` it takes;
 * `or nobody` means that it also answers without one. `scope` is what an agent's program must have been given for it.
 */
export type Operation = Shape &
  ({ who: 'all' } | { who: 'agent' | 'agent or nobody' | 'agent or owner'; scope: Scope });

interface Shape {
  tag: 'Request types' | 'Requests' | 'Documents' | 'Proposals' | 'Tasks' | 'Statistics' | 'Sessions' | 'This document';
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a multipart form with a file. */
  upload?: boolean;
  /** Takes an `Idempotency-Key`. */
  repeatable?: boolean;
  status?: 200 | 201 | 202;
  /** Of the JSON that it answers with; absent when it answers with a file. */
  answer?: z.ZodType;
  problems?: readonly ProblemCode[];
}
