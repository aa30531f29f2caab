/** What the simulation commands print with `--json`: one document each. */
import type { CrowdResult } from './crowd.ts';

export interface SimulatedRequest {
  reference: string;
  outcome: string;
  /** ISO 8601, and the line in French. */
  timeline: { at: string; text: string }[];
  emails: { at: string; template: string; subject: string | null; to: string | null }[];
}

export interface CrowdReport extends CrowdResult {
  /** The fewest agents of each service with whom at most one task in twenty is late. */
  needed: Record<string, number>;
  /** The waiting times as one SVG. */
  svg: string;
}
