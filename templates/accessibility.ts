import type { Zone } from '../workflows/contract.ts';
import { addMonths, civilDate } from '../workflows/kit/calendar.ts';

/** What a town may say of its site: `none` is « non conforme ». */
export type AccessibilityState = 'full' | 'partial' | 'none';

/**
 * What an audit allows to say (RGAA, « obligations »): all criteria, half of them at least, or less. An audit is good for
 * three years; without one that still is, a site does not comply.
 */
export function accessibilityStateOf(
  audit: { on: string; rate: number } | undefined,
  zone: Zone,
  now = Date.now(),
): AccessibilityState {
  if (!audit || addMonths(audit.on, 36) < civilDate(now, zone)) return 'none';
  if (audit.rate === 100) return 'full';
  return audit.rate >= 50 ? 'partial' : 'none';
}
